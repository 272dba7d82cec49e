namespace Corpus;

// What is beyond the language of today: rejected at the exact expression, or right. There is no third case.
public static partial class Beyond
{
    // optional
    [Differentiable]
    public static double Continue(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] < 0)
                continue;
            sum = sum * x[i] + x[i];
        }
        return sum;
    }

    // optional
    [Differentiable]
    public static double Break(ReadOnlySpan<double> x)
    {
        double product = 1;
        for (int i = 0; i < x.Length; i++)
        {
            product *= x[i];
            if (product < 0)
                break;
        }
        return product;
    }

    // optional
    [Differentiable]
    public static double While(double x)
    {
        while (x < 10)
            x = x * x + 1;
        return x;
    }

    // optional
    [Differentiable]
    public static double DoWhile(double x)
    {
        do
        {
            x = x * x + 1;
        }
        while (x < 10);
        return x;
    }

    // optional
    [Differentiable]
    public static double EarlyReturn(double x)
    {
        if (x > 0)
            return x * x;
        return Math.Sin(x);
    }

    // optional
    [Differentiable]
    public static double ForEach(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double value in x)
            sum += value * value;
        return sum;
    }

    // optional
    // set: kind = seed
    [Differentiable]
    public static double SwitchStatement(double x, int kind)
    {
        switch (kind)
        {
            case 1:
                x *= x;
                break;
            default:
                x = Math.Sin(x);
                break;
        }
        return x;
    }

    // optional
    // set: kind = seed
    [Differentiable]
    public static double SwitchExpression(double x, int kind) => kind switch { 1 => x * x, _ => Math.Sin(x) };

    // The body moves the counter.
    // size n: 0, 1, 6
    // optional
    [Differentiable]
    public static double AssignedCounter(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i];
            i++;
        }
        return sum;
    }

    // The limit moves in the body.
    // size n: 1, 6
    // optional
    [Differentiable]
    public static double MovingLimit(ReadOnlySpan<double> x)
    {
        int limit = x.Length;
        double sum = 0;
        for (int i = 0; i < limit; i++)
        {
            sum += x[i] * sum + x[i];
            if (i == 1)
                limit--;
        }
        return sum;
    }

    // The step moves in the body.
    // size n: 1, 6
    // optional
    [Differentiable]
    public static double MovingStep(ReadOnlySpan<double> x)
    {
        int step = 1;
        double sum = 0;
        for (int i = 0; i < x.Length; i += step)
        {
            sum += x[i] * sum + x[i];
            step = 2;
        }
        return sum;
    }

    // size n: 1, 6
    // optional
    [Differentiable]
    public static double GeometricStep(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 1; i < x.Length; i *= 2)
            sum += x[i] * sum + x[i];
        return sum;
    }

    // size n: 1, 6
    // optional
    [Differentiable]
    public static double TwoCounters(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0, j = x.Length - 1; i < j; i++, j--)
            sum += x[i] * x[j];
        return sum;
    }

    // size n: 1, 5
    // optional
    [Differentiable]
    public static double UnequalLimit(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i != x.Length; i++)
            sum += x[i] * x[i];
        return sum;
    }

    // The number of trips depends on active values.
    // size n: 1
    // optional
    [Differentiable]
    public static double ActiveLimit(double x)
    {
        double t = 1;
        for (int i = 0; i < (int)(x * 2 + 4); i++)
            t = Math.Sin(t + x);
        return t;
    }

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

    private static double Plain(double x) => x * x;

    // size n: 1
    // optional
    [Differentiable]
    public static double CallsPlainMethod(double x) => Plain(x) + x;

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
    public static double Recursive(double x, int n) => n <= 0 ? x : Math.Sin(Recursive(x, n - 1)) * x;

    // size n: 1
    // optional
    [Differentiable]
    public static double Pattern(double x) => x is > 0 and < 1 ? x * x : x;

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
