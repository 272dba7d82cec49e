using System.Numerics;

namespace Corpus;

// Arrays of arrays.
public static partial class Jagged
{
    // size n: 0, 1, 4
    // lengths: w = n * (n + 1) / 2, x = n + 1
    [Differentiable]
    public static double Rows(double[][] w, ReadOnlySpan<double> x)
    {
        double sum = x[0];
        for (int i = 0; i < w.Length; i++)
        {
            double dot = 0;
            for (int j = 0; j < w[i].Length; j++)
                dot += w[i][j] * x[j];
            sum += Math.Tanh(dot) * dot;
        }
        foreach (double[] row in w)
            sum *= 1 + 0.25 * Dot(row, x);
        foreach (ReadOnlySpan<double> row in w)
            sum += row.Length > 1 ? Math.Sin(row[^1] * sum) : row.Length;
        return sum;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    // Written in place, row by row, each from the one before.
    // size n: 0, 1, 3
    // lengths: w = 2 * n * (n + 1)
    // writes: w
    [Differentiable]
    public static double InPlace(double[][] w, double a)
    {
        double last = a;
        for (int i = 0; i < w.Length; i++)
        {
            Span<double> row = w[i];
            for (int j = 0; j < row.Length; j++)
            {
                row[j] = Math.Sin(row[j]) * last;
                w[i][j] += i > 0 && j < w[i - 1].Length ? w[i - 1][j] * row[j] : a;
                last = row[j] * a;
            }
            if (row.Length > 2)
                row[..2].CopyTo(w[i].AsSpan(1));
        }
        return last;
    }

    // Which row is known only at run time.
    // size n: 1, 3, 5
    // lengths: w = 3 * n, at = n
    // rows: w = 3
    // indices: at < 3
    [Differentiable]
    public static double Gathered(double[][] w, int[] at, double x)
    {
        double sum = 0;
        for (int k = 0; k < at.Length; k++)
        {
            double[] row = w[at[k]];
            for (int j = 0; j < row.Length; j++)
                sum = Math.Cos(sum + row[j] * x) + w[at[k]][j] * row[row.Length - 1 - j];
        }
        return sum + (w[^1].Length > 0 ? w[^1][0] * w[2][^1] : x);
    }

    // size n: 1, 2
    // lengths: w = 3 * n
    // rows: w = 2
    [Differentiable]
    public static float Single(float[][] w, [NoGradient] float[][] c, float x)
    {
        float sum = x;
        for (int i = 0; i < w.Length && i < c.Length; i++)
            sum += Blend(w, c, i) * x;
        return sum * sum;
    }

    private static float Blend(float[][] w, float[][] c, int i)
    {
        float sum = 0;
        float[] left = w[i], right = c[i];
        for (int j = 0; j < Math.Min(left.Length, right.Length); j++)
            sum += left[j] * right[j] + left[0] * left[j];
        return sum;
    }

    // The neighbours of the nodes of a graph.
    // size n: 1, 3, 4
    // lengths: neighbours = n * n, x = n
    // indices: neighbours < n
    [Differentiable]
    public static double Graph(int[][] neighbours, double[] x)
    {
        double energy = 0;
        for (int i = 0; i < neighbours.Length; i++)
        {
            double degree = 0;
            foreach (int other in neighbours[i])
            {
                if (other == i)
                    continue;
                energy += Math.Sqrt(1 + (x[i] - x[other]) * (x[i] - x[other]));
                degree += x[other];
            }
            energy += neighbours[i].Length > 0 ? degree / neighbours[i].Length * x[i] : 0;
        }
        return energy;
    }

    // size n: 0, 2, 3
    // lengths: w = n * (n + 1) / 2, v = n * (n + 1) / 2
    [Differentiable]
    public static double Outer(double[][] w, double[][] v) => Inner(w, 0.5) * Inner(v, 1.5) + Inner(w, 2);

    // size n: 0, 2, 3
    // lengths: w = n * (n + 1) / 2
    [Differentiable]
    public static double Inner(double[][] w, double a)
    {
        double sum = a;
        for (int i = w.Length - 1; i >= 0; i--)
        {
            double[] row = w[i];
            for (int j = 0; j < i && j < row.Length; j++)
                sum += row[j] * sum * w[j].Length;
        }
        return sum;
    }

    // size n: 1, 3
    [Differentiable]
    public static double Product(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length && i < b.Length; i++)
            sum += a[i] * Math.Sin(b[i]);
        return sum;
    }

