using BackpropGen;

namespace SineLstm;

/// <summary>The loss of one sequence at one point, with its gradients from both ways: what is checked.</summary>
public sealed class LstmLoss
{
    private readonly LstmSizes sizes;
    private readonly double[] parameters;
    private readonly double[] inputs;
    private readonly double[] targets;
    private readonly double[] h0;
    private readonly double[] c0;
    private readonly LstmGradients gradients;
    private readonly Tape tape = new();

    /// <summary>Copies a window of the series, and draws an initial state.</summary>
    public LstmLoss(LstmSizes sizes, double[] parameters, int steps, NormalSource source)
    {
        SineSeries series = new(sizes);
        int start = source.NextIndex(SineSeries.Starts(steps));
        this.sizes = sizes;
        this.parameters = [.. parameters];
        inputs = series.Inputs(start, steps).ToArray();
        targets = series.Targets(start, steps).ToArray();
        h0 = new double[sizes.Hidden];
        c0 = new double[sizes.Hidden];
        source.Fill(h0, 1);
        source.Fill(c0, 1);
        gradients = new LstmGradients(sizes, steps);
    }

    /// <summary>The loss alone.</summary>
    public double Value() => Lstm.SequenceLoss(sizes.View(parameters), inputs, targets, h0, c0);

    /// <summary>The loss; overwrites its gradients.</summary>
    public double Gradient()
    {
        gradients.Clear();
        return Lstm.SequenceLossGradient(
            sizes.View(parameters), inputs, targets, h0, c0,
            sizes.View(gradients.Parameters), gradients.Inputs, gradients.H0, gradients.C0, tape);
    }

    /// <summary>The ten arrays of parameters, the inputs and the initial state, as arguments of one function to be checked.</summary>
    public CheckedFunction ToChecked(Fault fault = Fault.None)
    {
        List<CheckedArray> arrays = [];
        foreach ((string name, int start, int rows, int columns) in sizes.Arrays)
            arrays.Add(new(name, parameters.AsMemory(start, rows * columns), gradients.Parameters.AsMemory(start, rows * columns)));
        arrays.Add(new("inputs", inputs, gradients.Inputs));
        arrays.Add(new("h0", h0, gradients.H0));
        arrays.Add(new("c0", c0, gradients.C0));

        return fault switch
        {
            Fault.WrongGradient => new(arrays, Value, WrongGradient),
            Fault.OverwrittenState => new(arrays, OverwritingValue, Gradient),
            _ => new(arrays, Value, Gradient),
        };
    }

    /// <summary>
    /// The largest relative difference between the generated gradient and back-propagation through time by hand. Differences count
    /// relative to the largest entry of their array, since rounding in a sum is relative to its terms.
    /// </summary>
    public double DisagreementWithStepByStep()
    {
        int steps = inputs.Length / sizes.Inputs;
        LstmGradients byHand = new(sizes, steps);
        double lossByHand = new BackpropThroughTime(sizes, steps).Gradient(sizes.View(parameters), inputs, targets, h0, c0, byHand);
        double loss = Gradient();

        double largest = Math.Abs(loss - lossByHand) / Math.Abs(loss);
        foreach (ParameterArray array in sizes.Arrays)
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

    // The mistake of averaging over two outputs in only one of the two passes.
    private double WrongGradient()
    {
        double loss = Gradient();
        ParameterArray wy = sizes.Arrays.Single(array => array.Name == "Wy");
        foreach (ref double entry in gradients.Parameters.AsSpan(wy.Start, wy.Length))
            entry *= 2;
        return loss;
    }

    // The well-known mistake: the sequence runs on the initial state itself, and not on a copy.
    private double OverwritingValue()
    {
        double loss = Value();
        Lstm.Step(sizes.View(parameters), inputs.AsSpan(0, sizes.Inputs), h0, c0, new double[sizes.Outputs]);
        return loss;
    }
}
