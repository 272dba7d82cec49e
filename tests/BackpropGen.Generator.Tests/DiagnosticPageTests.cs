using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>Every page of docs/diagnostics: its first code has the diagnostic, the others are mended.</summary>
public sealed partial class DiagnosticPageTests
{
    private static readonly string Folder = Path.Combine(ProjectFolder.Path, "..", "..", "docs", "diagnostics");

    /// <summary>What the build says before the compiler runs.</summary>
    private static readonly string[] OfTheBuild =
    [
        .. BuildError().Matches(File.ReadAllText(Path.Combine(Folder, "..", "..", "runtime", "BackpropGen", "BackpropGen.targets")))
            .Select(match => match.Groups[1].Value),
    ];

    // A fault of BackpropGen itself, and code that is too long for a page.
    private static readonly string[] WithoutCode = ["BPG0001", "BPG0207", .. OfTheBuild];

    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(Folder, "BPG*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Except(WithoutCode).Order()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_code_of_a_page_does_what_the_page_says(string id)
    {
        string text = File.ReadAllText(Path.Combine(Folder, id + ".md"));
        Assert.Contains("## What to do", text);
        string[] blocks = [.. Code().Matches(text).Select(match => match.Groups[1].Value)];
        Assert.InRange(blocks.Length, 2, 6);

        Diagnostic[] found = [.. Run(blocks[0]).AnalyzerDiagnostics()];
        Assert.True(found.Length > 0 && found.All(diagnostic => diagnostic.Id == id), $"{id}:\n{string.Join("\n", found.Select(GeneratorRun.Describe))}");
        Assert.Equal(Told(found), Told(Run(blocks[0], BuildOptions.Silent).GeneratorDiagnostics));
        foreach (string mended in blocks.Skip(1))
        {
            Assert.Empty(Run(mended).AnalyzerDiagnostics().Select(GeneratorRun.Describe));
            Assert.Empty(Told(Run(mended, BuildOptions.Silent).GeneratorDiagnostics));
        }

        static IEnumerable<string> Told(IEnumerable<Diagnostic> diagnostics) =>
            diagnostics.Select(diagnostic => $"{diagnostic.Location.GetLineSpan()} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}").Order();
    }

    [Fact]
    public void Every_diagnostic_has_a_page() =>
        Assert.Equal(
            new BackpropGen.Generator.DifferentiableAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id).Concat(OfTheBuild).Order(),
            Directory.EnumerateFiles(Folder, "BPG*.md").Select(path => Path.GetFileNameWithoutExtension(path)!).Order());

    private static GeneratorRun Run(string code, BuildOptions? options = null) => GeneratorHost.Run(
        GeneratorHost.Driver(options), GeneratorHost.Compile([GeneratorHost.Parse(new SourceFile("Page.cs", "using System;\nusing BackpropGen;\n\n" + code))]));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("<Error Code=\"(BPG\\d+)\"")]
    private static partial Regex BuildError();
}
