using Xunit;

namespace BackpropGen.Testing.Tests;

/// <summary>Where a method of single precision has a twin in doubles, the twin settles what its own differences cannot.</summary>
public sealed class DoubleTests
{
    private static readonly float[] W = [0.5f, -0.25f, 3e-3f];

    [Theory]
    [InlineData(1f, false, GradientVerdict.Agrees)]
    [InlineData(1f, true, GradientVerdict.Agrees)]
    [InlineData(1.003f, true, GradientVerdict.Disagrees)]
    public void A_factor_near_1_is_found(float factor, bool withDouble, GradientVerdict expected)
    {
        GradientReport report = Check(factor, withDouble);
        Assert.Contains(report.Entries, entry => entry.Verdict == expected);
        Assert.Equal(expected == GradientVerdict.Agrees, report.Passed);
        if (withDouble && factor == 1)
            Assert.All(report.Entries, entry => Assert.Equal(GradientVerdict.Agrees, entry.Verdict));
    }

    [Fact]
    public void Without_doubles_it_is_open() => Assert.NotEqual(0, Check(1.003f, withDouble: false).Count(GradientVerdict.Inconclusive));

    [Fact]
    public void What_rounding_makes_another_function_is_not_called_wrong()
    {
        // 1 - s is 0 in single precision, and so is the gradient.
        var check = new GradientCheck("Saturated");
        Argument<float> x = check.Argument("x", 20f);
        check.WithDouble(() =>
        {
            double rest = 1 - 1 / (1 + Math.Exp(-x.AsDouble<double>().Value));
            return rest * rest;
        });
        GradientReport report = check.Run(() => Rest(x.Value) * Rest(x.Value), dResult => x.Gradient += 2 * dResult * Rest(x.Value) * -(1 - Rest(x.Value)) * Rest(x.Value));
        Assert.True(report.Passed, report.ToString());

        static float Rest(float x) => 1 - 1 / (1 + MathF.Exp(-x));
    }

    [Fact]
    public void Arrays_of_any_shape_are_doubled()
    {
        var check = new GradientCheck("Shapes");
        Argument<float[,]> grid = check.Argument("grid", new float[,] { { 1, 2 }, { 3, 4 } });
        Argument<float[][]> rows = check.Argument("rows", new float[][] { [5], [], [6, 7] });
        Argument<int[]> at = check.Data("at", new[] { 1 });
        Assert.Equal(new double[,] { { 1, 2 }, { 3, 4 } }, grid.AsDouble<double[,]>().Value);
        Assert.Equal([[5.0], [], [6.0, 7.0]], rows.AsDouble<double[][]>().Value);
        Assert.Equal([1], at.AsDouble<int[]>().Value);
    }

    /// <summary>The sum of squares of differences, whose values are large beside their changes.</summary>
    private static GradientReport Check(float factor, bool withDouble)
    {
        var check = new GradientCheck("Offset");
        Argument<float[]> w = check.Argument("w", W);
        if (withDouble)
            check.WithDouble(() => w.AsDouble<double[]>().Value.Sum(value => 300 + value * value));
        return check.Run(
            () =>
            {
                float sum = 0;
                foreach (float value in w.Value)
                    sum += 300 + value * value;
                return sum;
            },
            dResult =>
            {
                for (int i = 0; i < w.Value.Length; i++)
                    w.Gradient[i] += factor * 2 * w.Value[i] * dResult;
            });
    }
}
