namespace Corpus;

// Arrays of arrays whose rows change places.
public static partial class RowExchanges
{
    // Gaussian elimination with pivots.
    // size n: 1, 2, 4
    // lengths: a = n * n, b = n
    // rows: a = n
    // even: a
    // writes: a, b
    [Differentiable]
    public static double Solve(double[][] a, double[] b)
    {
        int n = b.Length;
        for (int k = 0; k < n; k++)
        {
            int p = k;
            for (int i = k + 1; i < n; i++)
            {
                if (Math.Abs(a[i][k]) > Math.Abs(a[p][k]))
                    p = i;
            }
            (a[p], a[k]) = (a[k], a[p]);
            (b[p], b[k]) = (b[k], b[p]);
            for (int i = k + 1; i < n; i++)
            {
                double f = a[i][k] / (a[k][k] + 0.1);
                for (int j = k; j < n; j++)
                    a[i][j] -= f * a[k][j];
                b[i] -= f * b[k];
            }
        }
        double sum = 0;
        for (int i = n - 1; i >= 0; i--)
        {
            double s = b[i];
            for (int j = i + 1; j < n; j++)
                s -= a[i][j] * b[j];
            b[i] = s / (a[i][i] + 3);
            sum += b[i] * b[i];
        }
        return sum;
    }

    // size n: 1, 2, 4
    // lengths: w = 2 * n, x = 2
    // rows: w = n
    // even: w
    // writes: w
    [Differentiable]
    public static double Bubble(double[][] w, double[] x)
    {
        for (int i = 0; i < w.Length; i++)
            for (int j = 0; j + 1 < w.Length - i; j++)
                if (w[j][0] > w[j + 1][0])
                    Swap(w, j, j + 1);
        double sum = 0;
        for (int i = 0; i < w.Length; i++)
        {
            w[i][1] *= x[0];
            sum = sum * x[1] + w[i][0] * w[i][1];
        }
        return sum * w[0][0];
    }

    private static void Swap(double[][] w, int i, int j)
    {
        double[] row = w[i];
        w[i] = w[j];
        w[j] = row;
    }

    // size n: 1, 2, 4
    // lengths: w = 2 * n, c = 2 * n, p = 2 * n, x = n
    // rows: w = n, c = n, p = n
    // even: w, c, p
    // indices: p < n
    // writes: w, c, p
    [Differentiable]
    public static double Several(double[][] w, [NoGradient] double[][] c, int[][] p, float x)
    {
        for (int i = w.Length - 1; i > 0; i--)
        {
            (w[i], w[0]) = (w[0], w[i]);
            (c[i], c[i - 1], p[0]) = (c[i - 1], c[i], p[0]);
            if (w[i][0] > x)
            {
                int[] q = p[i];
                p[i] = p[0];
                p[0] = q;
                continue;
            }
            w[i][1] += w[p[i][0]][0] * c[i][0];
        }
        return w[p[0][1]][1] * c[0][0] * w[0][0] * x;
    }

    // size n: 2, 3
    // lengths: w = 2 * n, x = n
    // rows: w = n
    // even: w
    // writes: w
    [Differentiable]
    public static double Twice(double[][] w, double[] x)
    {
        double before = w[0][0] * x[0];
        double first = Bubble(w, x);
        w[^1][0] *= first;
        double second = Bubble(w, x);
        return before + w[0][0] * x[1] + second * w[1][0];
    }

    // A choice among rows that change places afterwards, by their order and by indices that are overwritten.
    // size n: 2, 3
    // lengths: w = 2 * n, v = 3 * n, at = 2
    // rows: w = n, v = 2
    // even: w
    // indices: at < 2
    // writes: w, at
    [Differentiable]
    public static double Chosen(double[][] w, double[][] v, int[] at, double x)
    {
        double first = x > 0 ? w[0][0] : w[^1][1];
        double second = x > 0.1 ? v[at[0]][0] : x;
        (w[0], w[^1]) = (w[^1], w[0]);
        at[0] = 1 - at[0];
        double third = x < 0 ? w[0][0] : v[at[0]][1];
        (w[0], w[1]) = (w[1], w[0]);
        at[0] = 1 - at[0];
        return first * x + second * third + w[0][0];
    }

    // What is exchanged in one object is read in the other.
    // size n: 1, 2, 3
    // lengths: a = 2 * n, b = 3 * n
    // rows: a = n, b = n
    // even: a, b
    // writes: a
    [Differentiable]
    public static double Beside(double[][] a, double[][] b, double x)
    {
        double[] first = a[0];
        int k = 0;
        while (k + 1 < a.Length && a[k][0] * x < b[k][1])
        {
            (a[k], a[k + 1]) = (a[k + 1], a[k]);
            a[k][1] += b[k][0] * first[0];
            k++;
        }
        if (k == 1)
            return a[0][0] * x;
        first[0] *= b[^1][2];
        return a[^1][0] + first[0] * x + a[0][1];
    }
}

public sealed partial class Ranked
{
    public double[][] W = [];
    public double B;

    // size n: 1, 3
    // lengths: this.W = 2 * n, x = 2
    // rows: this.W = n
    // even: this.W
    // writes: this.W, this.B
    [Differentiable]
    public double Step(double[] x)
    {
        for (int i = 1; i < W.Length; i++)
        {
            if (W[i - 1][0] < W[i][0])
                (W[i - 1], W[i]) = (W[i], W[i - 1]);
            B += W[i - 1][1] * x[0];
        }
        double[] last = W[^1];
        W[^1] = W[0];
        W[0] = last;
        return W[0][0] * B * x[1] + last[1] * last[1];
    }
}
