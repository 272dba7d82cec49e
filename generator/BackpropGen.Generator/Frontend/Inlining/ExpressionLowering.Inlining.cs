using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Buffers;
using BackpropGen.Generator.Frontend.Calls;
using BackpropGen.Generator.Frontend.ControlFlow;
using BackpropGen.Generator.Frontend.Inlining;
using BackpropGen.Generator.Frontend.Values;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Calls that are replaced by the called body: helpers, operators, properties, local functions, lambdas.
internal sealed partial class ExpressionLowering
{
    /// <summary>What stands for the result of a call that returns nothing.</summary>
    private static readonly Expr Nothing = Constant.Of(ScalarType.Bool, 0);

    /// <summary>Lowers a call by its body. The arguments are in the order of their evaluation.</summary>
    private Expr? Inline(IOperation call, IMethodSymbol target, IOperation? instance, IReadOnlyList<(IOperation Value, SyntaxNode Syntax, int Ordinal)> arguments)
    {
        var operands = new OperandList(body);
        int at = instance is null ? -1 : operands.Add(instance.Syntax, () => ReceiverOf(target) is { } receiver ? LowerInlined(instance, receiver) : LowerObject(instance, target));
        var positions = new Dictionary<int, int>();
        foreach ((IOperation value, SyntaxNode syntax, int ordinal) in arguments)
            positions[ordinal] = operands.Add(syntax, () => LowerInlined(value, target.Parameters[ordinal]));
        if (operands.All is not { } values || positions.Count != target.Parameters.Length)
            return operands.All is null ? null : body.Silently();
        return Inline(
            call, new KnownFunction(target, null, target.MethodKind == MethodKind.LocalFunction ? body.Seen : null),
            at < 0 ? null : values[at], Enumerable.Range(0, positions.Count).Select(ordinal => values[positions[ordinal]]).ToList());
    }

    public Expr? Inline(IOperation call, IMethodSymbol target, IOperation? instance, IReadOnlyList<(IOperation Value, SyntaxNode Syntax)> arguments) =>
        Inline(call, target, instance, arguments.Select((argument, i) => (argument.Value, argument.Syntax, i)).ToList());

    private IParameterSymbol? ReceiverOf(IMethodSymbol target) =>
        Extensions.IsBlock(target.ContainingType) ? Extensions.Receiver(target, body.Session.Bodies.Of(target)) : null;

    /// <summary>The object of a call: a reference where that is a variable, which the method may change, or does not change.</summary>
    private Expr? LowerObject(IOperation instance, IMethodSymbol target) => (OwnAsBase(instance) ?? Lower(instance)) is not { } value ? null
        : instance.Type?.IsReferenceType == true || IsPlace(instance) || (target.IsReadOnly && IsVariable(instance)) ? new Reference("ref", value is Aggregate ? Settled(value, "at", instance.Syntax) : value) : value;

    /// <summary>The object of a call of a base class's method, with all that it has: virtual calls in that method may lead back to it.</summary>
    private Expr? OwnAsBase(IOperation instance)
    {
        if (instance is not IInstanceReferenceOperation { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax } || body.This is not null || body.FirstParameter == 0)
            return null;
        // Members that others hide are only seen through the base class.
        return ParameterValue.Of(body.Signature.Parameters[0], body.Source.Symbol.ContainingType, body) is Aggregate own
            && Lower(instance) is Aggregate inherited && inherited.Parts.All(part => part.Value.Equals(own[part.Name])) ? own : null;
    }

    /// <summary>Lowers a call by its body, over lowered arguments in the order of the parameters.</summary>
    private Expr? Inline(IOperation call, KnownFunction function, Expr? instance, List<Expr> arguments)
    {
        IMethodSymbol target = function.Symbol;
        if (function.Body is null && body.Session.Vectors.Of(target) is { } vectors)
            return InlineVectors(call, vectors, instance is null ? arguments : [instance, .. arguments]);
        if (MathLowering.ClassOf(target.ContainingType) is not null && target.MethodKind == MethodKind.Ordinary)
            return MathLowering.Call(call, target, arguments, body);
        if (IsDispatched(call, target))
        {
            return IsByReference(target)
                ? body.Refuse(Descriptors.NotDifferentiable, call, MemberNames.Of(target), "it returns a reference, and which one depends on the object: return the value")
                : Dispatch(call, target, instance, arguments);
        }
        return InlineBody(call, function, instance, arguments);
    }

