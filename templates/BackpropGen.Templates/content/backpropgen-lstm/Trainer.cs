using System.Runtime.InteropServices;

namespace LstmModel;

/// <summary>The weights of a cell, and how they learn.</summary>
public sealed class Trainer
{
    private readonly double[,] dGates;
    private readonly double[] dReadOut;
    private readonly Adam gatesRule;
    private readonly Adam readOutRule;

    /// <summary>Starts with small random weights.</summary>
    public Trainer(int units, int seed)
    {
        Gates = new double[4 * units, units + 2];
        ReadOut = new double[units + 1];
        dGates = new double[4 * units, units + 2];
        dReadOut = new double[units + 1];
        gatesRule = new(Gates.Length);
        readOutRule = new(ReadOut.Length);

        var random = new Random(seed);
        foreach (ref double weight in Flat(Gates))
            weight = random.NextDouble() - 0.5;
        foreach (ref double weight in ReadOut.AsSpan())
            weight = random.NextDouble() - 0.5;
    }

    public double[,] Gates { get; }

    public double[] ReadOut { get; }

    /// <summary>Improves the weights once, and gives the loss before.</summary>
    public double Learn(ReadOnlySpan<double> series)
    {
        // Gradients are added to what is there.
        Array.Clear(dGates);
        Array.Clear(dReadOut);
        double loss = Lstm.LossGradient(Gates, ReadOut, series, dGates, dReadOut);
        gatesRule.Update(Flat(Gates), Flat(dGates));
        readOutRule.Update(ReadOut, dReadOut);
        return loss;
    }

    private static Span<double> Flat(double[,] matrix) => MemoryMarshal.CreateSpan(ref matrix[0, 0], matrix.Length);
}
