using System.Numerics;

namespace Corpus;

// Arrays of arrays that a method makes.
public static partial class Rows
{
    // size n: 0, 1, 3
    // lengths: x = n
    [Differentiable]
    public static double Powers(double[] x, double a)
    {
        double[][] p = new double[x.Length][];
        for (int i = 0; i < x.Length; i++)
        {
            p[i] = new double[i + 2];
            p[i][0] = a;
            for (int j = 1; j < p[i].Length; j++)
                p[i][j] = p[i][j - 1] * x[i];
        }
        double sum = a;
        foreach (double[] row in p)
            sum += Math.Sin(row[^1]) * row.Length;
        for (int i = 1; i < p.Length; i++)
            sum *= 1 + 0.1 * p[i - 1][1] * p[^1][i];
        return sum;
    }

    // size n: 2, 3, 5
    // lengths: x = n
    [Differentiable]
    public static double Exchanged(double[] x, double a)
    {
        double[] first = [a, a * a];
        double[] second = (double[])x.Clone();
        double[][] r = { first, second, [1, a, x[0]] };
        Swap(r, 0, 2);
        double[] kept = r[1];
        r[1] = r[0];
        r[0] = kept;
        first[1] *= x[1];
        kept[0] = first[1] * a;
        double sum = 0;
        for (int i = 0; i < r.Length; i++)
        {
            for (int j = 0; j < r[i].Length; j++)
                sum = Math.Sin(sum) + r[i][j] * (i + 2) * (j + 1);
        }
        return sum * r[2][1];
    }

    private static void Swap(double[][] r, int i, int j)
    {
        double[] row = r[i];
        r[i] = r[j];
        r[j] = row;
    }

    // size n: 0, 1, 3
    // lengths: x = n
    [Differentiable]
    public static double Layers(ReadOnlySpan<double> x, double a)
    {
        double[][] grid = Zeros(3, x.Length + 1);
        for (int i = 0; i < x.Length; i++)
            grid[0][i] = x[i] * a;
        for (int t = 1; t < grid.Length; t++)
        {
            double[] before = grid[t - 1], now = grid[t];
            for (int i = 0; i < now.Length; i++)
                now[i] = Math.Tanh(before[i] * a + (i > 0 ? now[i - 1] : 0.5));
        }
        return grid[2][^1] * grid[1][0];
    }

    private static double[][] Zeros(int rows, int columns)
    {
        double[][] made = new double[rows][];
        for (int i = 0; i < rows; i++)
            made[i] = new double[columns];
        return made;
    }

    // size n: 0, 1, 4
    // lengths: x = n
    [Differentiable]
    public static float Graph(float[] x, float a)
    {
        int[][] next = new int[x.Length][];
        float[][] weight = new float[x.Length][];
        for (int i = 0; i < x.Length; i++)
        {
            next[i] = One(i);
            weight[i] = new float[next[i].Length];
            for (int k = 0; k < next[i].Length; k++)
                weight[i][k] = x[next[i][k]] * a + k;
        }
        float sum = a;
        for (int i = 0; i < next.Length; i++)
            for (int k = 0; k < next[i].Length; k++)
                sum += weight[i][k] * x[next[i][k]] * x[i];
        return sum;
    }

    private static int[] One(int i) => Two(i);
    private static int[] Two(int i) => [0, i];

    // size n: 1, 3, 6
    // lengths: x = n
    [Differentiable]
    public static double Replaced(double[] x, double a)
    {
        double[][] t = new double[2][];
        t[0] = new double[x.Length];
        x.CopyTo(t[0], 0);
        t[1] = t[0];
        int k = 0;
        double s = a;
        while (true)
        {
            t[k % 2][k % x.Length] *= s;
            s = Math.Sin(t[0][0]) + Math.Cos(t[1][x.Length - 1]);
            if (k % 3 == 1)
                t[^1] = x[..(k % x.Length + 1)];
            if (s < -3 || t[1].Length < x.Length || k > 5)
                break;
            k++;
        }
        return s + t[1][0] * t[0][^1];
    }

    // size n: 0, 1, 3
    // lengths: x = n
    [Differentiable]
    public static double Rotated(double[] x, double a)
    {
        double[][] t = new double[4][];
        for (int i = 0; i < t.Length; i++)
        {
            double[] row = new double[x.Length + 1];
            for (int j = 0; j < x.Length; j++)
                row[j] = x[j] * (i + 1);
            row[^1] = a * i;
            t[i] = row;
        }
        for (int round = 0; round < 3; round++)
        {
            double[] first = t[0];
            for (int i = 0; i + 1 < t.Length; i++)
                t[i] = t[i + 1];
            t[^1] = first;
            first[0] *= 1 + 0.1 * t[0][0];
            t[round][^1] += first[0] * a;
        }
        double sum = 0;
        foreach (double[] row in t)
            foreach (double v in row)
                sum = sum * 0.7 + v * v;
        return sum;
    }

