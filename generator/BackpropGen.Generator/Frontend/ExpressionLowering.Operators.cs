using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Operators.
internal sealed partial class ExpressionLowering
{
    public override Expr? VisitBinaryOperator(IBinaryOperation operation, object? argument)
    {
        if (operation.OperatorMethod is not null || operation.IsLifted || !LanguageSubset.BinaryOperators.TryGetValue(operation.OperatorKind, out BinaryOperator @operator))
            return RefuseOperator(operation, operation.LeftOperand, operation.RightOperand);

        Expr? left;
        Expr? right;
        if (@operator is BinaryOperator.And or BinaryOperator.Or)
        {
            left = Lower(operation.LeftOperand);
            right = LowerConditionally(operation.RightOperand);
        }
        else
        {
            OperandList operands = LowerInOrder(operation.LeftOperand, operation.RightOperand);
            (left, right) = (operands[0], operands[1]);
        }
        if (left is null || right is null)
            return null;
        if (left.Type is not ScalarType scalar || right.Type is not ScalarType)
            return body.RefuseType(operation, operation.LeftOperand.Type, "compare and combine single values");
        return IsOverflowDifferent(@operator, scalar, operation.IsChecked) ? RefuseOverflow(operation) : new Binary(@operator, left, right);
    }

    public override Expr? VisitUnaryOperator(IUnaryOperation operation, object? argument)
    {
        if (ConstantLowering.Lower(operation) is { Type: ScalarType { IsFloating: false } } constant)
            return constant;
        if (operation.OperatorMethod is not null || operation.IsLifted)
            return RefuseOperator(operation, operation.Operand);
        if (operation.OperatorKind == UnaryOperatorKind.Plus)
            return Lower(operation.Operand);
        if (!LanguageSubset.UnaryOperators.TryGetValue(operation.OperatorKind, out UnaryOperator @operator))
            return RefuseOperator(operation, operation.Operand);
        if (Lower(operation.Operand) is not { Type: ScalarType scalar } operand)
            return null;
        bool isOverflowDifferent = @operator == UnaryOperator.Negate && scalar.IsInteger && operation.IsChecked != body.IsProjectChecked;
        return isOverflowDifferent ? RefuseOverflow(operation) : new Unary(@operator, operand);
    }

    public override Expr? VisitConditional(IConditionalOperation operation, object? argument)
    {
        Expr? condition = Lower(operation.Condition);
        Expr? whenTrue = null;
        Expr? whenFalse = null;
        Block before = body.Nested(() => whenTrue = Lower(operation.WhenTrue));
        Block otherwiseBefore = body.Nested(() => whenFalse = operation.WhenFalse is null ? null : Lower(operation.WhenFalse));
        if (condition is null || whenTrue is null || whenFalse is null)
            return null;
        if (operation.IsRef || whenTrue.Type is not ScalarType type)
            return body.RefuseType(operation, operation.Type, "choose between values, not between spans or references: use if and else");
        if (before.Statements.Count == 0 && otherwiseBefore.Statements.Count == 0)
            return new Conditional(condition, whenTrue, whenFalse);

        // A branch with an effect, such as a call, becomes a branch of statements.
        Variable chosen = body.Temporary("chosen", type);
        body.Emit(new Declare(chosen, null), operation.Syntax);
        Block then = new([.. before.Statements, new Assign(new Read(chosen), whenTrue)]);
        Block otherwise = new([.. otherwiseBefore.Statements, new Assign(new Read(chosen), whenFalse)]);
        body.Emit(new If(condition, then, otherwise), operation.Syntax);
        return new Read(chosen);
    }

    /// <summary>Whether generated code, which stands in the project's own context, would overflow in another way.</summary>
    private bool IsOverflowDifferent(BinaryOperator @operator, ScalarType type, bool isChecked) =>
        type.IsInteger && LanguageSubset.Overflowing.Contains(@operator) && isChecked != body.IsProjectChecked;

    private Expr? RefuseOverflow(IOperation operation) => body.Refuse(Descriptors.CheckedArithmetic, operation, "this arithmetic");

    private Expr? RefuseOperator(IOperation operation, params IOperation[] operands)
    {
        // An operand that is refused itself says more.
        bool isOperandRefused = false;
        foreach (IOperation operand in operands)
            isOperandRefused |= TypeMapping.Scalar(operand.Type) is null && Lower(operand) is null;
        return isOperandRefused
            ? null
            : body.Refuse(Descriptors.Expression, operation, "This operator", "use the operators of numbers and truth values");
    }
}
