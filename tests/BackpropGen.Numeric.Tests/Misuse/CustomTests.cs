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

public sealed partial class CustomTests
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

    private static double Apply(Func<double, double> f, double x) => f(x);

    [CustomBackward(nameof(FloorBackward))]
    private static double Floor(double x) => Math.Floor(x);

    private static void FloorBackward(double x, double dResult, ref double dX) => dX += dResult;

    [Differentiable]
    private static double Delegated(double x)
    {
        Func<double, double> f = Floor;
        return 2 * f(x) + 3 * Apply(Floor, x) + 5 * Apply(v => Floor(v), x);
    }

    private delegate void Mixer(ref double x, in double y, ReadOnlySpan<double> z, Span<double> w);

    private static void Run(Mixer mixer, ref double x, double y, ReadOnlySpan<double> z, Span<double> w) => mixer(ref x, in y, z, w);

    [CustomBackward(nameof(MixBackward))]
    private static void Mix(ref double x, in double y, ReadOnlySpan<double> z, Span<double> w)
    {
        x = Math.Round(x * y);
        w[0] = z[0];
    }

    // Nothing that could be right by chance.
    private static void MixBackward(in double y, ReadOnlySpan<double> z, ref double dX, ref double dY, Span<double> dZ, Span<double> dW)
    {
        dY += 3 * dX + y;
        dX *= 5;
        dZ[0] += 7 * dW[0] + z[0];
        dW[0] = 11;
    }

    [CustomBackward(nameof(SplitBackward))]
    private static void Split(double a, out double s) => s = Math.Floor(a);

    private static void SplitBackward(double a, ref double dA, double dS) => dA += 3 * dS + a;

    private delegate void Splitter(double a, out double s);

    [Differentiable]
    private static double Overwritten(double x, Span<double> w)
    {
        Splitter f = Split;
        f(x, out x);
        f(x, out w[0]);
        f(w[0], out double y);
        return y;
    }

    [Differentiable]
    private static double Mixed(double x, double y, ReadOnlySpan<double> z, Span<double> w)
    {
        Run(Mix, ref x, y, z, w);
        return x;
    }

    // The derivative of the floor itself is zero.
    [Fact]
    public void Delegates_have_the_backward_methods_of_what_they_call()
    {
        double dX = 1;
        Assert.Equal(10, DelegatedGradient(1.7, ref dX));
        Assert.Equal(1 + 2 + 3 + 5, dX);

        // Each step is 3 times the cotangent, and its argument.
        double[] written = [5], dWritten = [7];
        dX = 1;
        Assert.Equal(2, OverwrittenGradient(2.5, written, ref dX, dWritten));
        Assert.Equal((0, 2), (dWritten[0], written[0]));
        Assert.Equal(1 + 3 * (3 * (7 + (3 * 1 + 2)) + 2) + 2.5, dX);

        using var tape = new Tape();
        double[] w = [0], dZ = [1], dW = [2];
        double dY = 1;
        Assert.Equal(6, MixedForward(1.6, 4, [0.5], w, tape));
        Assert.Equal(0.5, w[0]);
        dX = 1;
        MixedBackward(1.6, 4, [0.5], tape, 2, ref dX, ref dY, dZ, dW);
        Assert.Equal((1 + 5 * 2, 1 + 3 * 2 + 4), (dX, dY));
        Assert.Equal((1 + 7 * 2 + 0.5, 11), (dZ[0], dW[0]));
    }
}
