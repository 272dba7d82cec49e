using System.Text.RegularExpressions;
using BackpropGen.Guides.Tests.Code;
using Xunit;

namespace BackpropGen.Guides.Tests;

/// <summary>What README.md and docs/gradient-checking.md say of their examples.</summary>
public sealed partial class CheckingTests
{
    private static readonly string Guide = Page.Read("docs/gradient-checking.md").Text;

    [GeneratedRegex("±[0-9]e-[0-9]+")]
    private static partial Regex ErrorOfDifferences { get; }

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
        // Further rows are of entries that agree.
        string first = string.Join("\n", WithoutErrors(Checking.Wrong([0.7, -0.3]).ToString()).Split('\n').Take(4));
        Assert.True(WithoutErrors(Guide).Contains(first, StringComparison.Ordinal), first);

        // How exact the differences are depends on the last places of the processor's functions.
        static string WithoutErrors(string text) => ErrorOfDifferences.Replace(text.ReplaceLineEndings("\n"), "±");
    }

    [Fact]
    public void A_trace_reads_as_the_guide_says() => Assert.Contains(Checking.Trace(), Guide, StringComparison.Ordinal);
}
