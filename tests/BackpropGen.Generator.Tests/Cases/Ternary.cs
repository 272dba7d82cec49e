namespace Cases;

public static partial class Activations
{
    [Differentiable]
    public static double LeakyRelu(double x, double slope) => x > 0 ? x : slope * x;
}
