namespace BackpropGen.Tests.Memory;

/// <summary>Methods that take much of the tape, or would.</summary>
public static partial class Programs
{
    private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }

    /// <summary>As <see cref="Distance"/>, recorded.</summary>
    private static double Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double product = 1;
        for (int i = 0; i < a.Length; i++)
            product *= a[i] - b[i];
        return product;
    }

    /// <summary>The loss of k-means, with a helper that records nothing.</summary>
    [Differentiable]
    public static double Clusters(ReadOnlySpan<double> centers, [NoGradient] ReadOnlySpan<double> points, int k)
    {
        double total = 0;
        for (int p = 0; p < points.Length / 2; p++)
        {
            double best = double.MaxValue;
            for (int c = 0; c < k; c++)
            {
                double distance = Distance(points.Slice(2 * p, 2), centers.Slice(2 * c, 2));
                best = Math.Min(best, distance);
            }
            total += best;
        }
        return total;
    }

    /// <summary>The same with a helper that records.</summary>
    [Differentiable]
    public static double Volumes(ReadOnlySpan<double> centers, [NoGradient] ReadOnlySpan<double> points, int k)
    {
        double total = 0;
        for (int p = 0; p < points.Length / 2; p++)
        {
            for (int c = 0; c < k; c++)
                total += Product(points.Slice(2 * p, 2), centers.Slice(2 * c, 2));
        }
        return total;
    }

    /// <summary>The determinant by minors: a record for each of some n! calls.</summary>
    [Differentiable]
    public static double Determinant(ReadOnlySpan<double> a, int n)
    {
        if (n == 1)
            return a[0];
        Span<double> minor = stackalloc double[(n - 1) * (n - 1)];
        double sum = 0;
        for (int k = 0; k < n; k++)
        {
            for (int i = 1; i < n; i++)
            {
                for (int j = 0; j < n - 1; j++)
                    minor[(i - 1) * (n - 1) + j] = a[i * n + (j < k ? j : j + 1)];
            }
            double m = Determinant(minor, n - 1);
            sum += k % 2 == 0 ? a[k] * m : -a[k] * m;
        }
        return sum;
    }

    [Differentiable]
    public static double Two(double w, int a, int b)
    {
        double s = 1;
        for (int i = 0; i < a; i++)
        {
            for (int j = 1; j <= b; j++)
                s = Math.Sin(s * w);
        }
        return s;
    }

    [Differentiable]
    public static double Four(double w, int a, int b, int c)
    {
        double s = 1;
        for (int i = 0; i < a; i++)
        {
            for (int j = 0; j < b; j++)
            {
                for (int k = 0; k < c; k++)
                {
                    for (int l = 0; l < 4; l++)
                        s = Math.Sin(s * w);
                }
            }
        }
        return s;
    }

    /// <summary>Its loops begin far below 0: their ends are further apart than an int counts.</summary>
    [Differentiable]
    public static double Far(double w, int from, int to)
    {
        double s = 1;
        for (int i = from; i < to; i += 1000)
            s = Math.Sin(s * w);
        return s;
    }

    /// <summary>What it takes is not known outside of its outer loop.</summary>
    [Differentiable]
    public static double Triangle(double w, int n, int m)
    {
        double s = 1;
        for (int i = 0; i < n; i++)
        {
            for (int j = i; j < m; j++)
            {
                for (int k = 0; k < m; k++)
                    s = Math.Sin(s * w);
            }
        }
        return s;
    }

    [Differentiable]
    public static double Caller(double w, int n, int m)
    {
        double two = Two(w, n, m);
        return two * Two(w * two, n, m);
    }
}
