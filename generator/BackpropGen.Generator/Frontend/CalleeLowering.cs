using System.Globalization;
using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Calls;
using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

/// <summary>Calls of other differentiable methods: part of an expression where the method is one, otherwise a statement in front.</summary>
internal sealed class CalleeLowering(BodyContext body, ExpressionLowering expressions)
{
    /// <summary>A call whose value is used.</summary>
    public Expr? LowerValue(IInvocationOperation operation)
    {
        if (Lower(operation) is not { } call || call.Callee.ReturnType is not { } type)
            return null;
        if (call.Callee.Expression is not null)
            return Part(call, operation);
        Variable result = body.Temporary(Identifiers.Camel(operation.TargetMethod.Name), type);
        body.Emit(call with { Result = result }, operation.Syntax);
        return new Read(result);
    }

    /// <summary>A call on its own.</summary>
    public void LowerStatement(IInvocationOperation operation)
    {
        if (Lower(operation) is { Callee.Expression: null } call)
            body.EmitMain(call, operation.Syntax);
    }

    /// <summary>A call that initialises a local of its own type.</summary>
    public void LowerInto(IInvocationOperation operation, Func<Variable> declare)
    {
        Invoke? call = Lower(operation);
        Variable variable = declare();
        if (call is { Callee.Expression: not null })
            body.EmitMain(new Declare(variable, Part(call, operation)), operation.Syntax);
        else if (call is not null)
            body.EmitMain(call with { Result = variable }, operation.Syntax);
    }

    /// <summary>A call as part of an expression. Calls in an argument that is read again and again come first, so that each has its derivative once.</summary>
    private ScalarCall Part(Invoke call, IInvocationOperation operation)
    {
        return new ScalarCall(call.Callee, call.Arguments.Select((argument, i) => IsRepeated(argument, call.Callee.Parameters[i].Variable) ? First(argument) : argument).ToList());

        bool IsRepeated(Expr argument, Variable parameter) =>
            Tree.All(argument).Any(part => part is ScalarCall) && CalledExpressions.Reads(call.Callee, parameter) > 1;

        Expr First(Expr argument)
        {
            Variable value = body.Temporary(argument is ScalarCall { Callee.Name: var name } ? Identifiers.Camel(name.TrimStart('@')) : "value", argument.Type);
            body.Emit(new Declare(value, argument), operation.Syntax);
            return new Read(value);
        }
    }

    private Invoke? Lower(IInvocationOperation operation)
    {
        IMethodSymbol target = operation.TargetMethod;
        if (body.Session.Custom.Of(target) is { } custom)
            return LowerCustom(operation, target, custom, () => LowerArguments(operation));
        Read? receiver = null;
        if (!target.IsStatic)
        {
            receiver = expressions.ObjectOf(operation.Instance);
            if (receiver is null)
            {
                body.Refuse(
                    Descriptors.NotDifferentiable, operation, target.Name,
                    "its object has to be this one, a parameter, or a member of these");
                return null;
            }
        }
        EquatableArray<Expr>? arguments = LowerArguments(operation);
        if (FindCallee(operation) is not { } method)
            return null;
        if (arguments is not { } values)
            return null;
        if (receiver is not null)
            values = [receiver, .. values];
        string prefix = target.IsStatic ? body.Names.Prefix(target.ContainingType) : "";
        string members = method.IsHelper
            ? HelperPlace.Of(target, body.Session.Compilation)!.PrefixFrom(body.Source.Symbol.ContainingType, prefix) : prefix;
        body.Session.Unwanted.Note(method, target);
        if (Instantiation.Of(body.Session.Describe(method, prefix, members), target, body.Names) is not { } callee)
        {
            body.Refuse(Descriptors.NotDifferentiable, operation, target.Name, "its type arguments have to be float, double, or type parameters that are constrained to IFloatingPointIeee754<T>");
            return null;
        }
        if (method.IsOverload)
        {
            IEnumerable<string> defaults = target.Parameters.Select(parameter => $"default({body.Names.Write(parameter.Type)}){(parameter.Type.IsReferenceType ? "!" : "")}");
            callee = callee with { SizeDefaults = [.. method.IsInstance ? [""] : Array.Empty<string>(), .. defaults] };
        }
        return AreAccepted(operation, callee, values) ? new Invoke(callee, values, null) { Words = WordsOf(operation) } : null;
    }

