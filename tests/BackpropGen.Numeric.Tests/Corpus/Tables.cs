namespace Corpus;

// Static tables, and collection expressions.
public static partial class Tables
{
    private static readonly double[] Weights = [0.5, -1, 2];
    private static readonly int[] Order = { 2, 0, 1 };

    private static ReadOnlySpan<float> Kernel => [0.25f, 0.5f, 0.25f];

    [Differentiable]
    public static double Weighted(double x, double y)
    {
        double[] values = [x, y, x * y];
        double sum = 0;
        for (int i = 0; i < Weights.Length; i++)
            sum += Weights[i] * values[Order[i]] * values[i];
        foreach (double w in Weights)
            sum = Math.Sin(sum * w) + x;
        return sum;
    }

    // size n: 3, 5
    [Differentiable]
    public static float Convolved(ReadOnlySpan<float> x)
    {
        float sum = 0;
        for (int i = 0; i + Kernel.Length <= x.Length; i++)
        {
            float here = 0;
            for (int k = 0; k < Kernel.Length; k++)
                here += Kernel[k] * x[i + k];
            sum += here * here;
        }
        return sum + Dot(x[..3], Kernel);
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float sum = 0;
        for (int i = 0; i < b.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    [Differentiable]
    public static double Collected(double x, double y)
    {
        Span<double> a = [x, y, 1];
        ReadOnlySpan<double> b = [y * y, x, Weights[1]];
        double[] none = [];
        a[2] += a[0] * b[1];
        double sum = none.Length;
        for (int i = 0; i < 3; i++)
        {
            Span<double> c = [a[i], b[i]];
            c[0] *= c[1];
            sum += c[0] * c[0];
        }
        return sum;
    }
}
