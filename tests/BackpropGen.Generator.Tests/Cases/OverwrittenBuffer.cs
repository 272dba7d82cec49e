namespace Cases;

public static partial class Overwritten
{
    [Differentiable]
    public static void Buffer(Span<double> x)
    {
        for (int i = 0; i < x.Length; i++)
            x[i] = x[i] * x[i];
    }
}