    /// <summary>The object and the arguments as they are written.</summary>
    private static EquatableArray<string> WordsOf(IInvocationOperation operation)
    {
        IEnumerable<SyntaxNode> arguments = operation.Arguments.OrderBy(argument => argument.Parameter!.Ordinal)
            .Select(argument => argument.Syntax is ArgumentSyntax { Expression: var expression } ? expression : argument.Value.Syntax);
        IEnumerable<string> words = arguments.Select(Comments.Text);
        if (operation.Instance is { } instance)
            words = words.Prepend(instance.IsImplicit ? "this" : Comments.Text(instance.Syntax));
        return words.Select(word => SymbolDisplay.FormatLiteral(word, quote: true)).ToList();
    }

    /// <summary>A call by way of a delegate, over lowered arguments, of a method whose backward method somebody has written.</summary>
    public Expr? LowerDelegated(IOperation operation, IMethodSymbol target, CustomDerivative custom, IEnumerable<Expr> arguments)
    {
        EquatableArray<Expr> values = arguments.Select((argument, i) => argument is not Reference reference ? argument : target.Parameters[i].RefKind switch
        {
            RefKind.Ref => reference with { Keyword = "ref" },
            RefKind.Out => reference with { Keyword = "out" },
            _ => reference.Target,
        }).ToList();
        if (LowerCustom(operation, target, custom, () => values) is not { } call)
            return null;
        Variable? result = call.Callee.ReturnType is { } type ? body.Temporary(Identifiers.Camel(target.Name), type) : null;
        body.Emit(call with { Result = result }, operation.Syntax);
        return result is null ? Constant.Of(ScalarType.Bool, 0) : new Read(result);
    }

    /// <summary>A method whose backward method somebody has written.</summary>
    private Invoke? LowerCustom(IOperation operation, IMethodSymbol target, CustomDerivative custom, Func<EquatableArray<Expr>?> lowerArguments)
    {
        if (custom.Call is not { } call)
        {
            body.Refuse(Descriptors.CustomBackward, operation, target.Name.Length > 0 ? target.Name : "the lambda", custom.Expected);
            return null;
        }
        if (!new[] { target, call.Backward, call.Forward }.OfType<IMethodSymbol>().All(body.Reaches))
        {
            body.Refuse(Descriptors.NotDifferentiable, operation, target.Name, $"its backward method '{call.Backward.Name}' cannot be reached from here; declare it as internal");
            return null;
        }
        if (lowerArguments() is not { } values)
            return null;
        string Spelled(IMethodSymbol method) => body.Names.Prefix(method.ContainingType) + Identifiers.Escape(method.Name);
        var callee = new Callee(
            body.Names.Prefix(target.ContainingType), Identifiers.Escape(target.Name), target.ToDisplayString(), call.Parameters, TypeMapping.Scalar(target.ReturnType),
            Expression: null, call.Parameters.Select(_ => true).ToList(), TapeSizeParameters: null, OwnsStorage: false)
        {
            Custom = new CustomMembers(Spelled(call.Backward), call.Forward is { } forward ? Spelled(forward) : null),
        };
        return AreAccepted(operation, callee, values) ? new Invoke(callee, values, null) : null;
    }

    /// <summary>The called method; null where it cannot be called, which is reported here or, for a marked method, at its declaration.</summary>
    private Method? FindCallee(IInvocationOperation operation)
    {
        IMethodSymbol target = operation.TargetMethod;
        bool isUnreachable = !TypeMapping.IsDifferentiable(target) && Calls.HelperPlace.Of(target, body.Session.Compilation) is null;
        if (isUnreachable || (body.IsElsewhere && !body.Reaches(target)))
        {
            body.Refuse(Descriptors.HelperPlace, operation, target.Name, target.ContainingType.Name, HelperPlace.WayOut(target));
            return null;
        }
        Lowered? lowered = body.Session.Lower(target);
        if (!TypeMapping.IsDifferentiable(target) && lowered is { Method: null or { Body: null } })
        {
            if (lowered.Diagnostics.FirstOrDefault(Refusals.IsSeenLater) is { } later)
                body.Refusals.AddSeenLater(Descriptors.Helper, operation.Syntax, target.Name, later.GetMessage(CultureInfo.InvariantCulture));
            else if (lowered.Diagnostics.FirstOrDefault() is { } reason)
                body.Refuse(Descriptors.Helper, operation, target.Name, reason.GetMessage(CultureInfo.InvariantCulture));
            else if (lowered.IsExplainedElsewhere)
                body.Refusals.AddElsewhere(lowered.Elsewhere);
            else
                body.Silently();
            return null;
        }
        if (lowered?.Method is { IsHelper: true } helper && body.Session.FailureOf(helper) is { } failure)
        {
            body.Refuse(Descriptors.Helper, operation, target.Name, failure);
            return null;
        }
        if (body.Session.Callee(target) is { } method)
            return method;
        if (SymbolEqualityComparer.Default.Equals(target.ContainingAssembly, body.Source.Model.Compilation.Assembly))
            body.Refusals.AddElsewhere(lowered?.Diagnostics.FirstOrDefault() ?? lowered?.Elsewhere);
        else
            body.Refuse(
                Descriptors.NotDifferentiable, operation, target.Name, "methods of other assemblies come later; write it in this project");
        return null;
    }

