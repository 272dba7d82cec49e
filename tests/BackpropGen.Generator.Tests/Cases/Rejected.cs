namespace Cases;

public static partial class Unsupported
{
    [Differentiable]
    public static double WithTry(double x, ReadOnlySpan<double> w, Span<double> y)
    {
        try
        {
            y[0] = x * w[0];
        }
        finally
        {
            x = 0;
        }
        return x;
    }
}
