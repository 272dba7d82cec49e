namespace BackpropGen.Generator.Ir;

/// <summary>A statement of the intermediate representation.</summary>
internal abstract record Statement
{
    /// <summary>The user's statement in normalised spelling, for the comment above what is derived from it; may be empty.</summary>
    public string Comment { get; init; } = "";

    /// <summary>Where the user's statement stands, as <c>Model.cs(12)</c>; empty where nothing asks for it.</summary>
    public string At { get; init; } = "";
}

internal sealed record Block(EquatableArray<Statement> Statements)
{
    public static readonly Block Empty = new(EquatableArray<Statement>.Empty);
}

/// <summary><c>double v = value;</c> for scalars, or a view: <c>Span&lt;double&gt; v = w.Slice(…);</c>. Without a value: declared only.</summary>
internal sealed record Declare(Variable Variable, Expr? Value) : Statement;

/// <summary>A local buffer with storage of its own, all zeros: <c>new double[n]</c>, <c>stackalloc double[n]</c>.</summary>
internal sealed record Allocate(Variable Variable, Expr Count) : Statement;

/// <summary>A new row on the tape, all zeros.</summary>
/// <param name="Handle">A fresh local that this statement declares: the number that the row is found by.</param>
/// <param name="Rows">Declared without a value; it has no elements but these rows.</param>
internal sealed record NewRow(Variable Handle, Variable Rows, Expr Count) : Statement;

/// <summary>The rows of an array of arrays follow the order of the numbers that stood for them, at the end of the method.</summary>
internal sealed record Arrange(Expr Rows, Expr Order) : Statement;

/// <summary><c>target = value;</c> where target is a scalar <see cref="Read"/> or an <see cref="Element"/>. <c>x += e</c> is <c>x = x + e</c>.</summary>
internal sealed record Assign(Expr Target, Expr Value) : Statement;

internal sealed record If(Expr Condition, Block Then, Block Else) : Statement
{
    /// <summary>A statement that runs only when something holds; always where that is null.</summary>
    public static Statement When(Expr? condition, Statement statement) => condition is null ? statement : new If(condition, new Block([statement]), Block.Empty);
}

/// <summary>What is known of the bounds of a counted loop. They may be near an end of their type, so that arithmetic with them wraps around.</summary>
/// <param name="IsNear">The distance of the bounds fits.</param>
/// <param name="IsLimitSafe">One step back from the limit fits.</param>
/// <param name="IsStartSafe">One step back from the start fits.</param>
/// <param name="AreModest">Both bounds are far from both ends.</param>
internal sealed record LoopBounds(bool IsNear, bool IsLimitSafe, bool IsStartSafe, bool AreModest)
{
    public static readonly LoopBounds Unknown = new(false, false, false, false);

    public static readonly LoopBounds Modest = new(true, true, true, true);
}

internal enum LoopRelation { Less, LessOrEqual, Greater, GreaterOrEqual }

/// <summary>
/// A counted loop: upwards for <c>&lt;</c> and <c>&lt;=</c>, downwards for <c>&gt;</c> and <c>&gt;=</c>. The limit and the step are invariant in the body,
/// which does not assign the counter.
/// </summary>
/// <param name="Step">The positive amount by which the counter goes up or down.</param>
internal sealed record For(Variable Counter, Expr Start, LoopRelation Relation, Expr Limit, Expr Step, Block Body) : Statement
{
    public bool IsUpward => Relation is LoopRelation.Less or LoopRelation.LessOrEqual;

    /// <summary>What arithmetic with its bounds does not wrap around.</summary>
    public LoopBounds Bounds { get; init; } = LoopBounds.Unknown;

    /// <summary>
    /// The value one step before <see cref="Start"/>, where that one may not fit: the counter begins there and is tested before each step,
    /// as in <c>for (int i = n; i-- > 0;)</c>.
    /// </summary>
    public Expr? Entry { get; init; }

    /// <summary>Whether the body runs for a value of the counter.</summary>
    public Binary Test(Expr counter) => new(
        Relation switch
        {
            LoopRelation.Less => BinaryOperator.Less,
            LoopRelation.LessOrEqual => BinaryOperator.LessOrEqual,
            LoopRelation.Greater => BinaryOperator.Greater,
            _ => BinaryOperator.GreaterOrEqual,
        },
        counter,
        Limit);
}

/// <summary>A loop that runs as long as the condition holds, which is evaluated before each iteration: nobody knows beforehand how often.</summary>
internal sealed record While(Expr Condition, Block Body) : Statement;

/// <summary>Leaves the innermost loop. The last statement of its path: nothing in the loop's body would follow it.</summary>
internal sealed record Break : Statement;

/// <summary>Throws a new exception. What stands before it on its way never happens backwards.</summary>
internal sealed record Throw(RuntimeCall Exception) : Statement;

/// <summary>A check of arguments that may throw, and has no other effect: <c>ArgumentOutOfRangeException.ThrowIfNegative(n);</c></summary>
internal sealed record Guard(RuntimeCall Check) : Statement;

/// <summary>
/// What the outside world sees, once for each time that the method is computed: <c>Console.WriteLine(x);</c> Nothing goes back through it.
/// </summary>
internal sealed record Effect(RuntimeCall Call) : Statement;

/// <summary><c>source.CopyTo(destination);</c></summary>
internal sealed record Copy(Expr Source, Expr Destination) : Statement;

/// <summary><c>destination.Fill(value);</c>, or <c>destination.Clear();</c> without a value.</summary>
internal sealed record Fill(Expr Destination, Expr? Value) : Statement;

/// <summary>A call of another differentiable method: <c>double result = Callee(arguments);</c>.</summary>
/// <param name="Result">A fresh local that this statement declares, or null where nothing is returned or used.</param>
internal sealed record Invoke(Callee Callee, EquatableArray<Expr> Arguments, Variable? Result) : Statement
{
    /// <summary>The arguments in the user's own words, as literals, for messages.</summary>
    public EquatableArray<string> Words { get; init; }
}

/// <summary>The last statement of a method.</summary>
internal sealed record Return(Expr? Value) : Statement;
