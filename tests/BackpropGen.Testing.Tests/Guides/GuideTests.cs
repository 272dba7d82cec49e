using System.Text.RegularExpressions;
using Xunit;

namespace BackpropGen.Testing.Tests.Guides;

/// <summary>The code in the guides is the code that is compiled and run here.</summary>
public sealed partial class GuideTests
{
    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock { get; }

    [Theory]
    [InlineData("docs/gradient-checking.md", "```csharp")]
    [InlineData("README.md", "## A call, and a model that learns")]
    public void The_code_of_a_guide_is_compiled(string page, string from)
    {
        string text = Repository.Read(page);
        string rest = text[text.IndexOf(from, StringComparison.Ordinal)..];
        int next = rest.IndexOf("\n## ", 1, StringComparison.Ordinal);
        if (from.StartsWith('#') && next > 0)
            rest = rest[..next];
        List<string> blocks = [.. CodeBlock.Matches(rest).Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(blocks);
        string compiled = string.Join("\n", new[] { "Neuron", "Training", "Checking" }.Select(name => Lines(Repository.Read($"tests/BackpropGen.Testing.Tests/Guides/{name}.cs"))));
        Assert.All(blocks, block => Assert.Contains(Lines(block), compiled, StringComparison.Ordinal));
    }

    [Fact]
    public void The_model_learns()
    {
        (double[], double)[] data = [([1, 1], 0.5), ([1, -1], -0.5), ([-1, 1], 0.6), ([-1, -1], -0.4)];
        Assert.InRange(Training.Run(data), 0, 0.02);
    }

    [Fact]
    public void The_checks_pass()
    {
        Checking.Short();
        Checking.ByHand([0.7, -0.3]);
    }

    [Fact]
    public void A_wrong_sign_is_reported_as_the_guide_says()
    {
        // How exact the differences are depends on the last places of the processor's functions.
        static string WithoutErrors(string text) => Regex.Replace(text.ReplaceLineEndings("\n"), "±[0-9]e-[0-9]+", "±");
        string[] report = WithoutErrors(Checking.Wrong([0.7, -0.3]).ToString()).Split('\n');
        string guide = WithoutErrors(Repository.Read("docs/gradient-checking.md"));
        // Further rows are of entries that agree.
        string first = string.Join("\n", report.Take(4));
        Assert.True(guide.Contains(first, StringComparison.Ordinal), first);
    }

    [Fact]
    public void A_trace_reads_as_the_guide_says() =>
        Assert.Contains(Checking.Trace().Replace("BackpropGen.Testing.Tests.Guides.", "", StringComparison.Ordinal), Repository.Read("docs/gradient-checking.md"), StringComparison.Ordinal);

    private static string Lines(string text) => string.Join("\n", text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
}