    /// <summary>Lowers a call by the body of just this function.</summary>
    private Expr? InlineBody(IOperation call, KnownFunction function, Expr? instance, List<Expr> arguments)
    {
        IMethodSymbol target = function.Symbol;
        if (body.Session.Custom.Of(target.OriginalDefinition) is { } custom)
            return new CalleeLowering(body, this).LowerDelegated(call, target, custom, instance is null ? arguments : [instance, .. arguments]);
        if (RefusalOf(target) is { } reason)
            return body.Refuse(Descriptors.NotDifferentiable, call, MemberNames.Of(target), reason);
        if (!MayInline(call, target.OriginalDefinition))
            return null;
        IBlockOperation? block = function.Body as IBlockOperation ?? body.Session.Bodies.Of(target);
        if (block is null)
            return body.Refuse(Descriptors.NotDifferentiable, call, MemberNames.Of(target), WhyWithoutBody(target));
        if (IsByReference(target) && !ControlFlow.ReturnLowering.IsOnce(block))
            return body.Refuse(Descriptors.NotDifferentiable, call, MemberNames.Of(target), "it returns a reference in several places: return it once, at the end");
        int mark = body.Output.Count;
        var binding = new ArgumentBinding(body, call.Syntax);
        List<(ISymbol, Expr)> bound = [];
        IParameterSymbol? receiver = instance is null ? null : ReceiverOf(target);
        Expr? itself = instance switch
        {
            null => function.Seen?.This,
            _ when receiver is not null => null,
            Reference { Target: var place } => place,
            _ => binding.Copy("self", instance),
        };
        Variable? wanted = body.Rows.TakeWanted(call);
        bool mayStore = wanted is not null || arguments.Exists(argument => body.Rows.Find(argument) is not null);
        List<IParameterSymbol> parameters = [.. target.OriginalDefinition.Parameters];
        if (receiver is not null)
        {
            parameters.Insert(0, receiver);
            arguments = [instance!, .. arguments];
        }
        for (int i = 0; i < arguments.Count; i++)
        {
            IParameterSymbol parameter = parameters[i];
            // What the body stores or returns is the row of now.
            if (mayStore && body.Storage.RowOf(arguments[i]) is null && body.Rows.RowOf(arguments[i]) is { } row && body.Rows.IsNumbered(row))
                arguments[i] = body.Rows.Kept(row, parameter.Name, call.Syntax);
            if (arguments[i] is Row optional && body.Rows.IsNumbered(optional) && MayBeNull(parameter))
            {
                if (Optional(optional, call, parameter) is not { } kept)
                    return null;
                bound.Add((parameter, kept));
                continue;
            }
            if (binding.Of(parameter, arguments[i]) is not { } value)
                return body.Refuse(Descriptors.Argument, call, parameter.Name, "a [NoGradient] parameter of a method without a derivative of its own takes numbers only");
            if (!Fits(value, parameter.Type))
                return body.RefuseType(call, parameter.Type, $"the argument for '{parameter.Name}' has another type: convert it first");
            bound.Add((parameter, value));
        }
        Expr? result = null;
        Within(target.OriginalDefinition, (function.Seen ?? Surroundings.None) with { This = itself, ReturnedRows = wanted }, () =>
        {
            foreach ((ISymbol parameter, Expr value) in bound)
                body.Bind(parameter, value);
            var statements = new StatementLowering(body, block, target.ReturnsVoid ? null : target.ReturnType);
            body.FlattenedDepth++;
            body.Deeper(call.Syntax, () =>
            {
                statements.LowerMethod(block);
                return "";
            });
            body.FlattenedDepth--;
            result = target.ReturnsVoid ? Nothing : statements.Result ?? body.Silently();
        });
        if (result is not null && !target.ReturnsVoid && !Fits(result, target.ReturnType))
            return body.RefuseType(call, target.ReturnType, "return numbers, structs and tuples of them");
        return Tidied(mark, binding.Temporaries, result);
    }

