using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes;

/// <summary>
/// Algebra on expressions, only where it holds for every value: not-a-number, infinities and signed zeros too, but for the sign of a
/// zero that is added to something. Integers obey the laws of a ring.
/// </summary>
internal static class Simplify
{
    public static Expr Of(Expr expr)
    {
        Expr simplified = Tree.MapChildren(expr, Of);
        return simplified switch
        {
            Binary { Type: ScalarType { IsInteger: true } } b => OfInteger(b),
            Binary b => OfFloating(b),
            Unary { Operator: UnaryOperator.Negate, Operand: Unary { Operator: UnaryOperator.Negate } inner } => inner.Operand,
            Convert { Operand: var operand } c when c.To == operand.Type => operand,
            Slice { Start: Constant { Value: 0 }, Count: null } s when s.Buffer.Type == s.Type => s.Buffer,
            _ => simplified,
        };
    }

    private static Expr OfFloating(Binary b) => b switch
    {
        { Operator: BinaryOperator.Multiply, Left: Constant { Value: 1 } } => b.Right,
        { Operator: BinaryOperator.Multiply or BinaryOperator.Divide, Right: Constant { Value: 1 } } => b.Left,
        { Operator: BinaryOperator.Multiply, Left: Constant { Value: -1 } } => Of(-b.Right),
        { Operator: BinaryOperator.Multiply, Left: Constant x, Right: Constant y } when b.Scalar.Kind == ScalarKind.Double => Constant.Of(b.Scalar, x.Value * y.Value),
        // The sign of a product stands in front, so that it can become that of a sum.
        { Operator: BinaryOperator.Multiply or BinaryOperator.Divide, Left: Unary { Operator: UnaryOperator.Negate } n } => -Of(b with { Left = n.Operand }),
        { Operator: BinaryOperator.Multiply or BinaryOperator.Divide, Right: Unary { Operator: UnaryOperator.Negate } n } => -Of(b with { Right = n.Operand }),
        { Operator: BinaryOperator.Multiply, Left: Constant { Value: < 0 } c } => -Of(b with { Left = Constant.Of(b.Scalar, -c.Value) }),
        { Operator: BinaryOperator.Add, Right: Unary { Operator: UnaryOperator.Negate } n } => b.Left - n.Operand,
        { Operator: BinaryOperator.Subtract, Right: Unary { Operator: UnaryOperator.Negate } n } => b.Left + n.Operand,
        _ => b,
    };

    private static Expr OfInteger(Binary b) => b switch
    {
        { Left: Constant x, Right: Constant y } when Fold(b.Operator, x.Value, y.Value) is { } value => Constant.Of(b.Scalar, value),
        { Operator: BinaryOperator.Multiply, Left: Constant { Value: 1 } } => b.Right,
        { Operator: BinaryOperator.Multiply or BinaryOperator.Divide, Right: Constant { Value: 1 } } => b.Left,
        { Operator: BinaryOperator.Add, Left: Constant { Value: 0 } } => b.Right,
        { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Right: Constant { Value: 0 } } => b.Left,
        { Operator: BinaryOperator.Multiply, Left: Constant { Value: 0 } zero } => zero,
        { Operator: BinaryOperator.Multiply, Right: Constant { Value: 0 } zero } => zero,
        // (x ± a) ± b
        { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Right: Constant b2, Left: Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Right: Constant b1 } inner }
            => Shift(inner.Left, Signed(inner.Operator, b1.Value) + Signed(b.Operator, b2.Value)),
        { Operator: BinaryOperator.Subtract } when b.Left == b.Right => Constant.Of(b.Scalar, 0),
        { Operator: BinaryOperator.Add, Left: Binary { Operator: BinaryOperator.Subtract } d } when d.Right == b.Right => d.Left,
        _ => b,
    };

    private static double Signed(BinaryOperator @operator, double value) => @operator == BinaryOperator.Add ? value : -value;

    private static Expr Shift(Expr value, double by) => by switch
    {
        0 => value,
        > 0 => value + Constant.Of(value.Scalar, by),
        _ => value - Constant.Of(value.Scalar, -by),
    };

    private static double? Fold(BinaryOperator @operator, double x, double y)
    {
        double? value = @operator switch
        {
            BinaryOperator.Add => x + y,
            BinaryOperator.Subtract => x - y,
            BinaryOperator.Multiply => x * y,
            BinaryOperator.Divide when y != 0 => Math.Truncate(x / y),
            _ => null,
        };
        return value is { } v && Math.Abs(v) < int.MaxValue ? v : null;
    }
}
