namespace BackpropGen.Guides.Tests.Code.Recipes;

/// <summary>The same without [Recompute], for comparison.</summary>
public static partial class RecordedRollout
{
    private static void Step(ReadOnlySpan<double> w, Span<double> h)
    {
        Span<double> next = stackalloc double[h.Length];
        for (int i = 0; i < h.Length; i++)
        {
            ReadOnlySpan<double> row = w.Slice(i * h.Length, h.Length);
            double sum = 0;
            for (int j = 0; j < h.Length; j++)
                sum += row[j] * h[j];
            next[i] = Math.Tanh(sum) * Math.Cos(sum) + Math.Exp(-sum * sum);
        }
        next.CopyTo(h);
    }

    [Differentiable]
    public static double Energy(ReadOnlySpan<double> w, ReadOnlySpan<double> start, int steps)
    {
        Span<double> h = new double[start.Length];
        start.CopyTo(h);
        for (int t = 0; t < steps; t++)
            Step(w, h);

        double energy = 0;
        foreach (double v in h)
            energy += v * v;
        return energy;
    }
}
