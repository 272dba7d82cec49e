namespace BackpropGen.Guides.Tests.Code.Recipes;

public static partial class Smooth
{
    [CustomBackward(nameof(SoftplusBackward))]
    public static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private static void SoftplusBackward(double x, double dResult, ref double dX) => dX += dResult / (1 + Math.Exp(-x));

    [Differentiable]
    public static double Penalty(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += Softplus(x[i]);
        return sum;
    }
}

internal static class Smoothness
{
    public static void Check()
    {
        Smooth.PenaltyGradientCheck([-40, -1, 0, 2, 40]).ThrowIfFailed();
    }
}
