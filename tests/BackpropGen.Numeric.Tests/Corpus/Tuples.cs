namespace Corpus;

public struct Polar(double r, double phi)
{
    public double R = r;
    public double Phi = phi;

    public readonly void Deconstruct(out double x, out double y)
    {
        x = R * Math.Cos(Phi);
        y = R * Math.Sin(Phi);
    }
}

public readonly record struct Two(double A, double B);

public static partial class Tuples
{
    // size n: 1
    [Differentiable]
    public static double Swap(double x, double y)
    {
        (x, y) = (y * x, x);
        return x * x * y;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double Fibonacci(double a, double b, ReadOnlySpan<double> x)
    {
        for (int i = 0; i < x.Length; i++)
            (a, b) = (b, a * b + x[i]);
        return a * b;
    }

    // size n: 2, 4
    // writes: y
    [Differentiable]
    public static void SwapElements(Span<double> y)
    {
        int i = 0;
        int j = y.Length - 1;
        (y[i], y[j]) = (y[j] * y[j], y[i] * y[j]);
        (i, y[i]) = (j, y[j] * y[i]);
        (y[i], i) = (y[i] * y[0], 0);
        y[i] *= y[i];
    }

    // size n: 1, 2, 5
    // writes: y
    [Differentiable]
    public static void Sort(Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            for (int j = 0; j + 1 < y.Length - i; j++)
            {
                if (y[j] > y[j + 1])
                    (y[j], y[j + 1]) = (y[j + 1], y[j]);
            }
        }
        for (int i = 0; i < y.Length; i++)
            y[i] *= y[i] * (i + 1);
    }

    // size n: 1
    [Differentiable]
    public static double Named(double x, double y)
    {
        (double Sum, double Product) t = (x + y, x * y);
        t.Sum *= t.Product;
        var copy = t;
        t.Product = copy.Sum * copy.Sum;
        (double, double) u = t;
        return t.Sum * t.Product + copy.Product * u.Item2;
    }

    // size n: 1
    [Differentiable]
    public static double Deconstructed(double x, double y)
    {
        var (a, (b, _)) = (x * y, (y + x, 3.0));
        double c;
        (c, _) = (a * b, 1);
        (a, double d) = (b, a);
        return a * b * c * d * d;
    }

    // size n: 1
    [Differentiable]
    public static double UserDeconstruct(Polar p)
    {
        (double x, double y) = p;
        p.R = x;
        (x, y) = p;
        return x * y + x;
    }

    // size n: 1
    [Differentiable]
    public static double RecordDeconstruct(double x, double y)
    {
        var t = new Two(x * y, y);
        (double a, double b) = t;
        (b, a) = new Two(a * a, b * a);
        return a * b;
    }

    private static (double Mean, double Square) Moments(ReadOnlySpan<double> x)
    {
        double sum = 0;
        double square = 0;
        foreach (double v in x)
        {
            sum += v;
            square += v * v;
        }
        return (sum / x.Length, square / x.Length);
    }

    // size n: 1, 3
    [Differentiable]
    public static double ReturnedTuple(ReadOnlySpan<double> x)
    {
        (double mean, double square) = Moments(x);
        double first = Moments(x[..1]).Square;
        return square - mean * mean * first;
    }

    private static double Norm((double X, double Y) v) => v.X * v.X + v.Y * v.Y;

    // size n: 1
    [Differentiable]
    public static double TupleParameter(double x, double y) => Norm((x, y)) * Norm((X: y, x * x));

    // size n: 1
    [Differentiable]
    public static double Widened(float x, int n)
    {
        (double a, double b) = (x, n);
        (double A, float B) t = (1, x);
        return a * b * t.A * t.B;
    }

    // size n: 1
    [Differentiable]
    public static double Chosen(double x, double y)
    {
        var (a, b) = x > y ? (x * x, y) : (y, x * y);
        (a, b) = a > 1 ? (b, a) : (a * b, b * b);
        return a * b * b;
    }

    // size n: 1
    [Differentiable]
    public static double ThreeCycle(double x, double y, double z)
    {
        (x, y, z) = (y, z, x);
        (x, y, z) = (y * x, z, x * z);
        return x * y * y + z;
    }

    // An element that an earlier target may be gets its old value back.
    // size n: 1, 2, 4
    // writes: y
    [Differentiable]
    public static double OldElements(Span<double> y, double a, int k)
    {
        (y[k % y.Length], y[0]) = (a * a, y[0]);
        (y[^1], y[(k += 1) % y.Length], y[0]) = (y[0] * a, y[^1], y[0]);
        return y[0] * a + y[^1];
    }

    // writes: s
    [Differentiable]
    public static double OldRows(double[][] s, double a, int k)
    {
        if (s.Length == 0 || s[0].Length == 0 || s[^1].Length == 0)
            return a;
        double[] row = s[0];
        (s[^1][0], row[0], a) = (a * a, row[0], a);
        return row[0] * a + s[^1][0];
    }
}
