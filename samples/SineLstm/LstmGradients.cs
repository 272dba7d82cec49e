namespace SineLstm;

/// <summary>Buffers for the gradients of a sequence's loss. Backward methods add to them, so <see cref="Clear"/> comes first.</summary>
public sealed class LstmGradients(LstmSizes sizes, int steps)
{
    /// <summary>The gradients of the parameters, laid out as the parameters are.</summary>
    public double[] Parameters { get; } = new double[sizes.Count];

    /// <summary>The gradients of the inputs.</summary>
    public double[] Inputs { get; } = new double[steps * sizes.Inputs];

    /// <summary>The gradients of the initial hidden state.</summary>
    public double[] H0 { get; } = new double[sizes.Hidden];

    /// <summary>The gradients of the initial cell state.</summary>
    public double[] C0 { get; } = new double[sizes.Hidden];

    /// <summary>Sets all gradients to zero.</summary>
    public void Clear()
    {
        Array.Clear(Parameters);
        Array.Clear(Inputs);
        Array.Clear(H0);
        Array.Clear(C0);
    }
}
