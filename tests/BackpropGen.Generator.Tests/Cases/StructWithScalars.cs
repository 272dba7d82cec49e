namespace Cases;

public struct Gaussian
{
    public double Mean;
    public double Deviation;
}

public static partial class Densities
{
    [Differentiable]
    public static double Log(Gaussian g, double x)
    {
        double z = (x - g.Mean) / g.Deviation;
        return -0.5 * z * z - Math.Log(g.Deviation);
    }
}
