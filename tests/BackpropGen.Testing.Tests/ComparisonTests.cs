using System.Globalization;
using BackpropGen.Testing.Tests.Corpus;
using Xunit;

namespace BackpropGen.Testing.Tests;

/// <summary>The check and one with a fixed step and a fixed tolerance, on the same gradients: the guide says how both do.</summary>
public sealed class ComparisonTests
{
    [Fact]
    public void The_guide_says_how_both_checks_do()
    {
        (int alarms, int misses) = Count(name => new GradientCheck(name, new GradientCheckOptions { AllowsAllocation = true }));
        (int fixedAlarms, int fixedMisses) = Count(FixedStepCheck.For);
        string guide = Repository.Read("docs/gradient-checking.md");
        Assert.Equal((0, 0), (alarms, misses));
        string text = string.Create(CultureInfo.InvariantCulture, $"| fixed step 1e-5, tolerance 1e-7 | {fixedAlarms} of {RightGradients.All.Count()} | {fixedMisses} of {WrongGradients.All.Count()} |");
        Assert.True(guide.Contains(text, StringComparison.Ordinal), text);
        string own = string.Create(CultureInfo.InvariantCulture, $"| `BackpropGen.Testing` | {alarms} of {RightGradients.All.Count()} | {misses} of {WrongGradients.All.Count()} |");
        Assert.True(guide.Contains(own, StringComparison.Ordinal), own);
    }

    private static (int Alarms, int Misses) Count(Func<string, GradientCheck> check) => (
        RightGradients.All.Count(@case => !@case.Run(check(@case.Name)).Passed), WrongGradients.All.Count(@case => @case.Run(check(@case.Name)).Passed));
}
