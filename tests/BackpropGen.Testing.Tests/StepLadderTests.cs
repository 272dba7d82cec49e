using BackpropGen.Testing.Numerics;
using Xunit;

namespace BackpropGen.Testing.Tests;

/// <summary>Extrapolated differences against derivatives that are known.</summary>
public sealed class StepLadderTests
{
    // Smooth on the scale of all steps, of few, of none but the narrowest; a spike on a slope; far from zero; zero.
    private static readonly Dictionary<string, (Func<double, double> Value, double At, double Derivative)> Functions = new()
    {
        ["sine"] = (Math.Sin, 1, Math.Cos(1)),
        ["steep"] = (x => Math.Tanh(50 * x), 0.01, 50 / Math.Pow(Math.Cosh(0.5), 2)),
        ["cliff"] = (x => Math.Tanh(2e4 * x), 1e-5, 2e4 / Math.Pow(Math.Cosh(0.2), 2)),
        ["spike"] = (x => 1000 + 0.25 * x + 1e-3 * Math.Exp(-1e8 * x * x), 1e-5, 0.25 - 2e5 * 1e-5 * Math.Exp(-1e-2)),
        ["far"] = (Math.Sqrt, 1e6, 5e-4),
        ["flat"] = (x => x * x * x * x, 0, 0),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_derivative_lies_within_the_error(string name)
    {
        (Func<double, double> value, double at, double derivative) = Functions[name];
        Argument<double[]> x = new("x", [at], ArgumentRole.Read);
        CheckedFunction function = new([x], () => value(x.Value[0]));
        double scale = at == 0 ? 1 : at;
        double[] start = function.AtStart()!;
        Direction direction = new([new Component(x.Values[0], 0, 1, derivative)], scale);
        double[] noise = Noise.Of(function, [direction], start, Precision.Double);

        Estimate estimate = new StepLadder(function, [1], noise, start).Along(direction, 0.25, 4, 14);

        Assert.InRange(Math.Abs(estimate.Value - derivative), 0, estimate.Error);
        Assert.InRange(estimate.Error, 0, 1e-5 * Math.Max(Math.Abs(derivative), 1e-3));
    }
}
