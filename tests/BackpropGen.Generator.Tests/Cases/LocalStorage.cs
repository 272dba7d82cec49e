namespace Cases;

public static partial class Layers
{
    [Differentiable]
    public static double TwoLayers(ReadOnlySpan<double> x, double scale)
    {
        Span<double> hidden = stackalloc double[x.Length];
        for (int i = 0; i < x.Length; i++)
            hidden[i] = Math.Tanh(scale * x[i]);
        double[] copy = new double[x.Length];
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            copy[i] = hidden[i] * hidden[i];
            sum += copy[i] * x[i];
        }
        return sum;
    }
}
