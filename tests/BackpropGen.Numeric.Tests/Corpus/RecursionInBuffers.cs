namespace Corpus;

// Methods that call themselves, and each other.
public static partial class RecursionInBuffers
{
    // set: n = seed + 2
    [Differentiable]
    public static double Nested(double x, int n) => n <= 0 ? x : Math.Sin(Nested(x, n - 1)) * x;

    // size n: 0, 1, 2, 7
    [Differentiable]
    public static double SumByHalves(ReadOnlySpan<double> x)
    {
        if (x.Length == 0)
            return 0;
        if (x.Length == 1)
            return x[0] * x[0];
        double left = SumByHalves(x.Slice(0, x.Length / 2));
        double right = SumByHalves(x.Slice(x.Length / 2));
        return left * right + left + Math.Sin(right);
    }

    // set: n = 5 * seed
    [Differentiable]
    public static double Power(double x, int n)
    {
        if (n == 0)
            return 1;
        double half = Power(x, n / 2);
        return n % 2 == 0 ? half * half : half * half * x;
    }

    // set: n = seed + 2
    [Differentiable]
    public static double Even(double x, int n) => n == 0 ? x * x : Odd(x * 0.9, n - 1) * x;

    // set: n = seed + 1
    [Differentiable]
    public static double Odd(double x, int n)
    {
        if (n <= 0)
            return Math.Cos(x);
        double y = Even(Math.Sin(x), n - 1);
        return y * y + x;
    }

    // Storage of its own at every level, and a buffer that every level changes.
    // size n: 0, 1, 5
    // writes: y
    [Differentiable]
    public static void Butterfly(Span<double> y)
    {
        if (y.Length < 2)
            return;
        int half = y.Length / 2;
        Span<double> old = new double[y.Length];
        y.CopyTo(old);
        for (int i = 0; i < half; i++)
        {
            y[i] = old[2 * i] * old[2 * i + 1];
            y[half + i] = old[2 * i] - old[2 * i + 1] * old[2 * i + 1];
        }
        Butterfly(y.Slice(0, half));
        Butterfly(y.Slice(half, half));
        for (int i = 0; i < y.Length; i++)
            y[i] *= old[i] + 0.5;
    }

    // In a loop, until something happens.
    // domain: x in [0.2, 1]
    // set: n = 2
    [Differentiable]
    public static double InLoop(double x, int n)
    {
        double y = x;
        for (int i = 0; i < n; i++)
        {
            y = y * InLoop(y + 0.1 * i, n - 1) + x;
            if (y > 3)
                break;
        }
        return y * y * 0.5;
    }
}
