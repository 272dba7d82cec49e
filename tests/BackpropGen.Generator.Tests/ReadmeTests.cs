using System.Text.RegularExpressions;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>What the README shows as generated is generated.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_generated_code_is_what_the_readme_shows()
    {
        string readme = File.ReadAllText(Path.Combine(ProjectFolder.Path, "..", "..", "README.md")).ReplaceLineEndings("\n");
        string[] blocks = [.. Regex.Matches(readme, "```csharp\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value)];
        string source = blocks.First(block => block.Contains("[Differentiable]"));
        string shown = Assert.Single(blocks, block => block.Contains("UnitGradient("));

        GeneratorRun run = GeneratorHost.Run(new SourceFile("Neuron.cs", "using System;\n" + source)).AssertClean();

        string generated = string.Join("\n", Assert.Single(run.Texts.Values).Split('\n').Select(line => line.StartsWith("    ") ? line[4..] : line));
        Assert.Contains(shown.Trim(), generated);
    }
}
