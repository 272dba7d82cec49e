using System.Numerics;
using Xunit;

namespace BackpropGen.Runtime.Tests;

/// <summary>What holds of every function: central differences at generic points, and the conventions on a grid of special operands.</summary>
public class VjpGridTests
{
    [Fact]
    public void Generic_points_agree_with_central_differences()
    {
        Random random = new(7);
        foreach (VjpCase<double> item in VjpCase<double>.All())
        {
            int compared = 0;
            for (int run = 0; run < 300; run++)
            {
                double[] x = new double[item.Arity];
                for (int i = 0; i < x.Length; i++)
                    x[i] = item.Low + (item.High - item.Low) * random.NextDouble();
                if (item.Arity == 3 && x[1] > x[2])
                    (x[1], x[2]) = (x[2], x[1]);

                double fine = Difference(item, x, 1e-6);
                double coarse = Difference(item, x, 4e-6);
                // Next to a kink, a jump or a pole the differences themselves disagree.
                if (!(Math.Abs(fine - coarse) <= 1e-5 * (1 + Math.Abs(fine))))
                    continue;

                compared++;
                double actual = item.Cotangent(x, 1.75);
                Assert.True(
                    Math.Abs(1.75 * fine - actual) <= 1e-5 * (1 + Math.Abs(fine)),
                    $"{item.Name}({string.Join(", ", x)}): {actual}, by differences {1.75 * fine}");
            }

            Assert.True(compared > 250, $"{item.Name}: {compared}");
        }
    }

    [Fact]
    public void Single_precision_agrees_with_double_precision()
    {
        Random random = new(8);
        foreach ((VjpCase<float> single, VjpCase<double> @double) in VjpCase<float>.All().Zip(VjpCase<double>.All()))
        {
            for (int run = 0; run < 300; run++)
            {
                float[] x = new float[single.Arity];
                for (int i = 0; i < x.Length; i++)
                    x[i] = (float)(single.Low + (single.High - single.Low) * random.NextDouble());

                double expected = @double.Cotangent(Array.ConvertAll(x, value => (double)value), 1.75);
                float actual = single.Cotangent(x, 1.75f);
                Assert.True(Math.Abs(expected - actual) <= 4e-6 * (1 + Math.Abs(expected)), $"{single.Name}({string.Join(", ", x)}): {actual}, {expected}");
            }
        }
    }

    [Fact]
    public void A_zero_cotangent_gives_exactly_zero()
    {
        ZeroGivesZero<double>();
        ZeroGivesZero<float>();
    }

    [Fact]
    public void NaN_operands_give_NaN()
    {
        NaNGivesNaN<double>();
        NaNGivesNaN<float>();
    }

    [Fact]
    public void Finite_slopes_are_never_NaN_within_the_domain()
    {
        NoStrayNaN<double>();
        NoStrayNaN<float>();
    }

    private static double Difference(VjpCase<double> item, double[] x, double step)
    {
        double[] up = [.. x];
        double[] down = [.. x];
        up[item.Operand] += step;
        down[item.Operand] -= step;
        return (item.Function(up) - item.Function(down)) / (up[item.Operand] - down[item.Operand]);
    }

    private static void ZeroGivesZero<T>() where T : IFloatingPointIeee754<T>
    {
        foreach (VjpCase<T> item in VjpCase<T>.All())
        {
            foreach (T[] x in Grid<T>(item.Arity))
            {
                Assert.True(item.Cotangent(x, T.Zero) == T.Zero, $"{item.Name}({string.Join(", ", x)})");
                Assert.True(item.Cotangent(x, T.NegativeZero) == T.Zero, $"{item.Name}({string.Join(", ", x)})");
            }
        }
    }

    private static void NaNGivesNaN<T>() where T : IFloatingPointIeee754<T>
    {
        foreach (VjpCase<T> item in VjpCase<T>.All().Where(item => !item.NaNIsMissing))
        {
            foreach (T[] x in Grid<T>(item.Arity).Where(x => x.Any(T.IsNaN)))
            {
                // Hypot sees its other operand through the result only: infinity, if the one is infinite and the other NaN.
                bool isHidden = item.Name == "Hypot" && !T.IsNaN(x[0]) && T.IsInfinity(x[0]);
                Assert.True(isHidden || T.IsNaN(item.Cotangent(x, T.One)), $"{item.Name}({string.Join(", ", x)})");
            }
        }
    }

    private static void NoStrayNaN<T>() where T : IFloatingPointIeee754<T>
    {
        foreach (VjpCase<T> item in VjpCase<T>.All())
        {
            foreach (T[] x in Grid<T>(item.Arity).Where(x => !x.Any(T.IsNaN) && T.IsFinite(item.Function(x))))
            {
                // The logarithm of a negative base: the power exists for whole exponents only.
                bool isOutside = item.Name == "PowExponent" && x[0] < T.Zero;
                Assert.True(T.IsNaN(item.Cotangent(x, T.One)) == isOutside, $"{item.Name}({string.Join(", ", x)})");
            }
        }
    }

    private static IEnumerable<T[]> Grid<T>(int arity) where T : IFloatingPointIeee754<T>
    {
        T[] values =
        [
            T.Zero, T.NegativeZero, T.One, T.NegativeOne, T.Epsilon, -T.Epsilon, T.CreateChecked(0.5), T.CreateChecked(-2), T.CreateChecked(3),
            T.CreateChecked(1e-38), T.CreateChecked(1e38), T.CreateChecked(-1e38),
            T.PositiveInfinity, T.NegativeInfinity, T.NaN, T.BitDecrement(T.PositiveInfinity), T.BitIncrement(T.NegativeInfinity),
        ];
        IEnumerable<T[]> grid = [[]];
        for (int i = 0; i < arity; i++)
            grid = grid.SelectMany(head => values.Select(value => (T[])[.. head, value]));
        return grid;
    }
}
