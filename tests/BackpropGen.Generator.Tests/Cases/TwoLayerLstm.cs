namespace Cases;

/// <summary>One layer: weights, and the state that a sequence leaves in it.</summary>
public sealed partial class LstmLayer(int inputs, int size)
{
    public double[] W { get; } = new double[4 * size * (inputs + size)];
    public double[] B { get; } = new double[4 * size];
    public double[] H { get; } = new double[size];
    public double[] C { get; } = new double[size];

    /// <summary>One time step.</summary>
    [Differentiable]
    public void Step(ReadOnlySpan<double> x)
    {
        int size = H.Length;
        int width = x.Length + size;
        Span<double> gates = stackalloc double[4 * size];
        for (int i = 0; i < gates.Length; i++)
        {
            double sum = B[i];
            for (int k = 0; k < x.Length; k++)
                sum += W[i * width + k] * x[k];
            for (int k = 0; k < size; k++)
                sum += W[i * width + x.Length + k] * H[k];
            gates[i] = sum;
        }
        for (int j = 0; j < size; j++)
        {
            double forget = Logistic(gates[j]);
            double input = Logistic(gates[size + j]);
            double output = Logistic(gates[2 * size + j]);
            double candidate = Math.Tanh(gates[3 * size + j]);
            C[j] = forget * C[j] + input * candidate;
            H[j] = output * Math.Tanh(C[j]);
        }
    }

    private static double Logistic(double z) => 1 / (1 + Math.Exp(-z));
}

public sealed partial class LstmModel(int inputs, int size)
{
    public LstmLayer Layer1 { get; } = new(inputs, size);
    public LstmLayer Layer2 { get; } = new(size, size);
    public double[] OutputWeights { get; } = new double[size];
    public double OutputBias;

    /// <summary>The squared error over a sequence.</summary>
    [Differentiable]
    public double Loss([NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> target, int inputs)
    {
        double loss = 0;
        for (int t = 0; t < target.Length; t++)
        {
            Layer1.Step(x.Slice(t * inputs, inputs));
            Layer2.Step(Layer1.H);
            double y = Output();
            loss += (y - target[t]) * (y - target[t]);
        }
        return loss / target.Length;
    }

    [Differentiable]
    private double Output()
    {
        double y = OutputBias;
        for (int j = 0; j < OutputWeights.Length; j++)
            y += OutputWeights[j] * Layer2.H[j];
        return y;
    }
}
