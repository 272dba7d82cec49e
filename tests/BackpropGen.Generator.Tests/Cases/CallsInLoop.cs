namespace Cases;

public static partial class Recurrence
{
    [Differentiable]
    public static void Step(ReadOnlySpan<double> w, Span<double> h)
    {
        for (int i = 0; i < h.Length; i++)
            h[i] = Math.Tanh(w[i] * h[i]);
    }

    [Differentiable]
    public static void Run(ReadOnlySpan<double> w, Span<double> h, int steps)
    {
        for (int t = 0; t < steps; t++)
            Step(w, h);
    }
}
