using BackpropGen.Testing.Tests.Corpus;
using Xunit;

namespace BackpropGen.Testing.Tests;

/// <summary>No right gradient is called wrong, no wrong one right.</summary>
public sealed class CheckTests
{
    public static TheoryData<string> Right => [.. RightGradients.All.Select(@case => @case.Name)];

    public static TheoryData<string> Wrong => [.. WrongGradients.All.Select(@case => @case.Name)];

    [Theory]
    [MemberData(nameof(Right))]
    public void A_right_gradient_is_not_called_wrong(string name)
    {
        GradientCase @case = RightGradients.All.Single(@case => @case.Name == name);
        foreach (int seed in new[] { 1, 2, 3 })
        {
            GradientReport report = @case.Run(new GradientCheck(name, new GradientCheckOptions { AllowsAllocation = true, Seed = seed }));
            Assert.True(report.Passed, report.ToString());
            Assert.NotEmpty(report.Entries);
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_gradient_is_found_where_it_is_wrong(string name)
    {
        GradientCase @case = WrongGradients.All.Single(@case => @case.Name == name);
        foreach (int seed in new[] { 1, 2, 3 })
        {
            GradientReport report = @case.Run(new GradientCheck(name, new GradientCheckOptions { AllowsAllocation = true, Seed = seed }));
            Assert.False(report.Passed, report.ToString());
            foreach (string block in @case.Wrong)
                Assert.True(report.Entries.Any(entry => entry.Name == block && entry.Verdict == GradientVerdict.Disagrees), $"'{block}' is not found: {report}");
            Assert.True(report.ToString().Contains(@case.Finding, StringComparison.Ordinal), $"Not said: {@case.Finding}\n{report}");
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Random_directions_alone_find_it(string name)
    {
        GradientCase @case = WrongGradients.All.Single(@case => @case.Name == name);
        GradientReport report = @case.Run(new GradientCheck(name, GradientCheckOptions.Fast with { AllowsAllocation = true }));
        Assert.False(report.Passed, report.ToString());
    }

    [Fact]
    public void The_lstm_without_a_bug_is_right() =>
        LstmByHand.Check(new GradientCheck("LSTM", new GradientCheckOptions { AllowsAllocation = true }), LstmBug.None).ThrowIfFailed();

    /// <summary>For that the other array is compared as a whole; one that is something else is not.</summary>
    [Fact]
    public void The_gradient_of_another_array_is_recognised_in_long_arrays()
    {
        var check = new GradientCheck("F", new GradientCheckOptions { AllowsAllocation = true });
        Argument<double[]>[] x = [.. new[] { "a", "b", "c" }.Select((name, n) => check.Argument(name, Enumerable.Range(1, 40).Select(i => Math.Sin(i + n)).ToArray()))];
        GradientReport report = check.Run(() => x.Sum(argument => argument.Value.Select((value, i) => (i + 1) * value * value).Sum()), d =>
        {
            for (int i = 0; i < 40; i++)
            {
                x[0].Gradient[i] += 2 * (i + 1) * d * x[0].Value[i];
                x[1].Gradient[i] += 2 * (i + 1) * d * x[0].Value[i];
                x[2].Gradient[i] += 2 * (i + 1) * d * x[2].Value[i];
            }
        });
        Assert.Equal(["'b' holds the gradient of 'a'"], report.Findings);
        Assert.Equal([("a", 40), ("b", 40), ("c", 24)], report.Entries.CountBy(entry => entry.Name).OrderBy(count => count.Key).Select(count => (count.Key, count.Value)));
    }

    /// <summary>A function in steps is one that rounds: over many steps it has the slope of what is rounded.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_function_that_rounds_has_the_slope_of_what_it_rounds(double slope, bool isRight)
    {
        GradientReport report = GradientCase.Each("steps", [0.6, 1.6], x => Math.Round(x), _ => slope).Run(new GradientCheck("steps", new GradientCheckOptions { AllowsAllocation = true }));
        Assert.All(report.Entries, entry => Assert.Equal(isRight, entry.Verdict == GradientVerdict.Agrees));
    }

    [Fact]
    public void There_are_enough_of_both() => Assert.True(RightGradients.All.Count() >= 40 && WrongGradients.All.Count() >= 40);
}
