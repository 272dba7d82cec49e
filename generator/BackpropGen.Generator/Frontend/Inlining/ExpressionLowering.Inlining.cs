using BackpropGen.Generator.Diagnostics;
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

    /// <summary>Lowers a call by its body. The arguments are in the order of the parameters, and evaluated so.</summary>
    public Expr? Inline(IOperation call, IMethodSymbol target, IOperation? instance, IReadOnlyList<(IOperation Value, SyntaxNode Syntax)> arguments)
    {
        var operands = new OperandList(body);
        int at = instance is null ? -1 : operands.Add(instance.Syntax, () => Lower(instance));
        List<int> positions = [];
        for (int i = 0; i < arguments.Count; i++)
        {
            IOperation value = arguments[i].Value;
            IParameterSymbol parameter = target.Parameters[i];
            positions.Add(operands.Add(arguments[i].Syntax, () => LowerInlined(value, parameter)));
        }
        if (operands.All is not { } values)
            return null;
        return Inline(call, new KnownFunction(target, null), at < 0 ? null : values[at], positions.ConvertAll(position => values[position]), isPlace: IsPlace(instance));
    }

    /// <summary>Lowers a call by its body, over lowered arguments.</summary>
    private Expr? Inline(IOperation call, KnownFunction function, Expr? instance, List<Expr> arguments, bool isPlace)
    {
        IMethodSymbol target = function.Symbol;
        if (MathLowering.ClassOf(target.ContainingType) is not null && target.MethodKind == MethodKind.Ordinary)
            return MathLowering.Call(call, target, arguments, body);
        if (RefusalOf(target) is { } reason)
            return body.Refuse(Descriptors.NotDifferentiable, call, target.Name, reason);
        if (body.Inlined.Contains(target.OriginalDefinition) || SymbolEqualityComparer.Default.Equals(target.OriginalDefinition, body.Source.Symbol))
            return body.Refuse(Descriptors.Recursion, call, target.Name);
        if (body.Inlined.Depth >= LanguageSubset.MaximumCalls || body.Inlined.Total >= LanguageSubset.MaximumInlinedCalls)
            return body.Refuse(Descriptors.TooDeep, call, "The calls of this method go", LanguageSubset.MaximumCalls);
        if (function.Body as IBlockOperation is not { } block
            && FunctionBodies.Of(target, body.Source.Model.Compilation, body.Session.Cancellation) is not { } found)
            return body.Refuse(Descriptors.NotDifferentiable, call, target.Name, "its source is not in this project: write what it computes in a method of your own");
        else
            block = function.Body as IBlockOperation ?? FunctionBodies.Of(target, body.Source.Model.Compilation, body.Session.Cancellation)!;

        (string comment, Expr? outer) = (body.Comment, body.This);
        body.Inlined.Enter(target.OriginalDefinition);
        try
        {
            var binding = new ArgumentBinding(body, block, call.Syntax);
            if (instance is not null)
                body.This = isPlace || target.IsReadOnly || target.ContainingType.IsReferenceType || !ArgumentBinding.ChangesThis(block) ? instance : binding.Copy("self", instance);
            for (int i = 0; i < arguments.Count; i++)
            {
                if (!binding.Bind(target.OriginalDefinition.Parameters[i], arguments[i], target.MethodKind is MethodKind.LocalFunction or MethodKind.LambdaMethod))
                    return body.Refuse(Descriptors.Argument, call, target.Parameters[i].Name, "a [NoGradient] parameter of a method without a derivative of its own takes numbers only");
            }
            var statements = new StatementLowering(body, block, target.ReturnsVoid ? null : target.ReturnType);
            body.FlattenedDepth++;
            statements.LowerMethod(block);
            body.FlattenedDepth--;
            return target.ReturnsVoid ? Nothing : statements.Result ?? body.Silently();
        }
        finally
        {
            body.Inlined.Leave();
            (body.Comment, body.This) = (comment, outer);
        }
    }

    /// <summary>Why a function cannot be replaced by its body; null where it can.</summary>
    private static string? RefusalOf(IMethodSymbol target) => target switch
    {
        { IsGenericMethod: true } or { ContainingType.IsGenericType: true } => "generic methods come later; write it for float or double",
        { IsAsync: true } => "it is asynchronous: compute in a synchronous method",
        { IsAbstract: true } or { IsVirtual: true } or { IsOverride: true, IsSealed: false, ContainingType.IsSealed: false } =>
            "which method a virtual call reaches is only known at run time: call a method that is not virtual",
        { ReturnsByRef: true } or { ReturnsByRefReadonly: true } => "it returns a reference: return the value",
        _ => null,
    };

    /// <summary>An argument of an inlined call: a place where the parameter is a reference, a delegate, or a value.</summary>
    private Expr? LowerInlined(IOperation argument, IParameterSymbol parameter)
    {
        if (parameter.Type.TypeKind == TypeKind.Delegate)
        {
            if (body.Functions.Of(argument) is not { } function)
                return body.Refuse(Descriptors.Expression, argument, "A delegate that is not known at compile time", "pass a lambda or a method");
            body.Functions.Bind(parameter.OriginalDefinition, function);
            return Nothing;
        }
        if (parameter.RefKind is RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter)
            return Lower(argument);
        if (argument is IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared })
            return new ValueLocals(body).Declare(declared.Local, null, argument.Syntax);
        if (argument is IDiscardOperation { Type: { } type })
            return StructLayout.Default(type) is { } initial ? new ValueLocals(body).Named("unused", initial, argument.Syntax) : body.Silently();
        var operands = new OperandList(body);
        if (LowerTarget(argument, operands)?.Invoke() is not { } place)
            return null;
        return place is Element { Index: not (Constant or Read { Variable.Kind: VariableKind.Counter }) } element
            ? element with { Index = new ValueLocals(body).Named("at", element.Index, argument.Syntax) } : place;
    }

    /// <summary>Whether an instance is a variable, whose changes remain; otherwise a method works on a copy.</summary>
    private static bool IsPlace(IOperation? instance) => instance switch
    {
        ILocalReferenceOperation => true,
        IParameterReferenceOperation { Parameter.RefKind: not (RefKind.In or RefKind.RefReadOnlyParameter) } => true,
        IInstanceReferenceOperation => true,
        IFieldReferenceOperation { Field: { IsReadOnly: false, IsStatic: false } } field => IsPlace(field.Instance),
        _ => false,
    };

    private Expr? InlineDelegate(IInvocationOperation operation)
    {
        if (body.Functions.Of(operation.Instance) is not { } function)
            return body.Refuse(
                Descriptors.NotDifferentiable, operation, operation.Instance?.Syntax.ToString() ?? "the delegate",
                "its target is not known at compile time: use a lambda that is assigned once, or a method");
        var operands = new OperandList(body);
        foreach (IArgumentOperation argument in operation.Arguments)
            operands.Add(argument.Syntax, () => LowerInlined(argument.Value, argument.Parameter!));
        if (operands.All is not { } values)
            return null;
        return Inline(operation, function, null, [.. values], isPlace: true);
    }

    /// <summary>A call whose arguments may be named: evaluated as written, handed over in the order of the parameters.</summary>
    private Expr? InlineCall(IInvocationOperation operation)
    {
        bool isInOrder = operation.Arguments.Select(OrdinalOf).SequenceEqual(Enumerable.Range(0, operation.Arguments.Length));
        bool isPlain = operation.Arguments.All(argument => argument.ArgumentKind is ArgumentKind.Explicit or ArgumentKind.DefaultValue);
        if (!isInOrder || !isPlain)
            return body.Refuse(
                Descriptors.NotDifferentiable, operation, operation.TargetMethod.Name, "pass its arguments in the order of its parameters, and no params array");
        return Inline(operation, operation.TargetMethod, operation.Instance, operation.Arguments.Select(argument => (argument.Value, argument.Syntax)).ToList());
    }
}
