namespace Cases;

public static partial class Integers
{
    [Differentiable]
    public static double Rotated(ReadOnlySpan<double> x, int shift)
    {
        int n = x.Length;
        int count = 0;
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            int j = (i + shift) % n;
            count++;
            sum += x[i] * x[j] / count;
        }
        return sum;
    }
}
