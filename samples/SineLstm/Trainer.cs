using BackpropGen;

namespace SineLstm;

/// <summary>
/// Gradient descent on random windows of the sine series, each with a random initial state. An iteration allocates nothing.
/// </summary>
public sealed class Trainer
{
    private const double Smoothing = 0.99;

    private readonly LstmSizes sizes;
    private readonly int window;
    private readonly double rate;
    private readonly NormalSource source;
    private readonly SineSeries series;
    private readonly LstmGradients gradients;
    private readonly double[] h0;
    private readonly double[] c0;
    private readonly double[] smoothed;
    private readonly Tape tape = new();

    /// <summary>Starts from <paramref name="parameters"/>, and changes them in place.</summary>
    public Trainer(LstmSizes sizes, double[] parameters, int window, double rate, int iterations, NormalSource source)
    {
        this.sizes = sizes;
        this.window = window;
        this.rate = rate;
        this.source = source;
        Parameters = parameters;
        series = new SineSeries(sizes);
        gradients = new LstmGradients(sizes, window);
        h0 = new double[sizes.Hidden];
        c0 = new double[sizes.Hidden];
        smoothed = new double[iterations];
    }

    /// <summary>The parameters as they now are.</summary>
    public double[] Parameters { get; }

    /// <summary>The number of iterations done.</summary>
    public int Done { get; private set; }

    /// <summary>The number of iterations asked for.</summary>
    public int Iterations => smoothed.Length;

    /// <summary>The loss of the last iteration, before its step.</summary>
    public double Loss { get; private set; }

    /// <summary>The exponential moving average of the loss, one entry an iteration done.</summary>
    public ReadOnlySpan<double> Smoothed => smoothed.AsSpan(0, Done);

    /// <summary>Whether the loss has left the finite numbers; training then ends.</summary>
    public bool Diverged => !double.IsFinite(Loss);

    /// <summary>The memory that the tape holds.</summary>
    public long TapeBytes => tape.BytesReserved;

    /// <summary>Runs up to <paramref name="count"/> iterations.</summary>
    /// <returns>The bytes that they allocated on the managed heap.</returns>
    public long Run(int count, CancellationToken cancellation)
    {
        int end = Math.Min(Done + count, Iterations);
        long before = GC.GetAllocatedBytesForCurrentThread();
        while (Done < end && !Diverged && !cancellation.IsCancellationRequested)
            Iterate();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void Iterate()
    {
        int start = source.NextIndex(SineSeries.Starts(window));
        source.Fill(h0, 1);
        source.Fill(c0, 1);
        gradients.Clear();
        Loss = Lstm.SequenceLossGradient(
            sizes.View(Parameters), series.Inputs(start, window), series.Targets(start, window), h0, c0,
            sizes.View(gradients.Parameters), gradients.Inputs, gradients.H0, gradients.C0, tape);

        for (int i = 0; i < Parameters.Length; i++)
            Parameters[i] -= rate * gradients.Parameters[i];
        smoothed[Done] = Done == 0 ? Loss : Smoothing * smoothed[Done - 1] + (1 - Smoothing) * Loss;
        Done++;
    }
}
