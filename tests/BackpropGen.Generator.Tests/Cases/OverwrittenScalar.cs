namespace Cases;

public static partial class Overwritten
{
    [Differentiable]
    public static double Scalar(double x, double y)
    {
        double t = x * y;
        t = Math.Sin(t);
        t *= x;
        x *= 2;
        return t * x;
    }
}
