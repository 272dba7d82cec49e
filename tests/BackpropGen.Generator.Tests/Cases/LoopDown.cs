namespace Cases;

public static partial class Polynomials
{
    [Differentiable]
    public static double Horner(ReadOnlySpan<double> coefficients, double x)
    {
        double value = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
            value = value * x + coefficients[i];
        return value;
    }
}
