using BackpropGen;

namespace SineLstm;

/// <summary>
/// Back-propagation through time written by hand, from the generated <c>StepForward</c> and <c>StepBackward</c>: the steps forward
/// pile up their records on one tape, the steps backward take them off again. Gives what <c>SequenceLossGradient</c> gives.
/// </summary>
public sealed class BackpropThroughTime(LstmSizes sizes, int steps)
{
    private readonly Tape tape = new();
    private readonly double[] h = new double[sizes.Hidden];
    private readonly double[] c = new double[sizes.Hidden];
    private readonly double[] outputs = new double[steps * sizes.Outputs];
    private readonly double[] dH = new double[sizes.Hidden];
    private readonly double[] dC = new double[sizes.Hidden];
    private readonly double[] dY = new double[sizes.Outputs];

    /// <summary>The loss; adds its gradients to <paramref name="gradients"/>.</summary>
    public double Gradient(
        LstmParameters p,
        ReadOnlySpan<double> inputs,
        ReadOnlySpan<double> targets,
        ReadOnlySpan<double> h0,
        ReadOnlySpan<double> c0,
        LstmGradients gradients)
    {
        int x_n = sizes.Inputs;
        int o_n = sizes.Outputs;
        LstmParameters dP = sizes.View(gradients.Parameters);

        h0.CopyTo(h);
        c0.CopyTo(c);
        double loss = 0;
        for (int t = 0; t < steps; t++)
        {
            Span<double> y = outputs.AsSpan(t * o_n, o_n);
            Lstm.StepForward(p, inputs.Slice(t * x_n, x_n), h, c, y, tape);
            loss += MeanSquare(y, targets.Slice(t * o_n, o_n));
        }

        Array.Clear(dH);
        Array.Clear(dC);
        for (int t = steps - 1; t >= 0; t--)
        {
            for (int k = 0; k < o_n; k++)
                dY[k] = 2 * (outputs[t * o_n + k] - targets[t * o_n + k]) / o_n;
            Lstm.StepBackward(p, inputs.Slice(t * x_n, x_n), tape, dP, gradients.Inputs.AsSpan(t * x_n, x_n), dH, dC, dY);
        }

        for (int j = 0; j < sizes.Hidden; j++)
        {
            gradients.H0[j] += dH[j];
            gradients.C0[j] += dC[j];
        }
        return loss;
    }

    private static double MeanSquare(ReadOnlySpan<double> y, ReadOnlySpan<double> target)
    {
        double squares = 0;
        for (int k = 0; k < y.Length; k++)
            squares += (y[k] - target[k]) * (y[k] - target[k]);
        return squares / y.Length;
    }
}
