namespace Corpus;

public static partial class Recursion
{
    // size n: 0, 1, 2, 7
    [Differentiable]
    public static double SumByHalves(ReadOnlySpan<double> x)
    {
        if (x.Length == 0)
            return 0.5;
        if (x.Length == 1)
            return x[0] * x[0];
        int half = x.Length / 2;
        double left = SumByHalves(x.Slice(0, half));
        double right = SumByHalves(x.Slice(half));
        return left * right + Math.Sin(left - right);
    }

    // size n: 1
    // set: k = 6 + seed
    [Differentiable]
    public static double Power(double x, int k)
    {
        if (k == 0)
            return 1;
        double half = Power(x, k / 2);
        half *= half;
        return k % 2 == 0 ? half : half * x;
    }

    // size n: 1
    // set: a = 1, b = 2
    // domain: x in [0.1, 0.5]
    [Differentiable]
    public static double Ackermann(int a, int b, double x)
    {
        if (a == 0)
            return Math.Sin(x + b) * x;
        if (b == 0)
            return Ackermann(a - 1, 1, x * x + 0.3);
        double inner = Ackermann(a, b - 1, x);
        return Ackermann(a - 1, b, inner * inner + x);
    }

    // size n: 1
    // set: k = 5
    [Differentiable]
    public static double Even(double x, int k) => k == 0 ? x * x : Odd(Math.Sin(x) + 0.1, k - 1) * x;

    // size n: 1
    // set: k = 4
    [Differentiable]
    public static double Odd(double x, int k)
    {
        if (k == 0)
            return Math.Exp(x);
        double next = x * 0.9;
        next *= next;
        return Even(next + x, k - 1) + x;
    }

    // size n: 0, 1, 5
    // set: depth = 3
    // writes: y
    [Differentiable]
    public static void InPlace(Span<double> y, int depth)
    {
        if (depth == 0)
            return;
        for (int i = 1; i < y.Length; i++)
            y[i] = y[i] * y[i - 1] + 0.1;
        InPlace(y, depth - 1);
        for (int i = 1; i < y.Length; i++)
            y[i] *= y[i - 1];
    }

    // size n: 1, 4, 8
    // writes: y
    [Differentiable]
    public static void Butterfly(Span<double> y)
    {
        if (y.Length < 2)
            return;
        int half = y.Length / 2;
        Butterfly(y.Slice(0, half));
        Butterfly(y.Slice(half, half));
        for (int i = 0; i < half; i++)
        {
            double a = y[i];
            double b = y[half + i];
            y[i] = a * b;
            y[half + i] = Math.Sin(a - b);
        }
    }

    // size n: 0, 1, 4
    // set: depth = 3
    [Differentiable]
    public static double OwnStorage(ReadOnlySpan<double> x, int depth)
    {
        if (depth == 0)
            return 1.5;
        Span<double> local = stackalloc double[x.Length];
        double sum = 0.1;
        for (int i = 0; i < x.Length; i++)
        {
            local[i] = x[i] * x[i] * sum;
            sum += local[i];
        }
        return sum * OwnStorage(local, depth - 1) + OwnStorage(x, depth - 2 < 0 ? 0 : depth - 2);
    }

    // size n: 1
    // set: depth = 5
    [Differentiable]
    public static void Reference(double x, ref double state, out double last, int depth)
    {
        state = Math.Sin(state * x);
        if (depth == 0)
        {
            last = state * state;
            return;
        }
        Reference(x * state, ref state, out last, depth - 1);
        state *= last;
        last = last * last + x;
    }

    // size n: 1, 4
    // set: k = 4
    [Differentiable]
    public static double CalledInLoop(ReadOnlySpan<double> x, int k)
    {
        double sum = 0.2;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 0)
                sum += Power(x[i], i + 1) * sum;
            else
                sum += Even(sum, k) * Helper(x[i], 3);
        }
        return sum;
    }

    private static double Helper(double x, int k)
    {
        if (k <= 0)
            return x;
        double y = Partner(x * x, k - 1);
        return y * y + x;
    }

    private static double Partner(double x, int k) => k <= 0 ? x * x : Helper(x + 0.5, k - 1) * Math.Sin(x);

    // size n: 1
    // set: k = 2
    // writes: y
    [Differentiable]
    public static double Writers(Span<double> y, int k)
    {
        if (k == 0)
            return y[0] * y[0];
        return ReadersThenWriters(y, k - 1) * y[0];
    }

    // size n: 1
    // set: k = 3
    // writes: y
    [Differentiable]
    public static double ReadersThenWriters(Span<double> y, int k)
    {
        if (k == 0)
            return y[0];
        double before = y[0] * 0.7;
        double inner = Writers(y, k - 1);
        y[0] = y[0] * y[0] + before;
        return inner * y[0];
    }

    // size n: 1
    // set: n = 3
    [Differentiable]
    public static double OneExpression(double x, int n) => n <= 0 ? x : Math.Sin(OneExpression(x, n - 1)) * x;

    // size n: 1
    // set: depth = 1000
    // tolerance: 1e-7
    [Differentiable]
    public static double Deep(double x, int depth)
    {
        if (depth == 0)
            return x;
        double y = Math.Sin(x) * 1.0001;
        return Deep(y, depth - 1) + y * y * 0.001;
    }
}
