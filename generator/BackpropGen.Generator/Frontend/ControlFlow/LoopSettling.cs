using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Frontend.ControlFlow;

/// <summary>
/// When all writes are known: a counted loop whose limit or step changes while it runs is none, and becomes a while loop. One whose step is
/// known at run time only counts its trips instead. A bound that reads elements which are written elsewhere is taken before the loop.
/// </summary>
internal sealed class LoopSettling
{
    private readonly BodyContext body;
    private readonly Effects whole;
    private readonly ModestBounds modest;

    public LoopSettling(BodyContext body)
    {
        this.body = body;
        whole = new Effects(body.Output, body.Storage);
        modest = new ModestBounds(body.Output, whole);
    }

    public List<Statement> Run(IEnumerable<Statement> statements) => statements.SelectMany(Settle).ToList();

    private IEnumerable<Statement> Settle(Statement statement)
    {
        if (statement is For entered)
            modest.Enter(entered);
        Statement inner = Tree.MapBlocks(statement, block => new Block(Run(block.Statements)));
        if (inner is not For loop)
            return [inner];
        modest.Leave();
        loop = loop with { Limit = Shifted(loop.Limit), Bounds = modest.Of(loop) };
        var inside = new Effects(loop.Body.Statements, body.Storage);
        bool isSteady = !inside.MayChange(loop.Limit) && !inside.MayChange(loop.Step);
        // Where the step leads is not known, nor whether a loop that may be left ever gets to its limit.
        if (!isSteady || (loop.Step is not Constant && MayLeave(loop.Body)))
            return Uncounted(loop);
        var before = new List<Statement>();
        if (loop.Step is not Constant { Value: 1 } && (loop.Step is not Constant || !loop.Bounds.IsStartSafe) && !MayLeave(loop.Body))
            return ByTrips(loop, inside);
        loop = loop with { Limit = Fixed(loop.Limit, "limit", before), Step = Fixed(loop.Step, "step", before) };
        return [.. before, loop];
    }

    /// <summary>The bound under a name where its elements are written elsewhere.</summary>
    private Expr Fixed(Expr bound, string name, List<Statement> before) =>
        Tree.All(bound).OfType<Element>().Any(element => whole.WritesAny(body.Storage.RootsOf(element.Buffer))) ? Named(bound, name, before) : bound;

    private Expr Named(Expr value, string name, List<Statement> before)
    {
        Variable variable = body.Temporary(name, value.Type);
        before.Add(new Declare(variable, value));
        return new Read(variable);
    }

    /// <summary>Plain arithmetic where nothing can wrap around.</summary>
    private Expr Shifted(Expr limit) => limit is MathCall { Function: Trips.Before or Trips.Behind, Arguments: var arguments } shifted && modest.IsModest(limit)
        ? new Binary(shifted.Function == Trips.Before ? BinaryOperator.Subtract : BinaryOperator.Add, arguments[0], arguments[1]) : limit;

    /// <summary>Whether something in the body leads out of the loop.</summary>
    private static bool MayLeave(Block loop)
    {
        List<Statement> all = Tree.All(loop.Statements).ToList();
        HashSet<int> labels = [.. all.OfType<Labeled>().Select(labeled => labeled.Label)];
        return all.Any(statement => statement is Throw || (statement is Jump jump && !labels.Contains(jump.Label)));
    }

    /// <summary><c>for (int round = 0; round &lt; trips; round++) { int i = start + round * step; … }</c></summary>
    private List<Statement> ByTrips(For loop, Effects inside)
    {
        var before = new List<Statement>();
        Expr Steady(Expr value, string name) => value is Constant or Length || (value is Read && !inside.MayChange(value)) ? value : Named(value, name, before);
        loop = loop with { Start = Steady(loop.Start, "first"), Step = Steady(loop.Step, "step") };
        ScalarType type = loop.Counter.Element;
        Expr trips = Named(Trips.Of(loop), loop.Counter.Name + "Trips", before);
        Variable round = body.Temporary(["round"], type, VariableKind.Counter);
        Expr way = new Read(round) * loop.Step;
        Expr value = Passes.Simplify.Of(loop.IsUpward ? loop.Start + way : loop.Start - way);
        var counter = new Read(loop.Counter with { Kind = VariableKind.Local });
        List<Statement> inner = Tree.Rewrite(loop.Body.Statements, e => e is Read { Variable: var variable } && variable == loop.Counter ? counter : null);
        return
        [
            .. before,
            new For(round, Constant.Of(type, 0), LoopRelation.Less, trips, Constant.Of(type, 1), new Block([
                new Declare(counter.Variable, body.IsProjectChecked ? new Overflow(false, value) : value), .. inner])) { Bounds = LoopBounds.Modest },
        ];
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
