namespace Cases;

public static partial class Neuron
{
    /// <summary>One unit: tanh(w·x + b).</summary>
    [Differentiable]
    public static double Unit(ReadOnlySpan<double> w, double b, [NoGradient] ReadOnlySpan<double> x)
    {
        double sum = b;
        for (int i = 0; i < w.Length; i++)
            sum += w[i] * x[i];
        return Math.Tanh(sum);
    }
}
