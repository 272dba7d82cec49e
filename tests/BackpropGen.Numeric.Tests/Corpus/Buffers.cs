namespace Corpus;

public static partial class Buffers
{
    // size n: 0, 1, 4
    // writes: x
    [Differentiable]
    public static void SquareInPlace(Span<double> x)
    {
        for (int i = 0; i < x.Length; i++)
            x[i] *= x[i];
    }

    // size n: 0, 1, 4
    // writes: y
    [Differentiable]
    public static void Output(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = Math.Sin(x[i]);
    }

    // size n: 0, 1, 4
    // writes: y
    [Differentiable]
    public static void Accumulated(ReadOnlySpan<double> x, double a, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] += a * x[i];
    }

    // size n: 0, 1, 4
    // writes: y
    [Differentiable]
    public static double OutputAndResult(ReadOnlySpan<double> x, Span<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = Math.Exp(x[i]);
            sum += y[i] * y[i];
        }
        return sum;
    }

    // size n: 0, 1, 5
    // writes: x
    [Differentiable]
    public static void PrefixSums(Span<double> x)
    {
        for (int i = 1; i < x.Length; i++)
            x[i] += x[i - 1];
    }

    // size n: 0, 1, 5
    // writes: x
    [Differentiable]
    public static void PrefixProducts(Span<double> x)
    {
        for (int i = 1; i < x.Length; i++)
            x[i] *= x[i - 1];
    }

    // size n: 0, 1, 5
    // writes: x
    [Differentiable]
    public static void NonlinearRecurrence(Span<double> x)
    {
        for (int i = 2; i < x.Length; i++)
            x[i] = Math.Sin(x[i - 1]) * x[i - 2] + x[i] * x[i];
    }

    // size n: 0, 1, 3, 6
    // writes: x
    [Differentiable]
    public static void StencilInPlace(Span<double> x)
    {
        for (int i = 1; i < x.Length - 1; i++)
            x[i] = x[i - 1] * x[i + 1] - x[i] * x[i];
    }

    // size n: 0, 1, 3, 6
    // writes: y
    [Differentiable]
    public static void Stencil(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 1; i < x.Length - 1; i++)
            y[i] = (x[i - 1] - 2 * x[i] + x[i + 1]) * y[i];
    }

    // size n: 1, 3
    // set: steps = 3
    // writes: x
    [Differentiable]
    public static void RepeatedSweeps(Span<double> x, int steps)
    {
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < x.Length; i++)
                x[i] = Math.Sin(x[i]) * (i > 0 ? x[i - 1] : 1.5);
        }
    }

    // size n: 1, 4
    // set: steps = 3
    // writes: a, b
    [Differentiable]
    public static void PingPong(Span<double> a, Span<double> b, int steps)
    {
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < a.Length; i++)
                b[i] = a[i] * a[(i + 1) % a.Length];
            for (int i = 0; i < a.Length; i++)
                a[i] = Math.Sin(b[i]) + b[(i + 1) % a.Length];
        }
    }

    // size n: 1, 3
    // size m: 0, 1, 4
    // lengths: w = n * n, hs = (m + 1) * n
    // writes: hs
    [Differentiable]
    public static void History(ReadOnlySpan<double> w, Span<double> hs, int n, int m)
    {
        for (int t = 0; t < m; t++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int k = 0; k < n; k++)
                    sum += w[j * n + k] * hs[t * n + k];
                hs[(t + 1) * n + j] = Math.Tanh(sum);
            }
        }
    }

    // size n: 0, 1, 4
    // writes: x
    [Differentiable]
    public static void WrittenTwice(Span<double> x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = x[i] * x[i];
            x[i] = Math.Sin(x[i]) + x[i];
        }
    }

    // size n: 0, 1, 4
    // writes: x
    [Differentiable]
    public static double ReadBetweenWrites(Span<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i];
            x[i] = sum;
            sum *= x[i];
        }
        return sum;
    }

    // size n: 0, 1, 4
    // writes: y
    [Differentiable]
    public static void OverwrittenByConstant(Span<double> y, double x)
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = 2;
            y[i] += x * i;
        }
    }

    // size n: 2, 4
    // writes: x
    [Differentiable]
    public static void Mirrored(Span<double> x)
    {
        for (int i = 0; i < x.Length; i++)
            x[i] = x[x.Length - 1 - i] * 2;
    }

    // size n: 0, 1, 4
    // writes: total
    [Differentiable]
    public static void Arrays(double[] x, double[] total)
    {
        for (int i = 0; i < x.Length; i++)
            total[i] = total[i] * x[i];
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double ReadOnlyArray(double[] x, Span<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    // size n: 1
    // lengths: x = 3
    // writes: x
    [Differentiable]
    public static void FixedPlaces(Span<double> x)
    {
        x[0] = x[1] * x[2];
        x[1] = x[0] * x[0];
        x[2] = x[1] - x[0];
    }

    // size n: 0, 1, 4
    // writes: marks
    [Differentiable]
    public static double WrittenIntegers(ReadOnlySpan<double> x, Span<int> marks)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            marks[i] = i * 2;
            sum += x[i] * x[i] * marks[i];
        }
        return sum;
    }

    // size n: 0, 1, 4
    // writes: y
    [Differentiable]
    public static void InactiveOutput([NoGradient] ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = Math.Exp(x[i]) * y[i];
    }

    // size n: 0, 1, 4
    // writes: log
    [Differentiable]
    public static double WrittenNoGradient(ReadOnlySpan<double> x, [NoGradient] Span<double> log)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            log[i] = x[i];
            sum += x[i] * x[i];
        }
        return sum;
    }
}
