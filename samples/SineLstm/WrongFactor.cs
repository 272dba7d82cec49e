namespace SineLstm;

/// <summary>A mistake in the gradient of one array: what is added to it is wrong by a factor.</summary>
/// <param name="gradient">An array of doubles, of any rank.</param>
/// <param name="factor">1 would be no mistake.</param>
public sealed class WrongFactor(Array gradient, double factor)
{
    private readonly double[] before = new double[gradient.Length];
    private readonly double[] after = new double[gradient.Length];

    /// <summary>Comes before the right gradient is added.</summary>
    public void Begin() => Buffer.BlockCopy(gradient, 0, before, 0, Buffer.ByteLength(gradient));

    /// <summary>Comes after it.</summary>
    public void End()
    {
        Buffer.BlockCopy(gradient, 0, after, 0, Buffer.ByteLength(gradient));
        for (int i = 0; i < after.Length; i++)
            after[i] = before[i] + factor * (after[i] - before[i]);
        Buffer.BlockCopy(after, 0, gradient, 0, Buffer.ByteLength(gradient));
    }
}
