using BackpropGen;

namespace CheckedModel;

/// <summary>A layer of hidden units and an output, with the loss of one example.</summary>
public static partial class Perceptron
{
    /// <summary>The squared error of the output; <paramref name="hidden"/> is what the units give.</summary>
    /// <param name="weights">A row for each hidden unit, one after the other.</param>
    [Differentiable]
    public static double Loss(
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> output,
        Span<double> hidden,
        [NoGradient] ReadOnlySpan<double> x,
        [NoGradient] double target)
    {
        double sum = 0;
        for (int i = 0; i < hidden.Length; i++)
        {
            hidden[i] = Unit(weights.Slice(i * x.Length, x.Length), x);
            sum += output[i] * hidden[i];
        }
        return (sum - target) * (sum - target);
    }

    private static double Unit(ReadOnlySpan<double> weights, ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += weights[i] * x[i];
        return Math.Tanh(sum);
    }
}
