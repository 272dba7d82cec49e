namespace Cases;

public partial class Outer<T>
    where T : struct
{
    private static partial class Inner
    {
        [Differentiable]
        internal static double Square(double x) => x * x;
    }
}