    private static bool IsByReference(IMethodSymbol method) => method.ReturnsByRef || method.ReturnsByRefReadonly;

    /// <summary>A member of a vector: what is refused about it is refused at the call.</summary>
    private Expr? InlineVectors(IOperation call, KnownFunction vectors, List<Expr> arguments)
    {
        SyntaxNode? outer = body.Refusals.Instead;
        body.Refusals.Instead ??= call.Syntax;
        Expr? result = Inline(call, vectors, null, arguments);
        body.Refusals.Instead = outer;
        return result;
    }

    private Compilation Compilation => body.Source.Model.Compilation;

    private void Within(IMethodSymbol function, Surroundings seen, Action lower)
    {
        (string comment, Surroundings outer) = (body.Comment, body.Seen);
        body.Inlined.Enter(function);
        body.Seen = seen;
        lower();
        body.Inlined.Leave();
        (body.Comment, body.Seen) = (comment, outer);
    }

    private bool MayInline(IOperation call, IMethodSymbol function)
    {
        // The members of a virtual method are about those that override it, too: its body may stand in one of theirs.
        bool isRecursive = body.Inlined.Contains(function) || (SymbolEqualityComparer.Default.Equals(function, body.Source.Symbol) && !Hierarchy.IsVirtual(function));
        bool isTooMuch = body.Inlined.Depth >= LanguageSubset.MaximumCalls || body.Inlined.Total >= LanguageSubset.MaximumInlinedCalls;
        if (isTooMuch && body.Refusals.Any)
            body.Silently();
        else if (isRecursive)
            body.Refuse(Descriptors.Recursion, call, MemberNames.Of(function));
        else if (isTooMuch)
            body.Refuse(Descriptors.TooDeep, call, "The calls of this method go", LanguageSubset.MaximumCalls);
        if (isRecursive || isTooMuch)
            body.Inlined.Stop();
        return !isRecursive && !isTooMuch;
    }

    /// <summary>Takes the locals away that are not needed after all.</summary>
    private Expr? Tidied(int mark, HashSet<Variable> temporaries, Expr? result)
    {
        if (body.Refusals.Any)
            return result;
        List<Statement> inlined = body.Output.GetRange(mark, body.Output.Count - mark);
        result = new Propagation(body, temporaries).Run(inlined, result);
        body.Output.RemoveRange(mark, body.Output.Count - mark);
        body.Output.AddRange(inlined);
        return result;
    }

    /// <summary>Whether a value is of the type.</summary>
    private static bool Fits(Expr value, ITypeSymbol type) => value switch
    {
        FunctionValue => type.TypeKind == TypeKind.Delegate,
        Verbatim => TypeMapping.Value(type) is null,
        Aggregate { IsArray: true } array => StructArrays.Of(type) is { Element: var element } && array.OfType == StructLayout.TypeOf(element),
        Aggregate whole => type.IsReferenceType || whole.OfType == StructLayout.TypeOf(type),
        { Type: BufferType buffer } => TypeMapping.Buffer(type) is { } wanted && wanted.Element == buffer.Element,
        _ => value.Type == TypeMapping.Value(type),
    };

    /// <summary>Why a function cannot be replaced by its body; null where it can.</summary>
    private static string? RefusalOf(IMethodSymbol target) => target switch
    {
        _ when Extensions.IsCalledAsStatic(target) => "it is a member of an extension block: call it on what it extends",
        { IsGenericMethod: true } or { ContainingType.IsGenericType: true } => "of generic code, static methods are known whose type parameters are constrained to IFloatingPointIeee754<T>, whose parameters are numbers, spans and arrays, and that return a number or nothing",
        { IsAsync: true } => "it is asynchronous: compute in a synchronous method",
        { IsAbstract: true } => "it has no body: call a method that has one",
        _ => null,
    };

