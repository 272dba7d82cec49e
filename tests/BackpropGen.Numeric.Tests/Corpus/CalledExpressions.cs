namespace Corpus;

/// <summary>Methods of one expression, which is differentiated where they are called: with conditions in it, calls in calls, tables.</summary>
public static partial class CalledExpressions
{
    private static readonly double[] Weights = [0.5, 1.5, -2];

    private static ReadOnlySpan<double> Steps => [0.1, 0.2, 0.7];

    private static double Bent(double v) => v >= 0 ? v : 0.1 * v;

    private static double Clipped(double v) => v > 0 ? v : 0;

    private static double Logistic(double v) => v >= 0 ? 1 / (1 + Math.Exp(-v)) : Math.Exp(v) / (1 + Math.Exp(v));

    private static double Mixed(double a, double b) => a > b ? a - b : a * b;

    private static double Chosen(bool first, double a, double b) => first ? a : b;

    private static double Stepped(double v, int k) => k switch { 0 => v, 1 => v * v, _ => -v };

    private static double Weighted(double v, int k) => v * Weights[k];

    private static double Moved(double v, int k) => v * Steps[k];

    private static double Grown(double v) => v * (v + 1);

    private static double Nested(double v, double w) => v > w ? Grown(Grown(v)) * w : Bent(w);

    [Differentiable]
    internal static double Marked(double v) => v < 0.3 ? v * v : Math.Sin(v);

    private static double Ignored(double v, int k) => k > 1 ? 0.5 : 2;

    [Differentiable]
    public static double OfNothing(double x, int k) => x > 0 ? Ignored(Math.Sin(x), k) : 3;

    [Differentiable]
    public static double OntoItself(double x)
    {
        x = Bent(x);
        return x;
    }

    // writes: z
    [Differentiable]
    public static void Elements(Span<double> z)
    {
        for (int i = 0; i < z.Length; i++)
            z[i] = Clipped(z[i]);
    }

    // writes: z
    [Differentiable]
    public static void Twice(Span<double> z)
    {
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = Marked(z[i]);
            z[i] += Bent(z[i]) * Marked(-z[i]);
        }
    }

    // size n: 1, 3
    // writes: z
    [Differentiable]
    public static double References(double[] z, double x)
    {
        foreach (ref double e in z.AsSpan())
            e = Bent(e - x);
        ref double first = ref z[0];
        first = Math.Max(Marked(first), x);
        return first * x;
    }

    // size n: 3
    [Differentiable]
    public static double Subtracted(double[] a, double x)
    {
        x = a[2] - Mixed(x, a[0]);
        return x;
    }

    [Differentiable]
    public static double ByFlag(double x, double y, bool b)
    {
        x = Chosen(b, x, y);
        y = Chosen(!b, y * x, y);
        return x * y;
    }

    // set: k = seed
    [Differentiable]
    public static double BySwitch(double x, int k)
    {
        x = Stepped(x, k);
        x = Stepped(x, k + 1) * x;
        return x;
    }

    [Differentiable]
    public static double OfDifference(double x, double y)
    {
        x = Bent(y - x) + x;
        return x;
    }

    [Differentiable]
    public static double OfSum(double[] a)
    {
        double sum = 0;
        foreach (double e in a)
            sum = Bent(sum + e);
        return sum;
    }

    // writes: z
    [Differentiable]
    public static void Stable(Span<double> z)
    {
        for (int i = 0; i < z.Length; i++)
            z[i] = Logistic(z[i]);
    }

    // writes: z
    [Differentiable]
    public static double ClearedLater(double[] z)
    {
        double sum = 0;
        for (int i = 0; i < z.Length; i++)
        {
            sum += Mixed(z[i], 1);
            z[i] = 0;
        }
        return sum;
    }

    // lengths: b = n
    // writes: b
    [Differentiable]
    public static double OfWritten(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            b[i] = a[i] * a[i];
            sum += Mixed(b[i], a[i]);
        }
        return sum;
    }

    // writes: z
    [Differentiable]
    public static double InEachOther(double x, double y, Span<double> z)
    {
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = Nested(Nested(z[i], x), Bent(Bent(z[i] - y)));
            x = y > z[i] ? Nested(x, z[i]) * x : Mixed(z[i], x);
        }
        return x;
    }

    /// <summary>Without a local for each step, the derivative would be as long as two to the power of the depth.</summary>
    [Differentiable]
    public static double Deep(double x) => 0.1 * Grown(0.3 * Grown(0.3 * Grown(0.3 * Grown(0.3 * Grown(0.3 * Grown(0.3 * Grown(0.3 * Grown(0.3 * Grown(0.3 * Grown(x))))))))));

    private static double Second(double v, double w) => Math.Log(1.2 + w * w);

    private static double Halved(double v, double w, int k) => k > 1 ? 0.5 * v : Math.Cos(w);

    // writes: z
    [Differentiable]
    public static double OfUnread(double x, int k, Span<double> z)
    {
        for (int i = 0; i < z.Length; i++)
        {
            x += Halved(Math.Cos(Second(Math.Cos(z[i]), x)), x, k);
            z[i] = Second(x, z[i]);
        }
        return x;
    }

    [Differentiable]
    public static double InConditions(double x, double y)
    {
        while (Mixed(x, y) < 3)
        {
            x += 1 + Grown(Mixed(Bent(x), y));
            y = Mixed(y, x) * 0.1;
        }
        return x * y;
    }

    [Differentiable]
    public static double OfTables(double x, double y)
    {
        x *= Moved(x, 1) + Weighted(y, 2);
        return Weighted(x, 0) * y;
    }
}
