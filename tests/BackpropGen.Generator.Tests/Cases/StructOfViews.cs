namespace Cases;

public readonly ref struct Affine(Span<double> w, Span<double> b)
{
    public readonly Span<double> W = w;
    public readonly Span<double> B = b;
}

public static partial class Layers
{
    [Differentiable]
    public static void Apply(Affine p, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double sum = p.B[i];
            for (int j = 0; j < x.Length; j++)
                sum += p.W[i * x.Length + j] * x[j];
            y[i] = sum;
        }
    }
}
