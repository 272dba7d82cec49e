using System.Linq;

namespace Corpus;

/// <summary>New elements that begin as those of others, and new elements as arguments.</summary>
public static partial class Copies
{
    // size n: 1, 3
    // writes: y
    [Differentiable]
    public static double Kept(double[] x, Span<double> y)
    {
        double[] a = (double[])x.Clone();
        double[] b = y.ToArray();
        double[] c = x.ToArray();
        for (int i = 0; i < a.Length; i++)
        {
            a[i] *= y[i];
            y[i] = a[i] * b[i] + c[i];
            c[i] = a[i] * y[i];
        }
        return a[0] * b[^1] * c[0];
    }

    // size n: 2, 5
    // lengths: x = n
    [Differentiable]
    public static double Ranges(double[] x, int from)
    {
        from %= 2;
        double[] middle = x[1..^1];
        var rest = x[from..];
        Range last = ^2..;
        double[] end = x[last];
        double sum = 0;
        for (int i = 0; i < middle.Length; i++)
            middle[i] *= x[i];
        foreach (double v in middle)
            sum += v * v;
        for (int i = 0; i < rest.Length; i++)
        {
            rest[i] += sum;
            sum += rest[i] * 0.1;
        }
        return sum * end[0] * end[1] + rest[0];
    }

    // size n: 0, 1, 3
    // writes: x
    [Differentiable]
    public static double Spread(double[] x, ReadOnlySpan<double> z, double y)
    {
        Span<double> all = [y, .. x, y * y, .. z];
        double[] same = [.. x];
        for (int i = 0; i < x.Length; i++)
            x[i] = all[i] * all[i + 1] + same[i];
        all[0] = all[^1] * all[1];
        return all[0] + Sum(all) * Sum(same);
    }

    // What stands behind the last spread is evaluated when that has been copied.
    // size n: 1, 3
    // writes: x
    [Differentiable]
    public static double SpreadBeforeEffects(double[] x, double y)
    {
        double[] c = [y, 1];
        double[] d = [.. c, c[0] *= 2, c[0]];
        Span<double> e = [y, .. x, Raised(x, y), x[0]];
        double[] f = [y *= 2, .. x, y, .. d, x[^1] = y, y = x[0] * d[0], y];
        return Sum(d) + Sum(e) * Sum(f) + Sum([.. x, x[0] += 2]) * y;
    }

    private static double Raised(double[] x, double y)
    {
        x[0] *= y;
        return x[0] + 1;
    }

    // size n: 0, 1, 3
    [Differentiable]
    public static double Arguments(double[] x, double y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += Sum([y, x[i], sum * y]) * Sum(new[] { x[i], 2 * y });
        return sum + Mean(y, sum * y, 3) * MeanOf(y, 1, sum) + Mean() + Product(new double[] { y, sum });
    }

    // size n: 1, 4
    // writes: y
    [Differentiable]
    public static double OnTheStack(Span<double> y, double x)
    {
        x *= Filled(stackalloc double[3], x);
        Bump(stackalloc[] { x, 2 * x }, ref y[0]);
        if (x > 0)
            Bump(Same(stackalloc double[y.Length]), ref x);
        Same(Same(stackalloc double[1]))[0] = x;
        return x * y[^1];
    }

    private static double Filled(Span<double> t, double x)
    {
        t.Fill(x);
        t[^1] += 1;
        return t[0] * t[1] * t[^1];
    }

    private static Span<double> Same(Span<double> t) => t;

    private static void Bump(Span<double> t, ref double x) => x = x * (1 + t.Length) + x * t[^1];

    // size n: 1, 3
    // writes: y
    [Differentiable]
    public static double InBranches(double[] x, Span<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] > 0 && Sum(x[..1]) > 0.1 ? Scaled(x.ToArray(), y[i]) : Sum((double[])x.Clone());
            y[i] *= sum;
        }
        return sum;
    }

    private static double Scaled(Span<double> v, double by)
    {
        double sum = 0;
        for (int i = 0; i < v.Length; i++)
        {
            v[i] *= by;
            sum += v[i] * v[i];
        }
        return sum;
    }

    [Differentiable]
    public static double Product(ReadOnlySpan<double> v)
    {
        double product = 1;
        foreach (double each in v)
            product *= each;
        return product;
    }

    private static double Sum(ReadOnlySpan<double> v)
    {
        double sum = 0;
        foreach (double each in v)
            sum += Math.Sin(each);
        return sum;
    }

    private static double Mean(params double[] v)
    {
        double sum = 0;
        foreach (double each in v)
            sum += each * each;
        return sum / (v.Length + 1);
    }

    private static double MeanOf(params ReadOnlySpan<double> v) => v.Length > 2 ? v[0] * v[1] + v[2] : 0;

    // size n: 0, 1, 3
    // writes: x
    [Differentiable]
    public static float ByReference(Span<float> x, ReadOnlySpan<float> z)
    {
        float sum = 0;
        foreach (ref float each in x)
        {
            each = each * each + sum;
            sum += each;
            Halve(ref each);
        }
        foreach (ref readonly float each in z)
            sum += each * each * sum;
        return sum;
    }

    private static void Halve(ref float v) => v /= 2;

    // lengths: a = n * n
    // size n: 1, 3
    // writes: a
    [Differentiable]
    public static double Grid(double[,] a, double x)
    {
        double[,] b = (double[,])a.Clone();
        double sum = x;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                a[i, j] *= b[i, j] * x;
                b[i, j] += a[i, j] * sum;
                sum += b[i, j];
            }
        }
        double[,] c = (double[,])b.Clone();
        b[0, 0] = 0;
        return sum * c[0, 0];
    }

    // lengths: a = 6 * n
    // size n: 1, 3
    [Differentiable]
    public static double Cube(double[,,] a)
    {
        double[,,] b = (double[,,])a.Clone();
        double sum = 0;
        foreach (double v in b)
            sum += v * v;
        b[0, 0, 0] *= sum;
        return b[0, 0, 0] * a[0, 0, 0];
    }
}