    /// <summary>In the order of the parameters, evaluated in the order of the source.</summary>
    private EquatableArray<Expr>? LowerArguments(IInvocationOperation operation)
    {
        var operands = new OperandList(body);
        foreach (IArgumentOperation argument in operation.Arguments)
            operands.Add(argument.Syntax, () => LowerArgument(argument));
        if (operands.All is not { } values)
            return null;
        return operation.Arguments.Select((argument, i) => (argument.Parameter!.Ordinal, Value: values[i] is Reference { Keyword: "in", Target: var place } ? place : values[i]))
            .OrderBy(pair => pair.Ordinal).Select(pair => pair.Value).ToList();
    }

    private Expr? LowerArgument(IArgumentOperation argument)
    {
        if (argument.Parameter!.RefKind is RefKind.Ref or RefKind.Out && TypeMapping.Scalar(argument.Parameter.Type) is not null)
            return expressions.LowerReference(argument);
        if (expressions.OpaqueOf(argument.Value) is { } opaque)
            return opaque;
        if (TypeMapping.Value(argument.Parameter!.Type) is not null
            || !(Values.StructArrays.Of(argument.Parameter.Type) is not null || TypeMapping.IsStruct(argument.Parameter.Type) || MemberLeaves.IsObject(argument.Parameter.Type)))
            return argument.Parameter.RefKind == RefKind.In ? expressions.LowerIn(argument.Value) : expressions.Lower(argument.Value);
        if (expressions.ObjectOf(argument.Value) is { } whole)
            return whole;
        return body.Refuse(
            Descriptors.Argument, argument.Value, argument.Parameter.Name,
            "what is passed on as a whole is a parameter of this method, its own object, or a member of these");
    }

    private bool AreAccepted(IOperation operation, Callee callee, EquatableArray<Expr> arguments)
    {
        bool areAccepted = true;
        for (int i = 0; i < arguments.Count; i++)
        {
            Parameter parameter = callee.Parameters[i];
            if (Unreachable(arguments[i], parameter) is { } leaf)
            {
                body.Refusals.Add(
                    Descriptors.Member, At(operation, i).Syntax, HiddenIn(operation, i, leaf), arguments[i] is Read { Variable: var whole } ? whole.Name + leaf.Path : leaf.Path,
                    $"is used by '{callee.Name}', and cannot be reached from here: declare it as internal, so that its gradient can be checked and passed on");
                areAccepted = false;
            }
            else if (arguments[i].Type is BufferType && parameter.Variable.Type is BufferType { Kind: BufferKind.Array }
                && !IsArray(arguments[i]))
            {
                body.Refuse(
                    Descriptors.Argument, At(operation, i), parameter.Name,
                    arguments[i].Type is BufferType { IsJagged: true }
                        ? "a local array of arrays lives on the tape, where a recursive method cannot take it: pass its rows as spans"
                        : "a local array lives on the tape; declare the parameter as Span<T> or ReadOnlySpan<T>");
                areAccepted = false;
            }
            else if (parameter.IsWritten && (Overlapping(callee, arguments, i) ?? SameVariable(callee, arguments, i)) is { } other)
            {
                body.Refuse(Descriptors.ArgumentsOverlap, At(operation, i), callee.Name, callee.Parameters[other].Name);
                areAccepted = false;
            }
        }
        return areAccepted;
    }

