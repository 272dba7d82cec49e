namespace Corpus;

public static partial class LinearAlgebra
{
    // size n: 0, 1, 3
    // size m: 0, 2
    // lengths: a = n * m, x = m, y = n
    // writes: y
    [Differentiable]
    public static void MatrixVector(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < x.Length; j++)
                sum += a[i * x.Length + j] * x[j];
            y[i] = sum;
        }
    }

    // size n: 0, 1, 3
    // size m: 1, 2
    // lengths: a = n * m, b = m * n, c = n * n
    // writes: c
    [Differentiable]
    public static void MatrixProduct(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int n, int m)
    {
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < m; k++)
            {
                for (int j = 0; j < n; j++)
                    c[i * n + j] += a[i * m + k] * b[k * n + j];
            }
        }
    }

    // size n: 0, 1, 3
    // lengths: a = n * n, x = n
    // writes: a
    [Differentiable]
    public static void RankOne(Span<double> a, ReadOnlySpan<double> x, double alpha)
    {
        int n = x.Length;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
                a[i * n + j] += alpha * x[i] * x[j];
        }
    }

    // size n: 0, 1, 4
    // lengths: l = n * n, x = n
    // domain: l in [0.5, 1.5]
    // writes: x
    [Differentiable]
    public static void LowerSolve(ReadOnlySpan<double> l, Span<double> x)
    {
        int n = x.Length;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
                x[i] -= l[i * n + j] * x[j];
            x[i] /= l[i * n + i];
        }
    }

    // size n: 0, 1, 4
    // lengths: u = n * n, x = n
    // domain: u in [0.5, 1.5]
    // writes: x
    [Differentiable]
    public static void UpperSolve(ReadOnlySpan<double> u, Span<double> x)
    {
        int n = x.Length;
        for (int i = n - 1; i >= 0; i--)
        {
            double sum = x[i];
            for (int j = i + 1; j < n; j++)
                sum -= u[i * n + j] * x[j];
            x[i] = sum / u[i * n + i];
        }
    }

    // Positive definite by its large diagonal.
    // size n: 0, 1, 4
    // lengths: a = n * n
    // domain: a in [-0.5, 0.5]
    // writes: a
    [Differentiable]
    public static void Cholesky(Span<double> a, int n)
    {
        for (int i = 0; i < n; i++)
            a[i * n + i] = a[i * n + i] * a[i * n + i] + 4;
        for (int j = 0; j < n; j++)
        {
            for (int k = 0; k < j; k++)
            {
                for (int i = j; i < n; i++)
                    a[i * n + j] -= a[i * n + k] * a[j * n + k];
            }
            double pivot = Math.Sqrt(a[j * n + j]);
            a[j * n + j] = pivot;
            for (int i = j + 1; i < n; i++)
                a[i * n + j] /= pivot;
        }
    }

    // size n: 1, 3
    // lengths: a = n * n
    // domain: a in [-0.5, 0.5]
    // writes: a
    [Differentiable]
    public static double LogDeterminant(Span<double> a, int n)
    {
        double log = 0;
        for (int k = 0; k < n; k++)
        {
            a[k * n + k] += 3;
            log += Math.Log(a[k * n + k]);
            for (int i = k + 1; i < n; i++)
            {
                a[i * n + k] /= a[k * n + k];
                for (int j = k + 1; j < n; j++)
                    a[i * n + j] -= a[i * n + k] * a[k * n + j];
            }
        }
        return log;
    }

    // size n: 0, 1, 3
    // lengths: a = n * n
    // writes: a
    [Differentiable]
    public static void TransposedInPlace(Span<double> a, int n)
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double t = a[i * n + j];
                a[i * n + j] = a[j * n + i] * 2;
                a[j * n + i] = t * t;
            }
        }
    }

    // size n: 1, 4
    // writes: y
    [Differentiable]
    public static void Softmax(ReadOnlySpan<double> x, Span<double> y)
    {
        double max = x[0];
        for (int i = 1; i < x.Length; i++)
            max = Math.Max(max, x[i]);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = Math.Exp(x[i] - max);
            sum += y[i];
        }
        for (int i = 0; i < x.Length; i++)
            y[i] /= sum;
    }

    // size n: 1, 5
    [Differentiable]
    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        double max = x[0];
        for (int i = 1; i < x.Length; i++)
            max = x[i] > max ? x[i] : max;
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += Math.Exp(x[i] - max);
        return max + Math.Log(sum);
    }

    // size n: 1, 5
    // writes: x
    [Differentiable]
    public static void Normalised(Span<double> x)
    {
        double mean = 0;
        for (int i = 0; i < x.Length; i++)
            mean += x[i];
        mean /= x.Length;
        double variance = 0;
        for (int i = 0; i < x.Length; i++)
        {
            x[i] -= mean;
            variance += x[i] * x[i];
        }
        double scale = 1 / Math.Sqrt(variance / x.Length + 0.1);
        for (int i = 0; i < x.Length; i++)
            x[i] *= scale;
    }

    // size n: 3, 6
    // size m: 1, 3
    // lengths: x = n, kernel = m, y = n
    // writes: y
    [Differentiable]
    public static void Convolution(ReadOnlySpan<double> x, ReadOnlySpan<double> kernel, Span<double> y)
    {
        for (int i = 0; i + kernel.Length <= x.Length; i++)
        {
            double sum = 0;
            for (int k = 0; k < kernel.Length; k++)
                sum += kernel[k] * x[i + k];
            y[i] = sum;
        }
    }
}
