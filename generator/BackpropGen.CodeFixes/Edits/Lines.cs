using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.CodeFixes.Edits;

/// <summary>How the lines of a file are written.</summary>
internal static class Lines
{
    /// <summary>What ends its lines; of a single line nobody knows.</summary>
    public static string EndOf(SourceText text)
    {
        TextLine first = text.Lines[0];
        string end = text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak));
        return end.Length > 0 ? end : "\n";
    }

    /// <summary>The white space before a place, where nothing else is before it on its line; otherwise null.</summary>
    public static string? IndentationAt(SourceText text, int position)
    {
        string before = text.ToString(TextSpan.FromBounds(text.Lines.GetLineFromPosition(position).Start, position));
        return string.IsNullOrWhiteSpace(before) ? before : null;
    }

    /// <summary>A generated text with the line ends of a file.</summary>
    public static string Like(SourceText text, string generated) => generated.Replace("\r\n", "\n").Replace("\n", EndOf(text));
}
