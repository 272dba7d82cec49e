using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace BackpropGen.Testing.Snapshots;

/// <summary>Which lines were taken out and put in, with a little of what stands around them.</summary>
internal static class LineDifference
{
    private const int Context = 2;

    public static string Between(string before, string after)
    {
        List<DiffPiece> lines = InlineDiffBuilder.Diff(before, after, ignoreWhiteSpace: false).Lines;
        var text = new StringBuilder();
        int lastShown = -1;
        foreach (int i in Enumerable.Range(0, lines.Count).Where(IsNearChange))
        {
            if (i != lastShown + 1)
                text.Append("  ...\n");
            text.Append(Mark(lines[i].Type)).Append(' ').Append(lines[i].Text).Append('\n');
            lastShown = i;
        }
        return text.ToString();

        bool IsNearChange(int i) =>
            lines.GetRange(Math.Max(i - Context, 0), Math.Min(i + Context, lines.Count - 1) - Math.Max(i - Context, 0) + 1)
                .Exists(line => line.Type != ChangeType.Unchanged);
    }

    private static char Mark(ChangeType type) => type switch
    {
        ChangeType.Deleted => '-',
        ChangeType.Inserted => '+',
        _ => ' ',
    };
}