    private static IOperation At(IOperation operation, int position) => operation is IInvocationOperation call
        && call.Arguments.FirstOrDefault(argument => argument.Parameter!.Ordinal + (call.Instance is null ? 0 : 1) == position) is { Syntax: ArgumentSyntax } argument
            ? argument.Value : operation;

    private static bool IsArray(Expr argument) =>
        argument is Row { Buffer.Type: BufferType { IsOnTape: false } } or Read { Variable: { Kind: VariableKind.Parameter or VariableKind.Member, Type: BufferType { Kind: BufferKind.Array } } };

    /// <summary>
    /// Another argument with certainly the same elements: the same expression, or all that the other is a part of. Whether two different parts
    /// meet is only known at run time.
    /// </summary>
    private int? Overlapping(Callee callee, EquatableArray<Expr> arguments, int written)
    {
        HashSet<Variable> roots = [.. Roots(written, onlyWritten: true)];
        for (int i = 0; i < arguments.Count; i++)
        {
            if (i != written && Roots(i, onlyWritten: false).Any(roots.Contains)
                && ((IsCertain(arguments[i]) && IsCertain(arguments[written]) && (IsWhole(arguments[i]) || IsWhole(arguments[written]))) || arguments[i].Equals(arguments[written])))
                return i;
        }
        return null;

        IEnumerable<Variable> Roots(int i, bool onlyWritten) => arguments[i].Type is not StructType ? body.Storage.RootsOf(arguments[i])
            : body.Storage.Pairs(arguments[i], callee.Parameters[i])
                .Where(pair => pair.Own.Variable.Type is BufferType && (!onlyWritten || callee.Parameters[i].Writes(pair.Called)))
                .Select(pair => pair.Own.Variable);
    }

    /// <summary>A member that the called method uses and that has no name here.</summary>
    private Leaf? Unreachable(Expr argument, Parameter parameter)
    {
        if (argument is not Read { Variable.Type: StructType })
            return null;
        HashSet<string> reached = [.. body.Storage.Pairs(argument, parameter).Select(pair => pair.Called.Path)];
        return parameter.Leaves.Items.FirstOrDefault(leaf => leaf.IsUsed && !reached.Contains(leaf.Path));
    }

    private static HiddenMember? HiddenIn(IOperation operation, int position, Leaf leaf)
    {
        if (operation is not IInvocationOperation { TargetMethod: var target })
            return null;
        IEnumerable<ITypeSymbol> types = target.Parameters.Select(parameter => parameter.Type);
        return HiddenMember.Of((target.IsStatic ? types : types.Prepend(target.ContainingType)).ElementAt(position), leaf.Path);
    }

    /// <summary>Another argument that refers to the same variable, element or object, or, as an <c>in</c> argument, is it.</summary>
    private int? SameVariable(Callee callee, EquatableArray<Expr> arguments, int written)
    {
        if (arguments[written].Type is StructType)
        {
            HashSet<Variable> members = [.. MembersOf(written)];
            for (int i = 0; i < arguments.Count; i++)
            {
                bool isMember = arguments[i] switch
                {
                    { Type: StructType } => MembersOf(i).Any(members.Contains),
                    Reference { Target: Read other } => members.Contains(other.Variable),
                    Read other => callee.Parameters[i].Passing == Passing.In && members.Contains(other.Variable),
                    _ => false,
                };
                if (i != written && callee.Parameters[written].IsShared && isMember)
                    return i;
            }
        }
        if (arguments[written] is not Reference { Target: var target })
            return null;

        IEnumerable<Variable> MembersOf(int position) =>
            body.Storage.Pairs(arguments[position], callee.Parameters[position]).Select(pair => pair.Own.Variable);

        for (int i = 0; i < arguments.Count; i++)
        {
            bool isSame = arguments[i] is Reference other ? other.Target == target : callee.Parameters[i].Passing == Passing.In && arguments[i] == target;
            if (i != written && isSame)
                return i;
        }
        return null;
    }

    private bool IsCertain(Expr argument) => argument.Type is StructType || body.Storage.RootsOf(argument).Length == 1;

    private bool IsWhole(Expr argument) =>
        argument.Type is StructType || (argument is Read { Variable: var variable } && body.Storage.RootsOf(variable) is [var root] && root == variable);
}
