using Xunit;

namespace BackpropGen.Tests.Misuse;

/// <summary>A method whose forward and backward methods are the user's own, and use the tape.</summary>
public static partial class CustomPower
{
    [Differentiable]
    public static double Cube(double x)
    {
        double y = x;
        for (int i = 0; i < 2; i++)
            y *= x;
        return y;
    }

    [CustomBackward(nameof(SixthBackward), Forward = nameof(SixthForward))]
    public static double Sixth(double x) => Math.Pow(x, 6);

    private static double SixthForward(double x, Tape tape)
    {
        double cube = CubeForward(x, tape);
        return cube * cube;
    }

    private static void SixthBackward(double x, Tape tape, double dResult, ref double dX)
    {
        double cube = x * x * x;
        CubeBackward(x, tape, 2 * cube * dResult, ref dX);
    }

    [Differentiable]
    public static double Product(ReadOnlySpan<double> x, double a)
    {
        double product = a;
        for (int i = 0; i < x.Length; i++)
            product *= Sixth(x[i] * a);
        return product;
    }
}

public sealed class CustomTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void What_a_custom_forward_records_its_backward_takes_off(int length)
    {
        var tape = new Tape();
        double[] x = [.. new[] { 0.9, -1.1, 1.2 }.Take(length)];
        double[] dX = [.. x.Select(_ => 1.0)];
        double a = 1.05;
        double dA = 1;

        double value = CustomPower.ProductForward(x, a, tape);
        CustomPower.ProductBackward(x, a, tape, 2, dX, ref dA);

        double expected = x.Aggregate(a, (product, v) => product * Math.Pow(v * a, 6));
        Assert.Equal(expected, value, 1e-12);
        Assert.Equal(1 + 2 * expected * (1 + 6 * length) / a, dA, 1e-12 * Math.Abs(dA) + 1e-12);
        Assert.All(x.Zip(dX), pair => Assert.Equal(1 + 2 * 6 * expected / pair.First, pair.Second, 1e-11));
        Assert.Equal(0, tape.BytesInUse);
        Assert.Equal(0, tape.Count);
    }
}
