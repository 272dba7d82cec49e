namespace Corpus;

public partial struct PlaneValue
{
    public double A;
    public double B;
    public double C;

    // size n: 1
    [Differentiable]
    public double At(double x, double y)
    {
        double z = A * x + B * y + C;
        return z * z * A;
    }

    // size n: 1, 3
    [Differentiable]
    public double Sum(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += Math.Sin(A * x[i] + sum) * At(x[i], B) * Lifted(C);
        return sum;
    }

    private readonly double Lifted(double by)
    {
        double c = C + by;
        return c * c;
    }

    // size n: 1
    [Differentiable]
    public static double OfParameter(PlaneValue p, double x) => p.At(x, p.A * x) * p.C;
}

public partial record struct LineValue(double Slope)
{
    public double Intercept = 0;

    // size n: 1
    [Differentiable]
    public double OfField(double x) => Intercept * x * x;
}

public static partial class PlaneUsers
{
    // size n: 1, 3
    [Differentiable]
    public static double OfPlane(PlaneValue p, ReadOnlySpan<double> x) => p.Sum(x) * p.A;
}
