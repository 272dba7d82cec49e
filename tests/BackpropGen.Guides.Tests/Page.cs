using System.Reflection;
using System.Text.RegularExpressions;

namespace BackpropGen.Guides.Tests;

/// <summary>A page of the repository.</summary>
/// <param name="Path">Its path in the repository, with slashes.</param>
internal sealed partial record Page(string Path, string Text)
{
    public static readonly string Repository = System.IO.Path.GetFullPath(System.IO.Path.Combine(Told("ProjectFolder"), "..", ".."));

    /// <summary>README.md, CONTRIBUTING.md and everything in docs.</summary>
    public static string[] All { get; } =
    [
        .. Directory.EnumerateFiles(Repository, "*.md")
            .Concat(Directory.EnumerateFiles(System.IO.Path.Combine(Repository, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(path => System.IO.Path.GetRelativePath(Repository, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    [GeneratedRegex("^[ ]*```(\\w*)\n(.*?)^[ ]*```[ ]*$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fenced { get; }

    [GeneratedRegex("`([^`\n]+)`[^`\n]*:\\s*$")]
    private static partial Regex FileName { get; }

    /// <summary>Its blocks of code, in order.</summary>
    public IEnumerable<CodeBlock> Blocks => Fenced.Matches(Text).Select(match =>
        new CodeBlock(match.Groups[1].Value, match.Groups[2].Value, FileNameBefore(match.Index)));

    /// <summary>Its text without code.</summary>
    public string Prose => Fenced.Replace(Text, "");

    public static Page Read(string path) => new(path, File.ReadAllText(System.IO.Path.Combine(Repository, path)).ReplaceLineEndings("\n"));

    private string? FileNameBefore(int index) => FileName.Match(Text[..index]) is { Success: true } name ? name.Groups[1].Value : null;

    public static string Told(string key) =>
        typeof(Page).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
