using System.Numerics;

namespace Corpus;

// Methods over type parameters, called with numbers.
public static partial class Generics
{
    [Differentiable]
    public static T Swish<T>(T x, T beta)
        where T : IFloatingPointIeee754<T> => x / (T.One + T.Exp(-beta * x));

    // size n: 0, 1, 5
    // domain: floor in [0.1, 1]
    [Differentiable]
    public static T Norm<T>(ReadOnlySpan<T> x, T floor)
        where T : IFloatingPointIeee754<T>
    {
        T sum = floor;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i] * T.CreateChecked(i + 1);
            if (sum > T.CreateChecked(2.5))
                sum = T.Sqrt(sum) * T.Pi;
        }
        return T.Max(sum, T.Abs(floor)) * T.CreateChecked(0.5);
    }

    // size n: 0, 1, 4
    // writes: y
    [Differentiable]
    public static void Scale<T>(Span<T> y, T by, ref T last)
        where T : struct, IFloatingPointIeee754<T>
    {
        Span<T> old = new T[y.Length];
        y.CopyTo(old);
        for (int i = 0; i < y.Length; i++)
        {
            y[i] *= by * old[y.Length - 1 - i] - T.Sin(y[i]);
            last = T.Cos(last + y[i]);
        }
        y[..(y.Length / 2)].Fill(last * by);
    }

    // Only arithmetic: the narrower interface suffices.
    // size n: 0, 1, 4
    [Differentiable]
    public static T Horner<T>(T[] c, T x)
        where T : INumber<T>
    {
        T sum = T.Zero;
        for (int i = c.Length - 1; i >= 0; i--)
            sum = x > T.One ? sum * x - c[i] : sum * x + c[i];
        T twice = sum + sum;
        twice++;
        return -twice / (T.One + x * x);
    }

    // A helper, and a while loop that nobody knows the length of.
    // domain: x in [0.3, 3]
    // set: n = seed
    [Differentiable]
    public static T Reduced<T>(T x, int n)
        where T : IFloatingPointIeee754<T>
    {
        T y = x;
        while (T.Abs(y) > T.CreateChecked(0.25))
            y = Halved(y, x);
        return n > 0 ? y * Reduced(x * T.CreateChecked(0.9), n - 1) : y;
    }

    private static T Halved<T>(T u, T x)
        where T : IFloatingPointIeee754<T>
    {
        T half = u / T.CreateChecked(2);
        return half * T.Tanh(x * x + T.One);
    }

    // A constant of another class, which keeps it for itself.
    [Differentiable]
    public static double ThroughOther(double x) => GenericShares.Shared(x) * x;

    [Differentiable]
    public static double OfDouble(double x, double b) => Swish(x, b) * Swish<double>(b, x * x);

    // size n: 0, 1, 5
    // domain: f in [0.1, 1]
    [Differentiable]
    public static double NormOfDouble(double[] x, double f) => Norm<double>(x, f) * Norm<double>(x.AsSpan(x.Length / 2), f * f);

    // size n: 0, 1, 5
    // domain: f in [0.1, 1]
    [Differentiable]
    public static float NormOfSingle(ReadOnlySpan<float> x, float f) => Norm(x, f) * f;

    // size n: 0, 1, 4
    // writes: y
    [Differentiable]
    public static double Scaled(Span<double> y, double by, double last)
    {
        Scale(y, by, ref last);
        Scale(y, last, ref by);
        return last * by;
    }

    // size n: 1, 3
    [Differentiable]
    public static double Polynomial(double[] c, double x) => Horner(c, x) * Horner(c, x * x);

    // domain: x in [0.3, 3]
    // set: n = seed
    [Differentiable]
    public static double Recursive(double x, int n) => Reduced(x, n) * x;
}

public partial class GenericLayer<T>
    where T : IFloatingPointIeee754<T>
{
    public T[] W = [];
    public T Bias = T.Zero;

    // size n: 0, 1, 4
    // lengths: this.W = n, x = n
    [Differentiable]
    public T Unit(ReadOnlySpan<T> x)
    {
        T z = Bias;
        for (int i = 0; i < W.Length; i++)
            z += W[i] * x[i];
        return T.Tanh(z);
    }
}

public partial class GenericNetwork
{
    public GenericLayer<double> First = new();

    // size n: 0, 1, 4
    // lengths: this.First.W = n, x = n
    [Differentiable]
    public double Loss(ReadOnlySpan<double> x, double target)
    {
        double e = First.Unit(x) - target;
        return e * e;
    }
}

public static class GenericShares
{
    private const double Share = 0.375;

    public static T Shared<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Sin(x * T.CreateChecked(Share)) + T.CreateChecked(Share + 1);
}