    // size n: 1, 2, 5
    // lengths: x = n
    [Differentiable]
    public static double Picked(double[] x, double a)
    {
        double[][] all = new double[3][];
        double[][] kept = new double[3][];
        int count = 0;
        for (int i = 0; i < all.Length; i++)
            all[i] = Scaled(x, a + i);
        foreach (double[] row in all)
        {
            if (row[0] > 0)
                Put(kept, count++, row);
        }
        double sum = a;
        for (int k = 0; k < count; k++)
        {
            kept[k][0] *= sum;
            sum += kept[k][^1] * all[2][0];
        }
        return sum;
    }

    private static double[] Scaled(double[] x, double a)
    {
        double[] made = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            made[i] = x[i] * a * a;
        return made;
    }

    private static void Put(double[][] into, int at, double[] row) => into[at] = row;

    // size n: 0, 1, 3
    // lengths: x = n
    [Differentiable]
    public static double InLoop(double[] x, double a)
    {
        double sum = 1;
        for (int i = 0; i < x.Length; i++)
        {
            double[][] t = new double[i + 1][];
            for (int k = 0; k <= i; k++)
                t[k] = [x[k] * a, sum];
            if (sum > 2)
                (t[0], t[i]) = (t[i], t[0]);
            else
                t[0] = t[i];
            sum = Math.Sin(t[0][0] * t[i][1]) + t[0][1];
            if (sum < -5)
                return sum * a;
        }
        return sum;
    }

    private static double Again(ReadOnlySpan<double> x, double a)
    {
        double[][] t = [new double[x.Length], [a, a * a]];
        for (int i = 0; i < x.Length; i++)
            t[0][i] = Math.Exp(x[i] * t[1][i % 2]);
        double s = 0;
        foreach (double v in t[0])
            s += v;
        return s * t[1][1];
    }

    // size n: 0, 1, 3
    // lengths: x = n
    [Differentiable]
    public static double Recomputed(ReadOnlySpan<double> x, double a)
    {
        double s = a;
        for (int i = 0; i < 3; i++)
            s = Math.Sin(Again(x, s)) + a;
        return s;
    }

    private static double Down(ReadOnlySpan<double> x, double a, int k)
    {
        if (k == 0)
            return a;
        double[][] t = { new double[k], [a] };
        for (int i = 0; i < k; i++)
            t[0][i] = x[i % x.Length] * t[1][0];
        t[1] = t[0];
        return Down(x, t[1][^1] * t[0][0], k - 1) + t[1][0];
    }

    // size n: 1, 3
    // lengths: x = n
    [Differentiable]
    public static double Recursive(ReadOnlySpan<double> x, double a) => Down(x, a, 3) * a;

    // size n: 1, 3
    // lengths: x = n
    [Differentiable]
    public static T Generic<T>(ReadOnlySpan<T> x, T a) where T : IFloatingPointIeee754<T>
    {
        T[][] t = new T[2][];
        t[0] = new T[x.Length];
        t[1] = [a * a, a];
        for (int i = 0; i < x.Length; i++)
            t[0][i] = x[i] * t[1][i % 2];
        (t[0], t[1]) = (t[1], t[0]);
        return t[0][1] * t[1][^1] + T.Sin(t[1][0]);
    }

    // size n: 1, 3
    // lengths: x = n
    [Differentiable]
    public static double OfGeneric(ReadOnlySpan<double> x, double a) => Generic(x, a) * a;

    public static void Mix(Span<double> to, ReadOnlySpan<double> from, double a)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = to[i] * a + from[i] * from[i];
    }

    // size n: 1, 3
    // lengths: x = n
    [Differentiable]
    public static double Passed(double[] x, double a)
    {
        double[][] t = new double[3][];
        for (int i = 0; i < 3; i++)
        {
            t[i] = (double[])x.Clone();
            if (i > 0)
                Mix(t[i], t[i - 1], a);
        }
        (t[0], t[2]) = (t[2], t[0]);
        Mix(t[0], t[2], t[1][0]);
        return t[0][^1] * t[2][0];
    }

    // A called method needs the old values of rows that the same words name at different times.
    // size n: 2, 3
    // lengths: x = n
    [Differentiable]
    public static double SameWords(double[] x, double a)
    {
        double[][] t = [(double[])x.Clone(), [a, a * a], [x[0], x[^1], a]];
        int k = 0;
        double first = Slices.SquaredProduct(t[k]);
        (t[0], t[1]) = (t[1], t[0]);
        double second = Slices.SquaredProduct(t[k]);
        k++;
        double third = Slices.SquaredProduct(t[k]);
        foreach (double[] row in t)
            row[0] = a;
        t[k] = t[2];
        third *= Slices.SquaredProduct(t[k]);
        t[2][1] *= first;
        return first + 2 * second + third * t[k][1];
    }

    // Rows without gradients, of lengths that the backward pass does not know beforehand.
    // size n: 1, 4
    // lengths: x = n
    [Differentiable]
    public static double Unvaried(double[] x, double a)
    {
        double[][] t = { new double[x.Length], new double[3] };
        int round = 0;
        double sum = 1;
        while (round++ < 2)
        {
            t[^1] = new double[x.Length + round];
            t[0][0] += Math.Sqrt(t[^1].Length);
            sum *= a + Slices.SquaredProduct(t[^1].AsSpan()[^1..]);
            sum += t[0][^1];
        }
        return Math.Sin(sum * x[0]);
    }
}
