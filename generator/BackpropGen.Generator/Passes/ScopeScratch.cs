using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes.Reversal;

namespace BackpropGen.Generator.Passes;

/// <summary>Memory that an iteration borrows is given back at its end: a loop takes as much as its largest iteration, however long it runs.</summary>
internal static class ScopeScratch
{
    public static List<Statement> Run(IEnumerable<Statement> statements, Symbols symbols) => statements.Select(statement => Tree.MapBlocks(statement, block =>
    {
        List<Statement> inner = Run(block.Statements.Items, symbols);
        return new Block(Tree.IsLoop(statement) && Borrows(inner) ? [new OpenScratch(symbols.New("scratch", ScalarType.Int32)), .. inner] : inner);
    })).ToList();

    /// <summary>Whether an iteration itself borrows memory; loops inside give back their own.</summary>
    private static bool Borrows(IEnumerable<Statement> statements) => statements.Any(statement =>
        statement is Declare { Value: RuntimeCall { Spelling: var spelling } } && spelling.StartsWith("frame.Scratch", StringComparison.Ordinal)
        || (!Tree.IsLoop(statement) && Tree.Blocks(statement).Any(block => Borrows(block.Statements.Items))));
}
