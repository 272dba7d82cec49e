namespace Cases;

public static partial class Activity
{
    [Differentiable]
    public static double Weighted(ReadOnlySpan<double> x, ReadOnlySpan<int> index, int offset, bool negate, [NoGradient] double scale)
    {
        double factor = negate ? -scale : scale;
        int first = 2 * offset + 1;
        double sum = 0;
        for (int i = 0; i < index.Length; i++)
            sum += factor * x[index[i]] * first;
        return sum;
    }
}
