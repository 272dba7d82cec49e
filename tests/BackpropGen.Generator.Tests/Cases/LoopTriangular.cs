namespace Cases;

public static partial class Triangular
{
    /// <summary>Solves L·x = b in place.</summary>
    [Differentiable]
    public static void Solve(ReadOnlySpan<double> l, Span<double> x, int n)
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
                x[i] -= l[i * n + j] * x[j];
            x[i] /= l[i * n + i];
        }
    }
}
