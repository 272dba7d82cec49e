namespace Corpus;

/// <summary>Loops that count in 64 bits.</summary>
public static partial class LongLoops
{
    // size n: 0, 1, 5
    [Differentiable]
    public static double Up(double x, int n)
    {
        double r = x;
        for (long l = 0; l < n; l++)
            r += l * x * r * 0.1;
        return r;
    }

    // size n: 0, 1, 5
    [Differentiable]
    public static double FromLater(double x, int n)
    {
        double r = x;
        for (long l = 5; l < n + 5L; l++)
            r += l * x * r * 0.1;
        for (long l = int.MaxValue + 1L; l <= int.MaxValue + 3L; l++)
            r = r * x + l % 3;
        return r;
    }

    // size n: 0, 1, 5
    [Differentiable]
    public static double Down(double x, int n)
    {
        double r = x;
        for (long l = n; l > 0; l--)
            r += l * x * r * 0.1;
        for (long l = 2L * n; l >= 0; l -= 3)
            r = Math.Sin(r) * x + l;
        return r;
    }

    // size n: 0, 1, 5
    [Differentiable]
    public static double Steps(double x, long n)
    {
        double r = x;
        for (long l = n; l < n + 7; l += 2)
        {
            double u = x * r;
            if (u > 0)
                r += u * l * 0.1;
            else
                r = Math.Sin(r);
        }
        return r;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double Nested(double x, int n)
    {
        double r = x;
        for (long l = 0; l < n; l++)
        {
            for (long k = l; k < 4; k++)
                r += l * x * r * 0.1 + k;
        }
        for (int i = 0; i < n; i++)
        {
            for (long k = 2L * n; k > n; k--)
                r = Math.Sin(r + k) * x;
        }
        for (long k = 0; k < n; k++)
        {
            for (int i = 0; i < 2; i++)
                r = Math.Cos(r + k) * x + i;
        }
        return r;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double Storage(ReadOnlySpan<double> a, double x)
    {
        double r = x;
        for (long l = a.Length - 1; l >= 0; l--)
        {
            Span<double> t = stackalloc double[2];
            t[0] = r * a[(int)l];
            t[1] = t[0] * t[0];
            r = t[1] * x + t[0] + a[(int)l];
        }
        return r;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double Left(ReadOnlySpan<double> a, double x, long n)
    {
        double r = x;
        for (long l = 0; l < n; l++)
        {
            if (r > 3)
                break;
            if (l == 1)
                continue;
            r = r * x * a[(int)l] + l;
        }
        return r;
    }

    // size n: 1
    // set: limit = 2000000000
    [Differentiable]
    public static double HugeSteps(double x, int limit)
    {
        double r = 0;
        for (int i = 0; i < limit; i += 500000000)
            r += x * (i * 1e-9 + 1);
        for (int i = -limit; i < limit; i += 1000000000)
            r = Math.Sin(r * x) + i * 1e-10;
        return r;
    }

    // size n: 1
    [Differentiable]
    public static double FromTheLeast(double x)
    {
        double r = x;
        for (int i = int.MinValue; i < int.MaxValue - 1000000000; i += 1000000000)
            r = Math.Cos(r + i % 7) * x;
        for (long l = long.MinValue + 3; l < 0; l += long.MaxValue / 2)
            r = Math.Sin(r) * x + l * 1e-19;
        return r;
    }
}
