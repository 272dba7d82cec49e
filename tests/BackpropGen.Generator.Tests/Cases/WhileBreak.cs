namespace Cases;

public static partial class WhileBreak
{
    [Differentiable]
    public static double SquareRoot(double a)
    {
        double x = a;
        while (x > 0)
        {
            double next = 0.5 * (x + a / x);
            if (Math.Abs(next - x) < 1e-12)
                break;
            x = next;
        }
        return x;
    }
}
