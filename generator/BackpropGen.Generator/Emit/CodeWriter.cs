using System.Text;

namespace BackpropGen.Generator.Emit;

/// <summary>Lines of text with indentation; line ends are the same on every machine.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder text = new();
    private int indent;

    /// <summary>A line, or several in one string, each indented.</summary>
    public void Line(string content)
    {
        foreach (string line in content.Split('\n'))
            text.Append(' ', line.Length == 0 ? 0 : indent * 4).Append(line).Append('\n');
    }

    /// <summary>An empty line, but never two, and none at the start of a block.</summary>
    public void Gap()
    {
        string end = text.ToString(Math.Max(0, text.Length - 3), Math.Min(3, text.Length));
        if (!end.EndsWith("\n\n", StringComparison.Ordinal) && !end.EndsWith("{\n", StringComparison.Ordinal))
            text.Append('\n');
    }

    public void Open(string header)
    {
        Line(header);
        Line("{");
        indent++;
    }

    public void Close()
    {
        indent--;
        Line("}");
    }

    public override string ToString() => text.ToString();
}
