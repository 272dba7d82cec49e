namespace Corpus;

// Ranges and copies of arrays where they are used, choices among several spans, indices that are no ints.
public static partial class NamelessElements
{
    private static double Sum(double[] v)
    {
        double s = 0;
        foreach (double e in v)
            s += e * e;
        return s;
    }

    [Differentiable]
    public static double OfRange(double[] a, double x) => a.Length < 2 ? x : Sum(a[1..]) * x + Sum(a[..^1]);

    [Differentiable]
    public static double OverRange(double[] a, double x)
    {
        double s = x;
        foreach (double v in a[(a.Length / 2)..])
            s += v * v * s;
        return s;
    }

    // writes: a
    // size n: 1, 4
    [Differentiable]
    public static double OverCopy(double[] a, double x)
    {
        double s = x;
        foreach (double v in (double[])a.Clone())
        {
            s += v * v * s;
            a[0] *= 2;
        }
        return s;
    }

    private static double[] Made(double x, int n)
    {
        double[] made = new double[n + 1];
        for (int i = 0; i < made.Length; i++)
            made[i] = x * i;
        return made;
    }

    // size n: 0, 1, 3
    [Differentiable]
    public static double OverNew(double x, double y, int n)
    {
        double s = x;
        for (int i = 0; i < n; i++)
        {
            foreach (double v in new double[] { x * s, y, s })
                s = Math.Sin(s + v * v);
            foreach (double[] row in new double[][] { new double[] { x, s }, [s, y, x] })
            {
                foreach (double v in row)
                    s = Math.Sin(s + v * v);
            }
        }
        foreach (double v in Made(x, n))
            s += v * s;
        foreach (int k in new int[] { 1, 2, n })
            s *= k * x;
        return s;
    }

    // set: k = m
    // size m: 0, 1, 2
    // size n: 1, 4
    [Differentiable]
    public static double OfThree(double[] a, double[] b, double[] c, int k, int m, double x)
    {
        ReadOnlySpan<double> f = k == 0 ? a : k == 1 ? b : c;
        double s = 0;
        for (int i = 0; i < f.Length; i++)
            s += f[i] * x * f[0];
        return s;
    }

    // writes: a, b, c
    // size m: 0, 1, 2
    // size n: 1, 4
    [Differentiable]
    public static double OneOfThree(Span<double> a, Span<double> b, Span<double> c, int m, double x)
    {
        Span<double> f = m == 0 ? a : m > 1 && x > 0 ? b : c;
        for (int i = 0; i < f.Length; i++)
            f[i] *= x * f[0];
        return f[0];
    }

    // writes: a
    // set: u = 0
    // size n: 1, 4
    [Differentiable]
    public static double WideIndices(double[] a, int n, long u)
    {
        double s = 0;
        for (long i = n - 1; i >= 0; i--)
        {
            s += a[i] * a[u];
            a[i] *= s;
        }
        uint k = 0;
        while (k < (uint)n)
        {
            a[k] *= s;
            k++;
        }
        return s * a[0];
    }
}

public abstract class Weighing
{
    public double V;

    public abstract double At(double x);

    public virtual double Loss(double x) => At(x) * V;
}

// A method of a base class calls one that is overridden here.
public partial class Templates : Weighing
{
    public double L;

    public override double At(double x) => x * L;

    public override double Loss(double x) => base.Loss(x) + L;

    [Differentiable]
    public double Own(double x) => Loss(x) * base.V;

    [Differentiable]
    public double OfBase(double x) => base.Loss(x) * base.Loss(2 * x);
}
