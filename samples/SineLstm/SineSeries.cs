namespace SineLstm;

/// <summary>
/// What the cell learns: <c>x = sin(linspace(0, 3π, 30))</c>, and as targets the next value. Rolling x by one would make its first value
/// follow its last; here the sine goes on instead, at both ends.
/// With several inputs a step sees the latest values, newest first; with several outputs it predicts the next ones, nearest first.
/// </summary>
public sealed class SineSeries
{
    /// <summary>The number of time steps.</summary>
    public const int Length = 30;

    private readonly LstmSizes sizes;
    private readonly double[] inputs;
    private readonly double[] targets;

    /// <summary>Lays out the series, row by row in time, for a cell of these sizes.</summary>
    public SineSeries(LstmSizes sizes)
    {
        this.sizes = sizes;
        inputs = new double[Length * sizes.Inputs];
        targets = new double[Length * sizes.Outputs];
        for (int t = 0; t < Length; t++)
        {
            for (int k = 0; k < sizes.Inputs; k++)
                inputs[t * sizes.Inputs + k] = Value(t - k);
            for (int k = 0; k < sizes.Outputs; k++)
                targets[t * sizes.Outputs + k] = Value(t + 1 + k);
        }
    }

    /// <summary>The inputs of the window of <paramref name="steps"/> steps from <paramref name="start"/> on.</summary>
    public ReadOnlySpan<double> Inputs(int start, int steps) => inputs.AsSpan(start * sizes.Inputs, steps * sizes.Inputs);

    /// <summary>The targets of that window.</summary>
    public ReadOnlySpan<double> Targets(int start, int steps) => targets.AsSpan(start * sizes.Outputs, steps * sizes.Outputs);

    /// <summary>The number of places where a window of <paramref name="steps"/> steps can start.</summary>
    public static int Starts(int steps) => Length - steps + 1;

    private static double Value(int t) => Math.Sin(3 * Math.PI * t / (Length - 1));
}