    // size n: 1, 2, 3
    // lengths: w = n * (n + 1)
    [Differentiable]
    public static double RowsInCalls(double[][] w)
    {
        double s = 0;
        for (int i = 0; i < w.Length; i++)
        {
            s += Product(w[i], w[0]) * Product(w[i], w[i]);
            int k = i;
            double[] row = w[k];
            k = 0;
            s *= row[^1] + w[k][0];
        }
        return s;
    }

    // size n: 1, 2, 3
    // lengths: p.W = n * (n + 1)
    [Differentiable]
    public static double InStruct(P p, double a)
    {
        double s = a;
        for (int i = 0; i < p.W.Length; i++)
        {
            for (int j = p.W[i].Length - 1; j >= 0; j--)
                s += p.W[i][j] * p.A * Math.Cos(s);
        }
        return s;
    }

    public struct P
    {
        public double[][] W;
        public double A;
    }

    // size n: 1, 2, 3
    // lengths: w = n * (n + 1)
    // writes: w
    [Differentiable]
    public static double Leaving(double[][] w, double a)
    {
        double s = a;
        int i = 0;
        while (i < w.Length)
        {
            double[] row = w[i++];
            int j = 0;
            while (j < row.Length && s < 5)
            {
                row[j] += 0.1 * s;
                if (j + 1 < row.Length)
                    Bump(ref row[j], ref w[i - 1][row.Length - 1], a);
                s += row[j++] * a;
            }
            if (s > 4)
            {
                Array.Fill(w[0], s);
                break;
            }
        }
        return s + (w.Length > 0 ? w[0][^1] : 0);
    }

    private static void Bump(ref double x, ref double y, double a)
    {
        x = Math.Sin(x * a);
        y += x;
    }

    // size n: 1, 2, 3
    // lengths: w = n * (n + 1)
    [Differentiable]
    public static T Generic<T>(T[][] w, T a)
        where T : IFloatingPointIeee754<T>
    {
        T s = a;
        foreach (var row in w)
        {
            foreach (T v in row)
                s += v * s;
        }
        return s;
    }

    // size n: 1, 2, 3
    // lengths: w = n * (n + 1)
    [Differentiable]
    public static double OfGeneric(double[][] w, double a) => Generic(w, a) * Recomputed(w, a);

    // size n: 1, 2, 3
    // lengths: w = n * (n + 1)
    [Differentiable, Recompute]
    public static double Recomputed(double[][] w, double a)
    {
        double s = a;
        foreach (var row in w)
        {
            foreach (double v in row)
                s = Math.Sin(s * v) + a;
        }
        return s;
    }
}

/// <summary>A network whose layers are the rows.</summary>
public partial class JaggedNetwork
{
    public double[][] Weights = [];
    public double[] Bias = [];

    // size n: 0, 1, 3
    // lengths: this.Weights = n * (n + 1), this.Bias = n
    [Differentiable]
    public double Apply(double x)
    {
        double value = x;
        for (int layer = 0; layer < Weights.Length; layer++)
        {
            double sum = Bias[layer];
            for (int k = 0; k < Weights[layer].Length; k++)
                sum += Weights[layer][k] * value;
            value = Math.Tanh(sum) + 0.1 * value;
        }
        return value;
    }

    // The parameter hides the member.
    // size n: 0, 1, 3
    // lengths: this.Weights = n * (n + 1), this.Bias = n
    [Differentiable]
    public double Hidden(double Weights)
    {
        double sum = 0;
        foreach (double[] row in this.Weights)
        {
            foreach (double weight in row)
                sum += Math.Sin(weight * Weights);
        }
        return sum * Weights;
    }
}
