namespace Cases;

public static partial class Sums
{
    [Differentiable]
    public static double EveryOther(ReadOnlySpan<double> x, int stride)
    {
        double product = 1;
        for (int i = 0; i < x.Length; i += stride)
            product *= x[i];
        return product;
    }
}
