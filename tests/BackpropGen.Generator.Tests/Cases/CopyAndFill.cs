namespace Cases;

public static partial class Bulk
{
    [Differentiable]
    public static void CopyAndFill(ReadOnlySpan<double> x, double value, Span<double> y)
    {
        y.Fill(value);
        x.CopyTo(y);
        y.Slice(0, 1).Clear();
    }
}
