namespace Corpus;

// Arrays of several dimensions.
public static partial class Grids
{
    // size n: 0, 1, 3
    // size m: 1, 2
    // lengths: a = n * m, x = m
    [Differentiable]
    public static double Product(double[,] a, ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            double row = 0;
            for (int j = 0; j < a.GetLength(1); j++)
                row += a[i, j] * x[j];
            sum += Math.Tanh(row) * row;
        }
        return sum;
    }

    // size n: 0, 1, 3
    // lengths: a = n * n
    // writes: a
    [Differentiable]
    public static double InPlace(double[,] a)
    {
        double trace = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                a[i, j] = Math.Sin(a[i, j]) * a[j, i];
                a[j, i] += 0.5 * a[i, j] * a[i, i];
            }
            trace += a[i, i] * a[i, a.GetUpperBound(1)];
        }
        return trace;
    }

    // size n: 1, 2, 4
    // lengths: a = n * n, b = n
    // domain: a in [1, 2]
    [Differentiable]
    public static double Solve(double[,] a, double[] b)
    {
        int n = b.Length;
        double[,] l = new double[n, n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = a[i, j] * a[j, i] + (i == j ? 2 * n : 0);
                for (int k = 0; k < j; k++)
                    sum -= l[i, k] * l[j, k];
                l[i, j] = i == j ? Math.Sqrt(sum) : sum / l[j, j];
            }
        }
        double total = 0;
        for (int i = 0; i < n; i++)
        {
            double sum = b[i];
            for (int k = 0; k < i; k++)
                sum -= l[i, k] * y[k];
            y[i] = sum / l[i, i];
            total += y[i] * y[i];
        }
        return total;
    }

    // size n: 1, 3
    // size m: 2
    // lengths: a = n * m, b = n * m, c = n * n
    // rows: b = m
    // writes: c
    [Differentiable]
    public static void Multiply(double[,] a, double[,] b, double[,] c)
    {
        for (int i = 0; i < c.GetLength(0); i++)
        {
            for (int j = 0; j < c.GetLength(1); j++)
            {
                double sum = 0;
                for (int k = 0; k < a.GetLength(1); k++)
                    sum += a[i, k] * b[k, j];
                c[i, j] = sum * c[i, j];
            }
        }
    }

    // size n: 1, 3
    // size m: 2
    // lengths: a = n * m, b = n * m, c = n * n
    // rows: b = m
    // writes: c
    [Differentiable]
    public static double Twice(double[,] a, double[,] b, double[,] c)
    {
        Multiply(a, b, c);
        Multiply(a, b, c);
        double sum = 0;
        foreach (double v in c)
            sum += v * v;
        return sum * c.Length;
    }

    // size n: 1, 2
    // lengths: a = 6 * n
    // writes: a
    [Differentiable]
    public static float ThreeDimensions(float[,,] a, float x)
    {
        float[,,] copy = new float[a.GetLength(0), a.GetLength(1), a.GetLength(2)];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                for (int k = 0; k < a.GetLength(2); k++)
                {
                    copy[i, j, k] = a[i, a.GetLength(1) - 1 - j, k] * x;
                    a[i, j, k] *= copy[i, j, k];
                }
            }
        }
        return copy[0, 1, 2] * a[0, 0, 0] + x;
    }

    // size n: 2, 3
    // lengths: a = n * n
    // set: steps = seed + 1
    [Differentiable]
    public static double Relax(double[,] a, double rate, int steps)
    {
        double[,] u = new double[a.GetLength(0) + 2, a.GetLength(1) + 2];
        double[,] kernel = { { 0, 1, 0 }, { 1, -4, 1 }, { 0, 1, 0 } };
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < a.GetLength(0); i++)
            {
                for (int j = 0; j < a.GetLength(1); j++)
                {
                    double sum = a[i, j];
                    for (int p = 0; p < 3; p++)
                    {
                        for (int q = 0; q < 3; q++)
                            sum += kernel[p, q] * u[i + p, j + q] * u[i + 1, j + 1];
                    }
                    u[i + 1, j + 1] += rate * sum;
                }
            }
        }
        double energy = 0;
        foreach (double v in u)
            energy += v * v;
        return energy;
    }

    // Two names for one array.
    // size n: 1, 3
    // lengths: a = n * n
    // writes: a
    [Differentiable]
    public static double Named(double[,] a)
    {
        double[,] b = a;
        for (int i = 0; i < b.GetLength(0); i++)
            b[i, 0] *= a[i, i];
        return Corner(b) * a[0, 0];
    }

    private static double Corner(double[,] m) => m[0, 0] * m[m.GetUpperBound(0), m.GetUpperBound(1)];

    // size n: 1, 3
    // lengths: a = n * n
    // writes: a
    [Differentiable]
    public static double Cleared(double[,] a, double x)
    {
        double old = a[0, 0];
        Array.Clear(a);
        a[0, 0] = x * old;
        return a[0, 0] * a[a.GetUpperBound(0), 0];
    }
}

public partial class GridModel
{
    public double[,] W = new double[0, 0];
    public double[] B = [];

    // size n: 1, 3
    // size m: 2
    // lengths: this.W = n * m, this.B = n, x = m
    [Differentiable]
    public double Loss(ReadOnlySpan<double> x)
    {
        double loss = 0;
        for (int i = 0; i < W.GetLength(0); i++)
        {
            double z = B[i];
            for (int j = 0; j < W.GetLength(1); j++)
                z += W[i, j] * x[j];
            loss += Math.Tanh(z) * Math.Tanh(z);
        }
        return loss;
    }
}
