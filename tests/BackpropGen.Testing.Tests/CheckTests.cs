using BackpropGen.Testing.Tests.Corpus;
using Xunit;

namespace BackpropGen.Testing.Tests;

/// <summary>No right gradient is called wrong, no wrong one right.</summary>
public sealed class CheckTests
{
    public static TheoryData<string> Right => [.. RightGradients.All.Select(@case => @case.Name)];

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
}
