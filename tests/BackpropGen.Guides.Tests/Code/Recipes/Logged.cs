namespace BackpropGen.Guides.Tests.Code.Recipes;

public static partial class Logged
{
    [Differentiable]
    public static double SquareRoot(double x, int steps)
    {
        double y = 1;
        for (int i = 0; i < steps; i++)
        {
            y = 0.5 * (y + x / y);
            Console.Error.WriteLine($"step {i}: {y:F6}");
        }
        return y;
    }
}
