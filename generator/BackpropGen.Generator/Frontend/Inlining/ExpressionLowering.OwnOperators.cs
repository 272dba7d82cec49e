using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Inlining;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Operators that change the variable that they stand at, instead of giving another value: operator += and ++.
internal sealed partial class ExpressionLowering
{
    private static IMethodSymbol? OwnOperator(IOperation operation) => operation switch
    {
        ICompoundAssignmentOperation { OperatorMethod: { IsStatic: false } method } => method,
        IIncrementOrDecrementOperation { OperatorMethod: { IsStatic: false } method } => method,
        _ => null,
    };

    /// <summary>Of a class: the object stays the same one. Structs are values, and go the way of all assignments.</summary>
    private Expr? ChangeByOperator(IOperation operation, IMethodSymbol method, IOperation target, bool isStatement)
    {
        if (!isStatement || !IsPlace(target))
            return body.Refuse(Descriptors.Expression, operation, "An operator that changes its own object here", "use it in a statement of its own, on a local, a parameter or a field");
        Inline(operation, method, target, operation is ICompoundAssignmentOperation { Value: var value } ? [(value, value.Syntax)] : []);
        return null;
    }
}
