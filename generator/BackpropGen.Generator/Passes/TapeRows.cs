using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes;

/// <summary>Rows on the tape as generated code makes them and gets at them: <c>frame.Row&lt;double&gt;(t[i])</c>.</summary>
internal static class TapeRows
{
    private const string Active = "frame.AppendActiveRow";

    /// <summary>The call that makes a row, with or without room for its cotangents.</summary>
    public static RuntimeCall Append(ScalarType element, Expr count, bool isActive) =>
        new($"{(isActive ? Active : "frame.AppendRow")}<{element.Keyword}>", ScalarType.Int32, [count]) { RowElement = element };

    public static bool IsActive(RuntimeCall append) => append.Spelling.StartsWith(Active, StringComparison.Ordinal);

    public static Block? Run(Block? block) => block is null ? null : new Block(Tree.Rewrite(block.Statements, Call));

    private static Expr? Call(Expr expr) => expr is Row { Buffer: Read { Variable: { Type: BufferType { IsOnTape: true } } rows }, Index: var handle } row
        ? new RuntimeCall($"frame.{(rows.Kind == VariableKind.Generated ? "RowCotangents" : "Row")}{(row.IsOptional ? "OrNone" : "")}<{rows.Element.Keyword}>", row.Type, [Tree.Rewrite(handle, Call)]) : null;
}
