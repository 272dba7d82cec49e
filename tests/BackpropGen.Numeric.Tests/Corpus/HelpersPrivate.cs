namespace Corpus;

/// <summary>Not partial: the derivatives stand in a class of their own.</summary>
internal static class HelperLibrary
{
    private const double Slope = 0.3;

    public static double Bend(double x, double y)
    {
        double s = x * y;
        s = s * Math.Sin(s) + Slope;
        return Square(s) * y;
    }

    public static void Update(ReadOnlySpan<double> w, Span<double> h)
    {
        for (int i = 0; i < h.Length; i++)
            h[i] = Math.Tanh(w[i] * h[i] * h[i]);
    }

    public static double Total(double[] x)
    {
        double sum = 0;
        foreach (double v in x)
            sum += Bend(v, sum + 0.5);
        return sum;
    }

    public static double Square(double x) => x * x;

    internal static void Moments(ReadOnlySpan<double> x, out double mean, ref double energy)
    {
        mean = 0;
        for (int i = 0; i < x.Length; i++)
        {
            mean += x[i];
            energy = Math.Sin(energy + x[i] * x[i]);
        }
        if (x.Length > 0)
            mean /= x.Length;
    }
}

public static partial class HelpersPrivate
{
    // size n: 1
    [Differentiable]
    public static double Tiny(double x) => Half(x) * Half(x * x);

    private static double Half(double x) => x / 2;

    // size n: 1
    [Differentiable]
    public static double Foreign(double x, double y)
    {
        double b = HelperLibrary.Bend(x, y);
        return b * HelperLibrary.Bend(y, b);
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double ForeignTotal(double[] x)
    {
        double t = HelperLibrary.Total(x);
        return t * t * HelperLibrary.Square(t);
    }

    private static double Plain(double x) => x * x;

    // size n: 1
    [Differentiable]
    public static double CallsPlainMethod(double x) => Plain(x) + x;

    private static void Smooth(Span<double> y, double rate)
    {
        for (int i = 1; i < y.Length; i++)
            y[i] = y[i] * y[i - 1] * rate;
    }

    // size n: 0, 1, 4
    // writes: y
    [Differentiable]
    public static double OverwritesWhatWasUsed(Span<double> y, double rate)
    {
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
            sum += y[i] * y[i];
        Smooth(y, rate * sum);
        for (int i = 0; i < y.Length; i++)
            sum += y[i] * y[i] * sum;
        Smooth(y, sum);
        return sum;
    }

    // size n: 0, 1, 4
    // set: steps = 3
    // writes: h
    [Differentiable]
    public static double InLoopsAndBranches(ReadOnlySpan<double> w, Span<double> h, int steps)
    {
        double energy = 0.2;
        double sum = 0;
        for (int t = 0; t < steps; t++)
        {
            HelperLibrary.Update(w, h);
            HelperLibrary.Moments(h, out double mean, ref energy);
            if (mean > 0)
                Smooth(h, mean);
            else
                sum += HelperLibrary.Bend(mean, energy);
            sum += mean * energy;
        }
        return sum;
    }

    private static int Place(int row, int column, int columns) => row * columns + column;

    private static bool IsInner(ReadOnlySpan<double> x, int i) => i > 0 && i + 1 < x.Length && x[i] > -2;

    // size n: 1, 3
    // size m: 2
    // lengths: a = n * m, x = m
    [Differentiable]
    public static double Indexed(ReadOnlySpan<double> a, ReadOnlySpan<double> x, int n, int m)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < m; j++)
            {
                double v = a[Place(i, j, m)];
                sum += v * v * x[j];
                if (IsInner(a, Place(i, j, m)))
                    sum *= 1.1;
            }
        }
        return sum;
    }

    private static double Chained(ReadOnlySpan<double> x, int depth)
    {
        Span<double> local = stackalloc double[x.Length];
        for (int i = 0; i < x.Length; i++)
            local[i] = x[i] * x[i] + depth;
        Smooth(local, 0.5);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += local[i] * x[i];
        return sum;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double WithStorage(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int k = 0; k < 3; k++)
            sum = Math.Sin(sum + Chained(x, k)) * Chained(x.Slice(x.Length / 2), k);
        return sum;
    }

    // Same names as generated ones would have.
    private static double Clash(double x)
    {
        double y = x * x;
        return y * Math.Sin(y);
    }

    private static double Clash(double x, double scale)
    {
        double y = x * scale;
        return y * Math.Cos(y);
    }

    private static double ClashForward(double x) => x;

    // size n: 1
    [Differentiable]
    public static double Clashing(double x) => Clash(x) * Clash(x, 2) * ClashForward(x);

    // size n: 1
    [Differentiable]
    public static float Single(float x)
    {
        float y = Root(x * x);
        return y * x;
    }

    private static float Root(float x)
    {
        float y = x + 1;
        for (int i = 0; i < 3; i++)
            y = (y + x / y) / 2;
        return y;
    }

    public static class Inside
    {
        internal static double Deep(double x)
        {
            double y = Math.Exp(x);
            return y * y + HelperLibrary.Square(x);
        }
    }

    // size n: 1
    [Differentiable]
    public static double OfNested(double x) => Inside.Deep(x) * Inside.Deep(2 * x);
}

public static partial class OtherCallers
{
    // size n: 1
    [Differentiable]
    public static double AlsoForeign(double x) => HelperLibrary.Bend(x, x) * HelpersPrivate.Inside.Deep(x);
}
