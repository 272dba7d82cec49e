namespace Cases;

public static partial class Arrays
{
    [Differentiable]
    public static void Accumulate(double[] x, double[] total)
    {
        for (int i = 0; i < x.Length; i++)
            total[i] += x[i] * total[i];
    }
}
