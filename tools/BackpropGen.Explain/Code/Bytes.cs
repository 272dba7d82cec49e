using BackpropGen.Generator.Emit;
using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes;

namespace BackpropGen.Explain.Code;

/// <summary>What a kept value takes on the tape, from the statement of Forward that makes room for it.</summary>
internal sealed class Bytes(Derivative derivative)
{
    private readonly ExprPrinter printer = new(new Spelling(derivative.Method));

    private readonly List<Statement> outer = [.. derivative.Forward?.Statements ?? []];

    /// <summary>The formula, which may be empty, and how it is to be read.</summary>
    public (string Formula, string Note) Of(string kept)
    {
        Statement? maker = Tree.All(outer).FirstOrDefault(statement => CallsIn(statement).Any(call => call.Keeps == kept));
        RuntimeCall? call = maker is null ? null : CallsIn(maker).First(candidate => candidate.Keeps == kept);
        bool isRepeated = maker is not null && !outer.Contains(maker);
        return (maker, call?.Spelling) switch
        {
            (Run, _) => OfSaved(call!.Arguments[1].Scalar),
            // Its chunks have room for more: at most as much again, and 64 KiB.
            (Declare { Variable.Type: StackType stack }, _) => ($"sizeof({stack.Element.Keyword})", "each time, on a stack that grows in chunks"),
            (Declare declare, { } spelling) when spelling.StartsWith("frame.Push", StringComparison.Ordinal) =>
                (OfMany(declare.Variable.Element, call!.Arguments[1]), ""),
            (Declare declare, { } spelling) when spelling.StartsWith("frame.Append", StringComparison.Ordinal) =>
                (OfMany(declare.Variable.Element, call!.Arguments[0]), isRepeated ? "each time" : ""),
            _ => ("", "counted in the total below"),
        };
    }

    private (string Formula, string Note) OfSaved(ScalarType type) => TapeSize.OfSaved(type) is { } size
        ? (printer.Print(size), "beside its slot in the record") : ("", "a slot in the record");

    private string OfMany(ScalarType element, Expr count) => printer.Print(TapeSize.Of(element, count));

    private static IEnumerable<RuntimeCall> CallsIn(Statement statement) =>
        Tree.Expressions(statement).SelectMany(Tree.All).OfType<RuntimeCall>().Where(call => call.Keeps.Length > 0);
}