    private string WhyWithoutBody(IMethodSymbol target) => target switch
    {
        _ when !SymbolEqualityComparer.Default.Equals(target.ContainingAssembly, Compilation.Assembly) => "its source is not in this project: write what it computes in a method of your own",
        { AssociatedSymbol: IPropertySymbol { IsStatic: false } } => "one of its accessors has no code, and the other one has: write both with a field of its own",
        { IsImplicitlyDeclared: true } => "the compiler writes it: use the members one by one",
        _ when target.DeclaringSyntaxReferences.Any(part => Nesting.TooDeep(part.GetSyntax()) is not null) => "its code is nested too deeply: split it with local variables, or into further methods",
        _ => "it has no body: call a method that has one",
    };

    /// <summary>An argument of an inlined call: a place where the parameter is a reference, a delegate, or a value.</summary>
    private Expr? LowerInlined(IOperation argument, IParameterSymbol parameter)
    {
        if (OpaqueOf(argument) is { } opaque)
            return opaque;
        if (parameter.Type.TypeKind == TypeKind.Delegate)
            return body.Functions.Of(argument) is { } function
                ? new FunctionValue(function)
                : body.Refuse(Descriptors.Expression, argument, "A delegate that is not known at compile time", "pass a lambda or a method");
        if (parameter.RefKind is RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter)
        {
            if (parameter.Type is IArrayTypeSymbol && IsNothing(BufferSources.Unconverted(argument)))
                return LowerNull(argument, parameter);
            if (MayBeNull(parameter) && body.Moving.Find(Uncast(argument)) is { MayBeNull: true })
                return Optional(RowOf(argument), argument, parameter);
            Expr? value = parameter.RefKind == RefKind.None ? Lower(argument) : LowerIn(argument);
            return value is null or Reference or { Type: BufferType } || !parameter.Type.IsReferenceType ? value : new Reference("ref", value);
        }
        if (argument is IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared })
            return new ValueLocals(body).DeclareInExpression(declared.Local, null, argument.Syntax) is { } local ? new Reference("out", local) : null;
        if (argument is IDiscardOperation { Type: { } type })
            return StructLayout.Default(type) is { } initial ? new Reference("out", new ValueLocals(body).Named("unused", initial, argument.Syntax)) : body.Silently();
        return LowerPlace(argument) is { } place ? new Reference("ref", place) : null;
    }

    private Expr? InlineDelegate(IInvocationOperation operation)
    {
        if (body.Functions.Of(operation.Instance) is not { } function)
            return body.Refuse(
                Descriptors.NotDifferentiable, operation, operation.Instance?.Syntax.ToString() ?? "the delegate",
                "its target is not known at compile time: use a lambda that is assigned once, or a method");
        var operands = new OperandList(body);
        var positions = new Dictionary<int, int>();
        foreach (IArgumentOperation argument in operation.Arguments)
            positions[OrdinalOf(argument)] = operands.Add(argument.Syntax, () => LowerInlined(argument.Value, argument.Parameter!));
        if (operands.All is not { } values)
            return null;
        return Inline(operation, function, null, Enumerable.Range(0, positions.Count).Select(ordinal => values[positions[ordinal]]).ToList());
    }

    /// <summary>A call whose arguments may be named: evaluated as written, handed over in the order of the parameters.</summary>
    private Expr? InlineCall(IInvocationOperation operation)
    {
        // Of several arrays that a body returns, a number says which it was.
        if (TypeMapping.Buffer(operation.Type) is { IsWhole: false, Kind: BufferKind.Array } array && !body.Rows.IsWanted(operation)
            && body.Session.Bodies.Of(operation.TargetMethod) is { } block && !ReturnLowering.IsOnce(block))
            body.Rows.Want(operation, body.Rows.RowsFor(null, array, operation.Syntax));
        return Inline(operation, operation.TargetMethod, operation.Instance, operation.Arguments.Select(argument => (argument.Value, argument.Syntax, OrdinalOf(argument))).ToList());
    }
}
