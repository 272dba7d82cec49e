namespace BackpropGen.Generator.Ir;

/// <summary>The opposite of a condition, as people write it. Comparisons of floating-point numbers only get a "not": NaN fails both ways.</summary>
internal static class Negation
{
    private static readonly IReadOnlyDictionary<BinaryOperator, BinaryOperator> Opposites = new Dictionary<BinaryOperator, BinaryOperator>
    {
        [BinaryOperator.Less] = BinaryOperator.GreaterOrEqual,
        [BinaryOperator.LessOrEqual] = BinaryOperator.Greater,
        [BinaryOperator.Greater] = BinaryOperator.LessOrEqual,
        [BinaryOperator.GreaterOrEqual] = BinaryOperator.Less,
        [BinaryOperator.Equal] = BinaryOperator.NotEqual,
        [BinaryOperator.NotEqual] = BinaryOperator.Equal,
    };

    public static Expr Of(Expr condition) => condition switch
    {
        Unary { Operator: UnaryOperator.Not } not => not.Operand,
        Constant { OfType.Kind: ScalarKind.Bool } constant => Constant.Of(ScalarType.Bool, 1 - constant.Value),
        Binary { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual } b => b with { Operator = Opposites[b.Operator] },
        Binary { Left.Type: ScalarType { IsInteger: true } } b when Opposites.TryGetValue(b.Operator, out BinaryOperator opposite) =>
            b with { Operator = opposite },
        _ => new Unary(UnaryOperator.Not, condition),
    };
}
