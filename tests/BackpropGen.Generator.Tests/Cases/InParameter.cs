namespace Cases;

public static partial class Passing
{
    [Differentiable]
    public static double ByReference(in double x, in double y) => x * Math.Exp(y);
}
