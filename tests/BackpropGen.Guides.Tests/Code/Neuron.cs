using BackpropGen;

public static partial class Neuron
{
    [Differentiable]
    public static double Unit(ReadOnlySpan<double> w, double b, [NoGradient] ReadOnlySpan<double> x)
    {
        double sum = b;
        for (int i = 0; i < w.Length; i++)
            sum += w[i] * x[i];
        return Math.Tanh(sum);
    }
}

/// <summary>What the pages add to it.</summary>
public static partial class Neuron
{
    [Differentiable]
    public static double Loss(ReadOnlySpan<double> w, double b, [NoGradient] ReadOnlySpan<double> x, [NoGradient] double target)
    {
        double error = Unit(w, b, x) - target;
        return error * error;
    }

    [Differentiable]
    public static double Length(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * x[i];
        return Math.Pow(sum, 0.5);
    }
}
