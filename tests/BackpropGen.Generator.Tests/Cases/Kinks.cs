namespace Cases;

public static partial class Kinked
{
    [Differentiable]
    public static double Clipped(double x, double y) => Math.Abs(x) + Math.Max(x, y) + Math.Clamp(y, -1.0, 1.0);
}
