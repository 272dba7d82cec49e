using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Frontend.ControlFlow;

/// <summary>
/// When all writes are known: a counted loop whose limit or step changes while it runs is none, and becomes a while loop. A bound that reads
/// elements which are written elsewhere is taken before the loop.
/// </summary>
internal sealed class LoopSettling(BodyContext body)
{
    private readonly Effects whole = new(body.Output, body.Storage);

    public List<Statement> Run(IEnumerable<Statement> statements) => statements.SelectMany(Settle).ToList();

    private IEnumerable<Statement> Settle(Statement statement)
    {
        Statement inner = Tree.MapBlocks(statement, block => new Block(Run(block.Statements)));
        if (inner is not For loop)
            return [inner];
        var inside = new Effects(loop.Body.Statements, body.Storage);
        if (inside.MayChange(loop.Limit) || inside.MayChange(loop.Step))
            return Uncounted(loop);
        var before = new List<Statement>();
        Expr Fixed(Expr bound, string name)
        {
            if (!Tree.All(bound).OfType<Element>().Any(element => whole.WritesAny(body.Storage.RootsOf(element.Buffer))))
                return bound;
            Variable variable = body.Temporary(name, bound.Type);
            before.Add(new Declare(variable, bound));
            return new Read(variable);
        }
        loop = loop with { Limit = Fixed(loop.Limit, "limit"), Step = Fixed(loop.Step, "step") };
        return [.. before, loop];
    }

    private List<Statement> Uncounted(For loop)
    {
        Variable counter = body.Temporary(loop.Counter.Name, loop.Counter.Type);
        var read = new Read(counter);
        List<Statement> inside = Tree.Rewrite(loop.Body.Statements, e => e is Read { Variable: var variable } && variable == loop.Counter ? read : null);
        var step = new Assign(read, new Binary(loop.IsUpward ? BinaryOperator.Add : BinaryOperator.Subtract, read, loop.Step));
        return [new Declare(counter, loop.Start), new While(loop.Test(read), new Block([.. inside, step]))];
    }
}
