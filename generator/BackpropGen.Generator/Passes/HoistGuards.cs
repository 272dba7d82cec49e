using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes;

/// <summary>A question that a loop asks in every iteration, and that has one answer for all of them, is asked once, around the loop.</summary>
internal sealed class HoistGuards(Views views)
{
    public static List<Statement> Run(List<Statement> statements) => new HoistGuards(new Views(statements)).Visit(statements);

    private List<Statement> Visit(IEnumerable<Statement> statements) => statements.Select(Visit).ToList();

    private Statement Visit(Statement statement)
    {
        Statement inner = Tree.MapBlocks(statement, block => new Block(Visit(block.Statements.Items)));
        return inner is For loop && loop.Body.Statements.LastOrDefault() is If { Else.Statements.Count: 0 } guard && IsAlone(loop, guard) && IsSteady(guard.Condition, loop)
            ? guard with { Then = new Block([loop with { Body = new Block([.. loop.Body.Statements.Take(loop.Body.Statements.Count - 1), .. guard.Then.Statements]) }]) }
            : inner;
    }

    /// <summary>Everything else in the loop only makes values for what is guarded.</summary>
    private static bool IsAlone(For loop, If guard) => loop.Body.Statements.All(statement => ReferenceEquals(statement, guard) || statement is Remark
        || statement is Declare { Variable.Type: ScalarType, Value: { } value } && !Tree.All(value).Any(part => part is RuntimeCall or Stored));

    /// <summary>Nothing in the loop changes what the condition reads.</summary>
    private bool IsSteady(Expr condition, For loop)
    {
        List<Statement> body = Tree.All(loop).ToList();
        HashSet<Variable> changed = [.. body.Select(Tree.Declared).OfType<Variable>(), .. body.SelectMany(Tree.Assigned)];
        return !body.Any(statement => statement is Ir.Run or Copy or Fill)
            && !Tree.Reads(condition).Any(changed.Contains)
            && !Tree.All(condition).OfType<Element>().Any(read => body.OfType<Assign>().Any(assign => assign.Target is Element target && views.MayShare(target.Buffer, read.Buffer)));
    }
}
