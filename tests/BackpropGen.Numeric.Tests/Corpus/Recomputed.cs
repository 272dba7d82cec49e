namespace Corpus;

// Methods that are computed again in the backward pass.
public static partial class Recomputed
{
    // size n: 0, 1, 5
    [Differentiable, Recompute]
    public static double Reading(ReadOnlySpan<double> x, double a)
    {
        double y = a;
        for (int i = 0; i < x.Length; i++)
            y = Math.Sin(y * x[i]) + y * y * 0.1;
        return y * a;
    }

    // size n: 0, 1, 5
    // writes: h
    [Differentiable, Recompute]
    public static double Step(ReadOnlySpan<double> w, Span<double> h, in double rate)
    {
        double norm = 0;
        for (int i = 0; i < h.Length; i++)
        {
            h[i] = Math.Tanh(w[i] * h[i] + rate * h[h.Length - 1 - i]);
            norm += h[i] * h[i];
        }
        return norm;
    }

    // size n: 1, 4
    // set: steps = 2 * seed
    [Differentiable]
    public static double Loop(ReadOnlySpan<double> w, double rate, int steps)
    {
        Span<double> h = new double[w.Length];
        h.Fill(rate);
        double sum = 0;
        for (int t = 0; t < steps; t++)
            sum += Step(w, h, rate) * (t + 1);
        return sum + Reading(h, rate);
    }

    [Differentiable, Recompute]
    public static double ByReference(double x, ref double y, out double z)
    {
        z = Math.Exp(x * y);
        y = y * z * x;
        return y + z * z;
    }

    [Differentiable]
    public static double CallsByReference(double x, double y)
    {
        double sum = ByReference(x, ref y, out double z);
        sum *= ByReference(z * 0.1, ref y, out double u);
        return sum * u + y;
    }

    // What it reads is overwritten after the call.
    // size n: 1, 4
    [Differentiable]
    public static double Overwritten(ReadOnlySpan<double> x, double a)
    {
        Span<double> h = new double[x.Length];
        x.CopyTo(h);
        double sum = 0;
        for (int t = 0; t < 3; t++)
        {
            sum += Reading(h, a + sum);
            h[t % h.Length] *= Math.Cos(sum);
        }
        return sum;
    }

    // It has storage of its own, and calls what has.
    // size n: 0, 1, 5
    [Differentiable, Recompute]
    public static double Allocating(ReadOnlySpan<double> x, double a)
    {
        Span<double> t = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            t[i] = Math.Exp(a * x[i]);
        double sum = 1;
        foreach (double v in t)
            sum += v * v * sum * 0.01;
        return sum;
    }

    // size n: 1, 4
    [Differentiable, Recompute]
    public static double Nested(ReadOnlySpan<double> x, double a)
    {
        double sum = 0;
        for (int i = 0; i < 3; i++)
            sum += Allocating(x, a * (i + 1)) * sum + Helper(a, i);
        return sum * a;
    }

    [Recompute]
    private static double Helper(double u, int k)
    {
        for (int i = 0; i <= k; i++)
            u = Math.Cos(u) * u + 0.2;
        return u;
    }

    [Differentiable, Recompute]
    public static double Recursive(double x, int depth) => depth <= 0 ? x : Math.Sin(Recursive(x * 0.9, depth - 1) * x);
}

public partial class RecomputedModel
{
    public double[] W = [];
    public double Bias;

    // size n: 0, 1, 4
    // lengths: this.W = n, x = n
    [Differentiable, Recompute]
    public double Unit(ReadOnlySpan<double> x)
    {
        double z = Bias;
        for (int i = 0; i < W.Length; i++)
            z = Math.Sin(z + W[i] * x[i]);
        return z * z;
    }
}
