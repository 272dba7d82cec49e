namespace LstmModel;

/// <summary>Adam (Kingma and Ba, 2015): each weight has a step size of its own.</summary>
public sealed class Adam(int length, double rate = 0.02)
{
    private const double MeanDecay = 0.9;
    private const double SquareDecay = 0.999;

    private readonly double[] mean = new double[length];
    private readonly double[] square = new double[length];
    private int updates;

    public void Update(Span<double> weights, ReadOnlySpan<double> gradient)
    {
        updates++;
        double meanScale = 1 - Math.Pow(MeanDecay, updates);
        double squareScale = 1 - Math.Pow(SquareDecay, updates);
        for (int i = 0; i < weights.Length; i++)
        {
            mean[i] = MeanDecay * mean[i] + (1 - MeanDecay) * gradient[i];
            square[i] = SquareDecay * square[i] + (1 - SquareDecay) * gradient[i] * gradient[i];
            weights[i] -= rate * (mean[i] / meanScale) / (Math.Sqrt(square[i] / squareScale) + 1e-8);
        }
    }
}
