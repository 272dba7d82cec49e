namespace BackpropGen.Guides.Tests.Code.Recipes;

public static partial class Weighting
{
    [Differentiable]
    public static double Robust(double prediction, [NoGradient] double target)
    {
        double error = prediction - target;
        double weight = Gradient.Stop(Math.Exp(-error * error));
        return weight * error * error;
    }
}
