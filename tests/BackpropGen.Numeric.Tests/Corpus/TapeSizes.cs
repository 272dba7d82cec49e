namespace Corpus;

// How much a called method records depends on elements that the caller makes, or writes: nobody can say beforehand.
public static partial class TapeSizes
{
    private static double Clipped(ReadOnlySpan<double> v)
    {
        if (v[^1] > 2)
            return v[0];
        double s = 0;
        for (int i = 0; i < v.Length; i++)
            s = Math.Sin(s + v[i]);
        return s;
    }

    [Differentiable]
    public static double Steered(ReadOnlySpan<int> kinds, ReadOnlySpan<double> v)
    {
        double s = 1;
        for (int i = 0; i < v.Length; i++)
        {
            if (kinds[i] > 1)
                s = Math.Exp(-s * v[i]);
        }
        return s;
    }

    // size n: 1, 3
    [Differentiable]
    public static double OfLocals(double[] x)
    {
        double[] t = new double[x.Length];
        for (int i = 0; i < t.Length; i++)
            t[i] = 3 * x[i];
        return Clipped(t) + Clipped(t.AsSpan(t.Length - 1)) * Clipped([x[0], x[0] * x[0]]);
    }

    // size n: 1, 3
    // writes: x
    [Differentiable]
    public static double InPlace(double[] x)
    {
        for (int i = 0; i < x.Length; i++)
            x[i] *= 3;
        return Clipped(x);
    }

    // lengths: kinds = n
    // size n: 1, 3
    [Differentiable]
    public static double OfArguments(ReadOnlySpan<int> kinds, double[] x) => Clipped(x) * Steered(kinds, x);

    // lengths: kinds = n
    // writes: kinds
    // size n: 1, 3
    [Differentiable]
    public static double OfChanged(Span<int> kinds, double[] x)
    {
        kinds[0] = 2;
        return Steered(kinds, x);
    }

    // A function of constants is not recorded.
    [Differentiable]
    public static double Cumulative(double[] x, double y)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
            s += Math.Tanh(x[i] * y / Math.Sqrt(2.0)) * x[i];
        return s;
    }
}
