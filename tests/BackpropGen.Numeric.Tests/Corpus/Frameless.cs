namespace Corpus;

// Helpers of which nothing is recorded: the passes call them as they are.
public static partial class Frameless
{
    private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }

    private static double Twice(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double by)
    {
        double sum = Distance(a, b) * by;
        return sum + Distance(b, a);
    }

    private static void AddTo(Span<double> y, ReadOnlySpan<double> x)
    {
        for (int i = 0; i < y.Length; i++)
            y[i] += 3 * x[i];
    }

    private static T Weighted<T>(ReadOnlySpan<T> w, ReadOnlySpan<T> x)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < w.Length; i++)
            sum += w[i] * x[i];
        return sum;
    }

    // This one keeps what it overwrites.
    private static double Recorded(ReadOnlySpan<double> x)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
            s *= x[i];
        return s;
    }

    private static double Mixed(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double p = Recorded(x);
        return p + Distance(x, y);
    }

    // lengths: centers = m * 2, points = n * 2
    // size n: 1, 3
    // set: k = m
    [Differentiable]
    public static double Clusters(ReadOnlySpan<double> centers, ReadOnlySpan<double> points, int k)
    {
        double total = 0;
        for (int p = 0; p < points.Length / 2; p++)
        {
            double sum = 0;
            for (int c = 0; c < k; c++)
            {
                double d = Distance(points.Slice(2 * p, 2), centers.Slice(2 * c, 2));
                sum += Math.Exp(-d);
            }
            total += Math.Log(sum);
        }
        return total;
    }

    [Differentiable]
    public static double Nested(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double by)
    {
        double d = Twice(a, b, by);
        return d * Twice(b, a, d);
    }

    // writes: y
    [Differentiable]
    public static double InPlace(Span<double> y, ReadOnlySpan<double> x)
    {
        double before = Distance(y, x);
        AddTo(y, x);
        AddTo(y, x);
        return before * Distance(y, x);
    }

    // The argument is another one when the backward pass comes.
    // writes: y
    [Differentiable]
    public static double Overwritten(Span<double> y, ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int t = 0; t < 3; t++)
        {
            double d = Distance(y, x);
            for (int i = 0; i < y.Length; i++)
                y[i] = Math.Sin(y[i] + d);
            s += d * d;
        }
        return s;
    }

    [Differentiable]
    public static double Generic(ReadOnlySpan<double> w, ReadOnlySpan<float> v)
    {
        double a = Weighted(w, w);
        float b = Weighted(v, v);
        return a * b;
    }

    // size n: 1, 3
    [Differentiable]
    public static double BesideRecorded(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double d = Mixed(x, y);
        return d * Mixed(y, x) + Distance(x, y);
    }

    // A local buffer is handed on: it stays on the tape for the backward method.
    // size n: 1, 3
    [Differentiable]
    public static double OfLocals(ReadOnlySpan<double> x)
    {
        double[] t = new double[x.Length];
        for (int i = 0; i < t.Length; i++)
            t[i] = Math.Exp(x[i]);
        double d = Distance(t, x);
        for (int i = 0; i < t.Length; i++)
            t[i] *= d;
        return Distance(x, t);
    }
}

public partial class FramelessLayer
{
    public double[] W = [];
    public double Bias;

    private double Apply(ReadOnlySpan<double> x)
    {
        double sum = Bias;
        for (int i = 0; i < W.Length; i++)
            sum += W[i] * x[i];
        return sum;
    }

    // lengths: this.W = n, x = n
    [Differentiable]
    public double Both(ReadOnlySpan<double> x)
    {
        double first = Apply(x);
        return Math.Tanh(first) * Apply(x);
    }
}
