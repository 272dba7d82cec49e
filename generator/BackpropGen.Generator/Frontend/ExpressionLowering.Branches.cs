using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Parts of expressions that are evaluated under a condition, and what the rest of the statement sees of them.
internal sealed partial class ExpressionLowering
{
    private Expr? LowerLogic(IBinaryOperation operation, BinaryOperator @operator, Expr? first)
    {
        if (first is { } left)
            return Combined(@operator, left, operation.RightOperand);
        LowerBranch(operation.RightOperand);
        return null;
    }

    /// <summary>Both or either of two conditions, the second of which is evaluated only if the first does not decide.</summary>
    public Expr? Combined(BinaryOperator @operator, Expr left, IOperation second) => Combined(@operator, left, () => Lower(second), second.Syntax);

    public Expr? Combined(BinaryOperator @operator, Expr left, Func<Expr?> lowerSecond, SyntaxNode at)
    {
        if (IsNeutral(left, @operator))
            return lowerSecond();
        (Expr? right, List<Statement> before) = LowerBranch(lowerSecond);
        if (right is null)
            return null;
        if (before.Count == 0)
            return IsNeutral(right, @operator) ? left : new Binary(@operator, left, right);
        var holds = new Read(body.Temporary("holds", ScalarType.Bool));
        if (!IsNeutral(right, @operator))
            before.Add(new Assign(holds, right));
        body.Emit(new Declare(holds.Variable, left), at);
        body.Emit(new If(@operator == BinaryOperator.And ? holds : new Unary(UnaryOperator.Not, holds), new Block(before), Block.Empty), at);
        return holds;
    }

    /// <summary>Whether the other condition alone decides.</summary>
    private static bool IsNeutral(Expr condition, BinaryOperator @operator) => condition is Constant { OfType.Kind: ScalarKind.Bool, Value: var truth } && truth != 0 == (@operator == BinaryOperator.And);

    /// <summary>A part that is evaluated under a condition, and the statements that go with it; what it declares is seen by the rest of the statement.</summary>
    private (Expr? Value, List<Statement> Before) LowerBranch(IOperation? operation) => LowerBranch(() => Lower(operation));

    private (Expr? Value, List<Statement> Before) LowerBranch(Func<Expr?> lower)
    {
        (Expr? value, List<Statement> all) = Arm(lower);
        var before = new List<Statement>();
        foreach (Statement statement in all)
        {
            if (statement is Declare { Variable: var variable } declare && body.IsOfExpression(variable))
                before.AddRange(DeclareOutside(declare, before));
            else
                before.Add(statement);
        }
        return (value, before);
    }

    /// <summary>A part that is evaluated under a condition and alone sees what it declares.</summary>
    private (Expr? Value, List<Statement> Before) Arm(Func<Expr?> lower)
    {
        Expr? value = null;
        Block before = body.Nested(() => value = lower());
        return (value, before.Statements.ToList());
    }

    /// <summary>Declares a local of a branch around it; returns what is left to do in the branch.</summary>
    private IEnumerable<Statement> DeclareOutside(Declare declare, List<Statement> before)
    {
        SyntaxNode origin = body.OriginOf(declare) ?? body.Source.Syntax;
        if (declare.Variable.Type is not ScalarType type)
        {
            body.Refusals.Add(Descriptors.Expression, origin, "A span or array that is named in a part of an expression which is not always evaluated", "declare the local in a statement of its own before");
            return [];
        }
        if (IsKnownOutside(declare.Value, before))
        {
            body.Emit(declare, origin);
            return [];
        }
        body.Emit(new Declare(declare.Variable, Constant.Of(type, 0)), origin);
        return declare.Value is { } value ? [body.Replace(declare, new Assign(new Read(declare.Variable), value) { Comment = declare.Comment, At = declare.At })] : [];
    }

    /// <summary>Whether a value is the same before the branch: a number of which it is known, or a variable that the branch has not changed.</summary>
    private bool IsKnownOutside(Expr? value, List<Statement> before) => value is Constant
        || (value is Read { Variable: { Type: ScalarType } variable } && !new Effects(before, body.Storage).Assigns(variable)
            && !Tree.All(before).Any(statement => Tree.Declared(statement) == variable));
}
