using BackpropGen;

namespace Cases;

public static partial class Elimination
{
    /// <summary>Solves a system of linear equations, with pivots: the solution is in <paramref name="b"/>.</summary>
    [Differentiable]
    public static void Solve(double[][] a, double[] b)
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
            (a[k], a[p]) = (a[p], a[k]);
            (b[k], b[p]) = (b[p], b[k]);
            double[] pivot = a[k];
            for (int i = k + 1; i < n; i++)
            {
                double[] row = a[i];
                double factor = row[k] / pivot[k];
                for (int j = k; j < n; j++)
                    row[j] -= factor * pivot[j];
                b[i] -= factor * b[k];
            }
        }
        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < n; j++)
                b[i] -= a[i][j] * b[j];
            b[i] /= a[i][i];
        }
    }
}
