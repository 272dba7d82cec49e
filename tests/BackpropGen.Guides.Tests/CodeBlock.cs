namespace BackpropGen.Guides.Tests;

/// <summary>A block of code on a page.</summary>
/// <param name="Language">As the page calls it: <c>csharp</c>, <c>bash</c>, …</param>
/// <param name="FileName">The file that the page says it is, in the line before.</param>
internal sealed record CodeBlock(string Language, string Code, string? FileName)
{
    public const string CSharp = "csharp";

    /// <summary>The lines of a code without its indentation and its blank lines.</summary>
    public static string LinesOf(string code) =>
        string.Join("\n", code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)) + "\n";
}
