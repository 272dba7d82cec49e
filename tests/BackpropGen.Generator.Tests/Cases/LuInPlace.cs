namespace Cases;

public static partial class LuInPlace
{
    /// <summary>Turns a matrix of n rows into its factors L and U, and gives its determinant.</summary>
    [Differentiable]
    public static double Factorize(Span<double> a, int n)
    {
        double determinant = 1;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                if (Math.Abs(a[i * n + k]) > Math.Abs(a[pivot * n + k]))
                    pivot = i;
            }
            if (pivot != k)
            {
                for (int j = 0; j < n; j++)
                    (a[k * n + j], a[pivot * n + j]) = (a[pivot * n + j], a[k * n + j]);
                determinant = -determinant;
            }
            determinant *= a[k * n + k];
            for (int i = k + 1; i < n; i++)
            {
                a[i * n + k] /= a[k * n + k];
                for (int j = k + 1; j < n; j++)
                    a[i * n + j] -= a[i * n + k] * a[k * n + j];
            }
        }
        return determinant;
    }
}
