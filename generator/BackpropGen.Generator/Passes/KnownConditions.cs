using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes;

/// <summary>
/// Decides conditions that the compiler would decide, too: inlined bodies compare constants with each other, and what generated code never
/// reaches would be a warning.
/// </summary>
internal static class KnownConditions
{
    /// <param name="replace">Told the statement that one becomes, for which it returns what stands in its place.</param>
    public static List<Statement> Decide(IEnumerable<Statement> statements, Func<Statement, Statement, Statement> replace)
    {
        // Few calls for each level: blocks may stand in each other hundreds of times.
        var kept = new List<Statement>();
        foreach (Statement statement in statements)
        {
            Statement decided = Tree.Map(statement, Whole);
            if (decided.Equals(statement))
                decided = statement;
            if (decided is If { Condition: Constant known } branch)
                kept.AddRange(Decide((known.Value != 0 ? branch.Then : branch.Else).Statements, replace));
            else if (ReferenceEquals(decided, statement) && !Tree.Blocks(statement).Any())
                kept.Add(statement);
            else if (decided is not While { Condition: Constant { Value: 0 } })
                kept.Add(replace(statement, Tree.MapBlocks(decided, block => new Block(Decide(block.Statements, replace)))));
        }
        return kept;
    }

    /// <summary>A condition or a choice without what is known of it; null for other expressions.</summary>
    private static Expr? Decided(Expr expr)
    {
        switch (expr)
        {
            case Conditional choice:
                // A choice may stand in the condition of another one, again and again: each is decided once.
                Expr condition = Whole(choice.Condition);
                return condition is Constant { Value: var chosen } ? Whole(chosen != 0 ? choice.WhenTrue : choice.WhenFalse)
                    : new Conditional(condition, Whole(choice.WhenTrue), Whole(choice.WhenFalse));
            case Binary { Operator: BinaryOperator.And or BinaryOperator.Or } logic:
                (Expr left, Expr right) = (Whole(logic.Left), Whole(logic.Right));
                bool deciding = logic.Operator == BinaryOperator.Or;
                if (left is Constant { Value: var first })
                    return first != 0 == deciding ? left : right;
                return right is Constant { Value: var second } && second != 0 != deciding ? left : logic with { Left = left, Right = right };
            case { Type: ScalarType { Kind: ScalarKind.Bool } } when ValueOf(expr) is { } value:
                return Constant.Of(ScalarType.Bool, value);
            default:
                return null;
        }
    }

    public static Expr Whole(Expr expr) => Tree.Rewrite(expr, Decided);

    /// <summary>The value of an expression of constants, as the compiler computes it; null for all others.</summary>
    private static double? ValueOf(Expr expr) => expr switch
    {
        Constant { OfType.Kind: ScalarKind.Bool or ScalarKind.Int32 or ScalarKind.Single or ScalarKind.Double, Value: var value } => value,
        Unary { Operator: UnaryOperator.Not, Operand: var operand } => ValueOf(operand) is { } value ? (value == 0 ? 1 : 0) : null,
        Unary { Operator: UnaryOperator.Negate, Operand: { Type: ScalarType { IsFloating: true } } operand } => -ValueOf(operand),
        Detached detached => ValueOf(detached.Operand),
        Conditional choice => ValueOf(choice.Condition) is { } chosen ? ValueOf(chosen != 0 ? choice.WhenTrue : choice.WhenFalse) : null,
        Binary { Operator: BinaryOperator.And or BinaryOperator.Or } logic when ValueOf(logic.Left) is { } first =>
            first != 0 == (logic.Operator == BinaryOperator.Or) ? first : ValueOf(logic.Right),
        Ir.Convert { To: { IsFloating: true } to, Operand: var operand } => Rounded(to, ValueOf(operand)),
        Binary { Left.Type: ScalarType } binary when ValueOf(binary.Left) is { } left && ValueOf(binary.Right) is { } right => ValueOf(binary, left, right),
        _ => null,
    };

    private static double? ValueOf(Binary binary, double left, double right) => binary.Operator switch
    {
        BinaryOperator.Equal => left == right ? 1 : 0,
        BinaryOperator.NotEqual => left != right ? 1 : 0,
        BinaryOperator.Less => left < right ? 1 : 0,
        BinaryOperator.LessOrEqual => left <= right ? 1 : 0,
        BinaryOperator.Greater => left > right ? 1 : 0,
        BinaryOperator.GreaterOrEqual => left >= right ? 1 : 0,
        _ when !binary.Left.Scalar.IsFloating || binary.Left.Scalar.IsParameter => null,
        BinaryOperator.Add => Rounded(binary.Left.Scalar, left + right),
        BinaryOperator.Subtract => Rounded(binary.Left.Scalar, left - right),
        BinaryOperator.Multiply => Rounded(binary.Left.Scalar, left * right),
        BinaryOperator.Divide => Rounded(binary.Left.Scalar, left / right),
        _ => null,
    };

    private static double? Rounded(ScalarType type, double? value) => type.Kind == ScalarKind.Single ? (float?)value : value;
}
