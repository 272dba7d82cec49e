namespace Cases;

public static partial class Histories
{
    /// <summary>The state of every step is kept in one buffer, and read by the next.</summary>
    [Differentiable]
    public static double Run(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double[] h = new double[x.Length + 1];
        for (int t = 0; t < x.Length; t++)
            h[t + 1] = Math.Tanh(w[0] * h[t] + w[1] * x[t]);
        return h[x.Length];
    }
}
