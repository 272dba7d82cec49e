namespace Cases;

public static partial class Partial
{
    /// <summary>The product of two numbers.</summary>
    /// <param name="x">One.</param>
    /// <param name="y">The other.</param>
    [Differentiable]
    public static partial double Product(double x, double y)
    {
        return x * y;
    }
}
