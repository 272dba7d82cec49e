namespace SineLstm;

/// <summary>Normally distributed numbers, the same for the same seed; draws allocate nothing.</summary>
public sealed class NormalSource(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>A number from the standard normal distribution (Box and Muller's cosine branch).</summary>
    public double Next()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        return radius * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    /// <summary>An integer from 0 up to, and without, <paramref name="end"/>.</summary>
    public int NextIndex(int end) => random.Next(end);

    /// <summary>Fills a buffer with normal numbers of a standard deviation.</summary>
    public void Fill(Span<double> buffer, double deviation)
    {
        for (int i = 0; i < buffer.Length; i++)
            buffer[i] = deviation * Next();
    }

    /// <summary>The parameters to start from: weights scaled by sqrt(2 / (rows + columns)), biases by 0.1.</summary>
    public double[] Parameters(LstmSizes sizes)
    {
        double[] flat = new double[sizes.Count];
        foreach (ParameterArray array in sizes.Arrays)
        {
            double deviation = array.IsBias ? 0.1 : Math.Sqrt(2.0 / (array.Rows + array.Columns));
            Fill(flat.AsSpan(array.Start, array.Length), deviation);
        }
        return flat;
    }
}
