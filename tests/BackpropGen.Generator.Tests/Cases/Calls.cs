namespace Cases;

public static partial class Calls
{
    [Differentiable]
    public static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    [Differentiable]
    public static double Norm(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * x[i];
        return Math.Sqrt(sum);
    }

    [Differentiable]
    public static double Gate(ReadOnlySpan<double> x, double bias) => Logistic(Norm(x) + bias);
}
