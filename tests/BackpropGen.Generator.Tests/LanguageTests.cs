using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>docs/language.md says what is true: every example does what its row says, and every case that a row names exists.</summary>
public sealed partial class LanguageTests
{
    private static readonly string Repository = Path.Combine(ProjectFolder.Path, "..", "..");
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository, "docs", "language.md"));

    public static TheoryData<string, string> Accepted => Rows("Accepted");

    public static TheoryData<string, string> Refused => Rows("Refused");

    [Theory]
    [MemberData(nameof(Accepted))]
    public void What_is_accepted_compiles_and_is_tested(string example, string cases)
    {
        GeneratorRun run = Run(example);
        run.AssertClean();
        Assert.DoesNotContain(run.Texts.Values, text => text.Contains("NotSupportedException"));
        string[] known = [.. Directory.EnumerateFiles(Path.Combine(Repository, "tests", "BackpropGen.Numeric.Tests", "Corpus"), "*.cs").SelectMany(CasesIn)];
        foreach (Match name in CaseName().Matches(cases))
            Assert.Contains(name.Groups[1].Value, known);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_refused_says_so(string example, string id)
    {
        GeneratorRun run = Run(example);
        Diagnostic[] found = [.. run.AnalyzerDiagnostics()];
        Assert.True(found.Length > 0 && found.All(diagnostic => diagnostic.Id == id), string.Join("\n", found.Select(GeneratorRun.Describe)));
        Assert.All(found, diagnostic => Assert.Contains(diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan), Source(example)));
        Assert.True(File.Exists(Path.Combine(Repository, "docs", "diagnostics", id + ".md")), id);
    }

    public static TheoryData<string> Documents => [.. Directory
        .EnumerateFiles(Path.Combine(Repository, "docs"), "*.md", SearchOption.AllDirectories)
        .Append(Path.Combine(Repository, "README.md"))
        .Select(path => Path.GetRelativePath(Repository, path))
        .Order(StringComparer.Ordinal)];

    // Rows after a blank line are text to a reader of Markdown: a table starts with its header.
    [Theory]
    [MemberData(nameof(Documents))]
    public void Tables_hold_together(string document)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository, document));
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith('|') && (i == 0 || !lines[i - 1].StartsWith('|')))
                Assert.True(i + 1 < lines.Length && lines[i + 1].StartsWith("| ---", StringComparison.Ordinal), $"line {i + 1}: {lines[i]}");
        }
    }

    private static GeneratorRun Run(string example) => GeneratorHost.Run(new SourceFile("Model.cs", Source(example)));

    private static string Source(string example) => $$"""
        using System;
        using System.Numerics;
        using BackpropGen;

        public static partial class Model
        {
            [Differentiable]
            public static double F(double x, double y, double[] w, Span<double> s, ReadOnlySpan<double> z, double[][] r, int n, Curve curve)
            {
        {{example}}
        return x * y;
            }

        {{Page[(Page.LastIndexOf("```csharp", StringComparison.Ordinal) + 9)..Page.LastIndexOf("```", StringComparison.Ordinal)]}}
        }
        """;

    /// <summary>The examples of a section, each with the last cell of its row.</summary>
    private static TheoryData<string, string> Rows(string section)
    {
        int start = Page.IndexOf("## " + section, StringComparison.Ordinal);
        int end = Page.IndexOf("\n## ", start + 3, StringComparison.Ordinal);
        var rows = new TheoryData<string, string>();
        foreach (string line in Page[start..end].Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Where(line => !line.StartsWith("| ---", StringComparison.Ordinal)))
        {
            string[] cells = [.. line.Trim('|').Split(" | ").Select(cell => cell.Trim())];
            Assert.Equal(3, cells.Length);
            rows.Add(cells[1].Trim('`'), cells[2]);
        }
        Assert.NotEmpty(rows);
        return rows;
    }

    /// <summary>The cases of a corpus file that have to compile.</summary>
    private static IEnumerable<string> CasesIn(string path)
    {
        string text = File.ReadAllText(path);
        string[] classes = [.. ClassName().Matches(text).Select(match => match.Groups[1].Value)];
        foreach (Match method in MarkedMethod().Matches(text))
        {
            if (method.Groups[1].Value.Contains("// optional", StringComparison.Ordinal))
                continue;
            string owner = ClassName().Matches(text[..method.Index]).Last().Groups[1].Value;
            yield return $"{owner}.{method.Groups[2].Value}";
        }
    }

    [GeneratedRegex(@"`(\w+\.\w+)`")]
    private static partial Regex CaseName();

    [GeneratedRegex(@"partial (?:class|struct|record|record struct|interface) (\w+)")]
    private static partial Regex ClassName();

    [GeneratedRegex(@"((?:    // [^\n]*\n)*)    \[Differentiable(?:, Recompute)?\]\s*\n\s*(?:public|internal|private)[^(=]*?(\w+)(?:<\w+>)?\(")]
    private static partial Regex MarkedMethod();
}
