using BackpropGen.Generator.Frontend.Inlining;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Calls;

/// <summary>Methods of integers and truth values alone: they carry no derivative, and generated code may call them as they are.</summary>
internal sealed class IntegerMethods(FunctionBodies bodies)
{
    private readonly Dictionary<IMethodSymbol, bool> known = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the method computes its result from its arguments, without anything that is not an integer or a truth value.</summary>
    public bool Contains(IMethodSymbol method)
    {
        if (known.TryGetValue(method, out bool isKnown))
            return isKnown;
        // What it calls again is being looked at.
        known[method] = true;
        if (IsOfIntegers(method))
            return true;
        // Others may have been found right on that assumption.
        known.Clear();
        return known[method] = false;
    }

    private bool IsOfIntegers(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, IsStatic: true, IsGenericMethod: false, IsAsync: false, ContainingType.IsGenericType: false }
        && IsInteger(method.ReturnType) && method.Parameters.All(parameter => parameter.RefKind == RefKind.None && IsInteger(parameter.Type))
        && bodies.Of(method) is { } block && block.Descendants().All(IsPlain);

    private static bool IsInteger(ITypeSymbol type) => TypeMapping.Scalar(type) is { IsFloating: false };

    private bool IsPlain(IOperation operation) => (operation.Type is null or { SpecialType: SpecialType.System_Void } || IsInteger(operation.Type)) && operation switch
    {
        IInvocationOperation { TargetMethod: var called } => Contains(called) || (MathLowering.ClassOf(called.ContainingType) is not null && called.IsStatic),
        IFieldReferenceOperation { Field: var field } => field.IsConst,
        IBinaryOperation { OperatorMethod: not null } or IUnaryOperation { OperatorMethod: not null } or IConversionOperation { OperatorMethod: not null } => false,
        IBlockOperation or IReturnOperation or IConditionalOperation or ILoopOperation or IBranchOperation or IEmptyOperation or ILabeledOperation
            or IVariableDeclarationGroupOperation or IVariableDeclarationOperation or IVariableDeclaratorOperation or IVariableInitializerOperation
            or IExpressionStatementOperation or IAssignmentOperation or IIncrementOrDecrementOperation or ILocalReferenceOperation or IParameterReferenceOperation
            or ILiteralOperation or IBinaryOperation or IUnaryOperation or IConversionOperation or IParenthesizedOperation or IArgumentOperation
            or IDefaultValueOperation or ISwitchOperation or ISwitchCaseOperation or ICaseClauseOperation or ISwitchExpressionOperation or ISwitchExpressionArmOperation
            or IPatternOperation or IIsPatternOperation => true,
        _ => false,
    };
}
