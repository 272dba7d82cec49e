using System.Reflection;
using BackpropGen.Tests.Cases;
using BackpropGen.Tests.Checks;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>The checks find what is wrong, and only that.</summary>
public sealed class OracleTests
{
    private static readonly SourceFile[] Files = SourceFile.EmbeddedIn("Faults");

    private static readonly Lazy<CorpusBuild> Build = new(() => CorpusBuild.Of(Files));

    public static TheoryData<string> RightOnes => [.. Names("Right.")];

    [Theory]
    [MemberData(nameof(RightOnes))]
    public void A_right_gradient_passes(string name)
    {
        TestCase @case = Build.Value[name];
        Assert.Empty(@case.Faults);
        CaseCheck.Run(@case).Assert();
    }

    [Theory]
    [InlineData("Wrong.DroppedTerm", "gradient of x: analytic")]
    [InlineData("Wrong.Sign", "gradient of y: analytic")]
    [InlineData("Wrong.NotAccumulated", "gradient of x: analytic")]
    [InlineData("Wrong.IgnoredSeed", "gradient of x: analytic")]
    [InlineData("Wrong.SlightlyOff", "gradient of x: analytic")]
    [InlineData("Wrong.OtherValue", "Forward returns")]
    [InlineData("Wrong.OtherGradient", "Gradient gives")]
    [InlineData("Wrong.NaNForZero", "zero cotangents give y")]
    [InlineData("Wrong.NotZeroed", "gradient of y[0]: analytic")]
    [InlineData("Wrong.NotAStack", "two on one tape")]
    [InlineData("Wrong.ReadsOverwritten", "gradient of x[0]: analytic")]
    [InlineData("Wrong.ShortLoop", "gradient of x[3]: analytic")]
    [InlineData("Wrong.Allocates", "allocated: Forward 0, Backward")]
    [InlineData("Wrong.NotRepeatable", "not repeatable")]
    [InlineData("Wrong.SecretlyWrites", "which no directive says")]
    [InlineData("Wrong.Misordered", "expected (x, y, tape, dResult, dX, dY)")]
    [InlineData("Wrong.Missing", "MissingBackward is missing")]
    public void A_wrong_gradient_is_found(string name, string finding)
    {
        TestCase @case = Build.Value[name];
        IEnumerable<string> lines = @case.Faults.Count > 0 ? @case.Faults : CaseCheck.Run(@case).Lines;
        Assert.Contains(finding, string.Join("\n", lines));
    }

    [Fact]
    public void Every_wrong_one_is_tried()
    {
        IEnumerable<object> tried = typeof(OracleTests).GetMethod(nameof(A_wrong_gradient_is_found))!
            .GetCustomAttributesData().Where(attribute => attribute.AttributeType == typeof(InlineDataAttribute))
            .Select(attribute => ((IReadOnlyList<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!)[0].Value!);
        Assert.Empty(Names("Wrong.").Except(tried.Cast<string>()));
    }

    [Fact]
    public void The_quotient_knows_its_error()
    {
        (double value, double error) = RichardsonDerivative.Of(h => Math.Exp(Math.Sin(1 + h)), 0.02);
        double exact = Math.Cos(1) * Math.Exp(Math.Sin(1));

        Assert.InRange(Math.Abs(value - exact), 0, 1e-11);
        Assert.InRange(error, Math.Abs(value - exact) / 10, 1e-9);
    }

    [Fact]
    public void The_quotient_sees_a_kink() => Assert.True(RichardsonDerivative.Of(h => Math.Abs(h - 1e-4), 0.02).Error > 1e-4);

    private static IEnumerable<string> Names(string prefix) =>
        Files.SelectMany(CaseSource.In).Select(source => source.Name).Where(name => name.StartsWith(prefix, StringComparison.Ordinal));
}
