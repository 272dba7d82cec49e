using BackpropGen;

namespace LstmModel;

/// <summary>
/// A long short-term memory cell with one input and a linear read-out. Only the forward computation is written here; the gradients
/// (<c>LossGradient</c>, …) are generated at compile time.
/// </summary>
public static partial class Lstm
{
    /// <summary>
    /// One step: reads <paramref name="x"/>, updates the hidden state <paramref name="h"/> and the cell state <paramref name="c"/> in place, and
    /// predicts the next value.
    /// </summary>
    /// <param name="gates">
    /// A row for each unit of the forget gate, then of the input gate, the candidate and the output gate: the weight of x, those of h, the bias.
    /// </param>
    /// <param name="readOut">The weights of h, and the bias.</param>
    [Differentiable]
    public static double Step(double[,] gates, double[] readOut, double x, Span<double> h, Span<double> c)
    {
        int units = h.Length;
        Span<double> z = stackalloc double[4 * units];
        for (int row = 0; row < z.Length; row++)
        {
            double sum = gates[row, 0] * x + gates[row, units + 1];
            for (int k = 0; k < units; k++)
                sum += gates[row, k + 1] * h[k];
            z[row] = sum;
        }

        double prediction = readOut[units];
        for (int j = 0; j < units; j++)
        {
            double forget = Sigmoid(z[j]);
            double input = Sigmoid(z[units + j]);
            double candidate = Math.Tanh(z[2 * units + j]);
            double output = Sigmoid(z[3 * units + j]);
            c[j] = forget * c[j] + input * candidate;
            h[j] = output * Math.Tanh(c[j]);
            prediction += readOut[j] * h[j];
        }
        return prediction;
    }

    /// <summary>The mean squared error of predicting each value of a series from those before it.</summary>
    [Differentiable]
    public static double Loss(double[,] gates, double[] readOut, [NoGradient] ReadOnlySpan<double> series)
    {
        int units = readOut.Length - 1;
        Span<double> h = stackalloc double[units];
        Span<double> c = stackalloc double[units];
        double sum = 0;
        for (int t = 0; t + 1 < series.Length; t++)
        {
            double error = Step(gates, readOut, series[t], h, c) - series[t + 1];
            sum += error * error;
        }
        return sum / (series.Length - 1);
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
}
