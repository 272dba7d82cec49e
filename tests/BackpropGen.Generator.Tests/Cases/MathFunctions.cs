namespace Cases;

public static partial class Functions
{
    [Differentiable]
    public static double Several(double x, double y) =>
        Math.Sin(x) * Math.Cosh(y) + Math.Pow(x, y) + Math.Atan2(y, x) + Math.Sqrt(x) + double.Hypot(x, y) + Math.Floor(x);
}
