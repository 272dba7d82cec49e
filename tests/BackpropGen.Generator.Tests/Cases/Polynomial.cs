namespace Cases;

public static partial class Polynomials
{
    [Differentiable]
    public static double Cubic(double x, double a, double b) => a * x * x * x - b * x + 1.5;
}
