namespace Cases;

public static partial class Slicing
{
    [Differentiable]
    public static double Halves(ReadOnlySpan<double> x)
    {
        int half = x.Length / 2;
        ReadOnlySpan<double> left = x.Slice(0, half);
        ReadOnlySpan<double> right = x[half..];
        double sum = 0;
        for (int i = 0; i < half; i++)
            sum += left[i] * right[i];
        return sum;
    }
}
