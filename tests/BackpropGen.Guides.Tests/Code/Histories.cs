namespace BackpropGen.Guides.Tests.Code;

/// <summary>A recurrent network that fills a buffer of the caller's, row after row.</summary>
public static partial class Histories
{
    [Differentiable]
    public static void InPlace(ReadOnlySpan<double> w, Span<double> h, int n, int steps)
    {
        for (int t = 1; t < steps; t++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int k = 0; k < n; k++)
                    sum += w[j * n + k] * h[(t - 1) * n + k];
                h[t * n + j] = Math.Tanh(sum);
            }
        }
    }

    [Differentiable]
    public static void InOwnBuffer(ReadOnlySpan<double> w, Span<double> h, int n, int steps)
    {
        Span<double> own = new double[h.Length];
        h.CopyTo(own);
        for (int t = 1; t < steps; t++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int k = 0; k < n; k++)
                    sum += w[j * n + k] * own[(t - 1) * n + k];
                own[t * n + j] = Math.Tanh(sum);
            }
        }
        own.CopyTo(h);
    }
}
