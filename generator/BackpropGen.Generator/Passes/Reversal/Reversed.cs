using BackpropGen.Generator.Analysis;
using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes.Reversal;

/// <summary>A block of the backward pass.</summary>
/// <param name="Prologue">Gets at the values of the forward pass and sets cotangents to 0.</param>
/// <param name="FusedPrologue">The same where the forward pass has just run in the same block, so that its variables are at hand.</param>
internal sealed record Turned(List<Statement> Prologue, List<Statement> FusedPrologue, List<Statement> Statements);

/// <summary>A method after reversal: the parts from which its generated members are put together.</summary>
/// <param name="Saves">What a forward method of its own keeps at its end.</param>
/// <param name="Result">The value to return.</param>
/// <param name="Slots">The number of numbered entries in a record.</param>
internal sealed record Reversed(
    Method Method,
    Facts Facts,
    Symbols Symbols,
    List<Statement> Forward,
    List<Statement> Saves,
    Expr? Result,
    Variable ResultCotangent,
    Turned Backward,
    int Slots)
{
    private static readonly string[] Numbered = ["frame.Push", "frame.Save", "frame.Read<", "frame.ReadStack", "frame.Load"];

    /// <summary>The forward pass, as it is written.</summary>
    public List<Statement> ForwardStatements() => WithoutBorrows(SizedStatements());

    /// <summary>
    /// The same with what the backward pass borrows. The forward pass knows buffers by their own names only; the backward pass measures some by
    /// their cotangents.
    /// </summary>
    public List<Statement> SizedStatements() => Rewrite(Forward, e => e is Read read && Symbols.PrimalOf(read.Variable) is { } primal ? new Read(primal) : null);

    private static List<Statement> WithoutBorrows(IEnumerable<Statement> statements) => statements.Where(statement => statement is not Borrow)
        .Select(statement => Tree.MapBlocks(statement, block => new Block(WithoutBorrows(block.Statements.Items)))).ToList();

    /// <summary>Numbers the slots in the order in which the forward pass fills them.</summary>
    public Reversed WithNumberedSlots()
    {
        var numbers = new Dictionary<double, Constant>();
        foreach (RuntimeCall call in Tree.AllExpressions([.. Forward, .. Saves]).OfType<RuntimeCall>().Where(IsNumbered))
            numbers[((Constant)call.Arguments[0]).Value] = Constant.Int(numbers.Count);
        List<Statement> Renumber(List<Statement> statements) => Rewrite(statements, e => e is RuntimeCall call && IsNumbered(call)
            ? call with { Arguments = [numbers[((Constant)call.Arguments[0]).Value], .. call.Arguments.Items.Skip(1)] } : null);
        return this with
        {
            Forward = Renumber(Forward),
            Saves = Renumber(Saves),
            Backward = new Turned(Renumber(Backward.Prologue), Renumber(Backward.FusedPrologue), Renumber(Backward.Statements)),
        };
    }

    public static List<Statement> Rewrite(IEnumerable<Statement> statements, Func<Expr, Expr?> replace) => Tree.Rewrite(statements, replace);

    private static bool IsNumbered(RuntimeCall call) => Numbered.Any(name => call.Spelling.StartsWith(name, StringComparison.Ordinal));
}
