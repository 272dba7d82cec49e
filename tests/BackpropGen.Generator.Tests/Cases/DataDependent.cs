namespace Cases;

public static partial class Sorting
{
    /// <summary>What is swapped depends on active values.</summary>
    [Differentiable]
    public static void BubblePass(Span<double> x)
    {
        for (int i = 0; i + 1 < x.Length; i++)
        {
            if (x[i] > x[i + 1])
            {
                double t = x[i];
                x[i] = x[i + 1];
                x[i + 1] = t;
            }
        }
    }
}
