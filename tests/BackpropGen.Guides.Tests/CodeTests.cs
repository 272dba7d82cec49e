using Xunit;

namespace BackpropGen.Guides.Tests;

/// <summary>
/// Every block of C# on a page is compiled: it stands, line by line, in a file of the folder Code, or among the files that are generated for
/// these. Where a page claims a result, a test of this project runs the file.
/// </summary>
public sealed class CodeTests
{
    /// <summary>Pages whose blocks other tests compile as they are.</summary>
    private static readonly Dictionary<string, string> CompiledElsewhere = new()
    {
        ["docs/getting-started.md"] = "tests/BackpropGen.Guides.Tests/GettingStartedTests.cs",
        ["docs/language.md"] = "tests/BackpropGen.Generator.Tests/LanguageTests.cs",
    };

    /// <summary>Pages that show parts of the repository itself, and of what.</summary>
    private static readonly Dictionary<string, string[]> PartsOfTheRepository = new()
    {
        ["docs/adding-a-rule.md"] =
        [
            "generator/BackpropGen.Generator/Rules/MathFunctions.cs",
            "runtime/BackpropGen/Vjp/Vjp.Hyperbolic.cs",
            "tests/BackpropGen.Runtime.Tests/Vjp/VjpCase.cs",
            "tests/BackpropGen.Runtime.Tests/Vjp/VjpSpecialTests.cs",
            "tests/BackpropGen.Numeric.Tests/MathFunctionCases.cs",
            "tests/BackpropGen.Numeric.Tests/Corpus/Kinks.cs",
        ],
    };

    private static readonly string[] Guides = [.. SourceFiles("ProjectFolder", "Code"), .. SourceFiles("GeneratedFolder")];

    /// <summary>Those of diagnostics show code that is refused, and have tests of their own.</summary>
    public static TheoryData<string> Pages =>
        [.. Page.All.Where(page => !page.StartsWith("docs/diagnostics/", StringComparison.Ordinal) && !CompiledElsewhere.ContainsKey(page))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_code_of_a_page_is_compiled(string page)
    {
        string compiled = Compiled(PartsOfTheRepository.TryGetValue(page, out string[]? parts) ? parts.Select(part => Path.Combine(Page.Repository, part)) : Guides);
        foreach (CodeBlock block in Page.Read(page).Blocks.Where(block => block.Language == CodeBlock.CSharp))
            Assert.True(compiled.Contains("\n" + CodeBlock.LinesOf(block.Code), StringComparison.Ordinal), $"No compiled file has this part of {page}:\n{block.Code}");
    }

    [Fact]
    public void The_tests_that_compile_other_pages_exist() =>
        Assert.All(CompiledElsewhere, pair =>
        {
            Assert.Contains(pair.Key, Page.All);
            Assert.Contains(Path.GetFileName(pair.Key), File.ReadAllText(Path.Combine(Page.Repository, pair.Value)), StringComparison.Ordinal);
        });

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_of_code_has_a_language(string page) =>
        Assert.All(Page.Read(page).Blocks, block => Assert.Contains(block.Language, new[] { CodeBlock.CSharp, "bash", "text", "xml" }));

    private static string Compiled(IEnumerable<string> files) =>
        "\n" + string.Concat(files.Select(file => CodeBlock.LinesOf(File.ReadAllText(file).ReplaceLineEndings("\n"))));

    private static IEnumerable<string> SourceFiles(params string[] folder) =>
        Directory.EnumerateFiles(Path.Combine([Page.Told(folder[0]), .. folder[1..]]), "*.cs", SearchOption.AllDirectories);
}
