using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes.Reversal;

/// <summary>
/// The logistic function as people write it, <c>1 / (1 + Math.Exp(-z))</c>. Taken as a whole its derivative is y (1 − y), which needs
/// nothing but the result and stays finite where the exponential overflows.
/// </summary>
internal static class Logistic
{
    /// <summary>The z of a logistic function of z; null for any other expression.</summary>
    public static Expr? ArgumentOf(Binary expr) => expr switch
    {
        {
            Operator: BinaryOperator.Divide,
            Left: Constant { Value: 1 },
            Right: Binary { Operator: BinaryOperator.Add, Left: Constant { Value: 1 }, Right: var exponential }
        } => NegatedArgument(exponential),
        {
            Operator: BinaryOperator.Divide,
            Left: Constant { Value: 1 },
            Right: Binary { Operator: BinaryOperator.Add, Left: var exponential, Right: Constant { Value: 1 } }
        } => NegatedArgument(exponential),
        _ => null,
    };

    private static Expr? NegatedArgument(Expr exponential) =>
        exponential is MathCall { Function: "Exp", Arguments: { Count: 1 } arguments } && arguments[0] is Unary { Operator: UnaryOperator.Negate } negation
            ? negation.Operand
            : null;
}
