using BackpropGen;

namespace SineLstm;

/// <summary>The loss of one sequence at one point, with its gradients from both ways: what is checked.</summary>
public sealed class LstmLoss
{
    private readonly LstmGradients gradients;
    private readonly Tape tape = new();

    /// <summary>Copies a window of the series, and draws an initial state.</summary>
    public LstmLoss(LstmSizes sizes, double[] parameters, int steps, NormalSource source)
    {
        SineSeries series = new(sizes);
        int start = source.NextIndex(SineSeries.Starts(steps));
        Sizes = sizes;
        Parameters = [.. parameters];
        Inputs = series.Inputs(start, steps).ToArray();
        Targets = series.Targets(start, steps).ToArray();
        H0 = new double[sizes.Hidden];
        C0 = new double[sizes.Hidden];
        source.Fill(H0, 1);
        source.Fill(C0, 1);
        gradients = new LstmGradients(sizes, steps);
    }

    /// <summary>The sizes of the cell.</summary>
    public LstmSizes Sizes { get; }

    /// <summary>The parameters, in one flat buffer.</summary>
    public double[] Parameters { get; }

    /// <summary>What the cell sees.</summary>
    public double[] Inputs { get; }

    /// <summary>What it should predict.</summary>
    public double[] Targets { get; }

    /// <summary>The initial hidden state.</summary>
    public double[] H0 { get; }

    /// <summary>The initial cell state.</summary>
    public double[] C0 { get; }

    /// <summary>The loss alone.</summary>
    public double Value() => Lstm.SequenceLoss(Sizes.View(Parameters), Inputs, Targets, H0, C0);

    /// <summary>
    /// The largest relative difference between the generated gradient and back-propagation through time by hand. Differences count
    /// relative to the largest entry of their array, since rounding in a sum is relative to its terms.
    /// </summary>
    public double DisagreementWithStepByStep()
    {
        int steps = Inputs.Length / Sizes.Inputs;
        LstmGradients byHand = new(Sizes, steps);
        double lossByHand = new BackpropThroughTime(Sizes, steps).Gradient(Sizes.View(Parameters), Inputs, Targets, H0, C0, byHand);
        double loss = Gradient();

        double largest = Math.Abs(loss - lossByHand) / Math.Abs(loss);
        foreach (ParameterArray array in Sizes.Arrays)
            Compare(gradients.Parameters.AsSpan(array.Start, array.Length), byHand.Parameters.AsSpan(array.Start, array.Length));
        Compare(gradients.Inputs, byHand.Inputs);
        Compare(gradients.H0, byHand.H0);
        Compare(gradients.C0, byHand.C0);
        return largest;

        void Compare(ReadOnlySpan<double> generated, ReadOnlySpan<double> hand)
        {
            double scale = 1e-300;
            foreach (double entry in hand)
                scale = Math.Max(scale, Math.Abs(entry));
            for (int i = 0; i < hand.Length; i++)
                largest = Math.Max(largest, Math.Abs(generated[i] - hand[i]) / scale);
        }
    }

    private double Gradient()
    {
        gradients.Clear();
        return Lstm.SequenceLossGradient(
            Sizes.View(Parameters), Inputs, Targets, H0, C0,
            Sizes.View(gradients.Parameters), gradients.Inputs, gradients.H0, gradients.C0, tape);
    }
}
