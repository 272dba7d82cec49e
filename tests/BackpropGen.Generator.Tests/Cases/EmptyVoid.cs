namespace Cases;

public static partial class Empty
{
    [Differentiable]
    public static void Nothing(ReadOnlySpan<double> x, Span<double> y)
    {
    }
}
