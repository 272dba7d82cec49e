namespace Corpus;

// What is beyond the language of today: rejected at the exact expression, or right. There is no third case.
public static partial class Beyond
{
    // size n: 1, 4
    // optional
    [Differentiable]
    public static double SideEffectInIndex(ReadOnlySpan<double> x)
    {
        int k = 0;
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[k++] * sum + x[k - 1];
        return sum;
    }

    // size n: 1
    // optional
    [Differentiable]
    public static double AssignmentAsExpression(double x)
    {
        double a, b;
        a = b = x * x;
        a += (b = b * 2) * x;
        return a * b;
    }

    // size n: 1
    // optional
    [Differentiable]
    public static double Tuples(double x, double y)
    {
        (x, y) = (y * x, x);
        return x * x * y;
    }

    // size n: 1
    // optional
    [Differentiable]
    public static double LocalFunction(double x)
    {
        return Square(x) * x;

        double Square(double y) => y * y;
    }

    // size n: 1
    // optional
    [Differentiable]
    public static double Lambda(double x)
    {
        Func<double, double> square = y => y * y * x;
        return square(x);
    }

    private static double global = 2;

    // size n: 1
    // optional
    [Differentiable]
    public static double StaticField(double x) => x * global;

    // size n: 1, 3
    // writes: y
    // optional
    [Differentiable]
    public static void RefLocal(Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            ref double e = ref y[i];
            e = e * e;
            e *= 2;
        }
    }

    // One name for two buffers, by a condition.
    // size n: 1, 3
    // writes: a, b
    // optional
    [Differentiable]
    public static void ChosenView(Span<double> a, Span<double> b, int n)
    {
        Span<double> view = n > 2 ? a : b;
        view[0] = a[0] * b[0];
    }

    // The view is moved to another buffer.
    // size n: 1, 3
    // writes: a, b
    // optional
    [Differentiable]
    public static void ReassignedView(Span<double> a, Span<double> b)
    {
        Span<double> view = a;
        view[0] *= b[0];
        view = b;
        view[0] *= a[0];
    }

    // size n: 3
    // set: steps = 3
    // optional
    [Differentiable]
    public static double SwappedViews(ReadOnlySpan<double> x, int steps)
    {
        Span<double> a = new double[x.Length];
        Span<double> b = new double[x.Length];
        x.CopyTo(a);
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < x.Length; i++)
                b[i] = a[i] * a[(i + 1) % x.Length];
            Span<double> c = a;
            a = b;
            b = c;
        }
        return a[0] + b[0];
    }

    // size n: 1
    // optional
    [Differentiable]
    public static double CheckedArithmetic(double x)
    {
        int k = checked((int)x + 1);
        return x * k;
    }

    // size n: 1
    // optional
    [Differentiable]
    public static double Decimal(double x) => x * (double)(1.5m + 2);

    // size n: 1
    // optional
    [Differentiable]
    public static double LocalStruct(double x)
    {
        Pair p = new() { X = x, Y = x * x };
        p.X *= p.Y;
        return p.X * p.Y;
    }

    // size n: 1
    // optional
    [Differentiable]
    public static double CopiedStruct(Pair p)
    {
        Pair q = p;
        q.X *= 2;
        return p.X * q.X + q.Y;
    }

    // size n: 1
    // optional
    [Differentiable]
    public static double UsingStatement(double x)
    {
        using var stream = new System.IO.MemoryStream();
        return x * x;
    }

    // size n: 2
    // optional
    [Differentiable]
    public static double CollectionExpression(double x, double y)
    {
        Span<double> t = [x, y, x * y];
        return t[0] * t[1] * t[2];
    }

    // size n: 2
    // optional
    [Differentiable]
    public static double ArrayInitializer(double x, double y)
    {
        double[] t = { x * y, y, 3 };
        return t[0] * t[1] * t[2];
    }
}
