using BackpropGen;
using BackpropGen.Testing;
using Xunit;

namespace CheckedModel.Tests;

public sealed class PerceptronTests
{
    private readonly double[] weights = [0.3, -0.2, 0.5, 0.1, -0.4, 0.2];
    private readonly double[] output = [0.7, -0.6];
    private readonly double[] x = [1, 0.5, -1];

    [Fact]
    public void The_gradient_is_right() =>
        Perceptron.LossGradientCheck(weights, output, hidden: new double[2], x, target: 0.25).ThrowIfFailed();

    [Fact]
    public void The_generated_code_is_as_it_was_read() => Snapshot.Verify(GeneratedCode.FromProjectOf(typeof(Perceptron)));

    [Fact]
    public void No_snapshot_is_left_over() => Snapshot.VerifyNoneIsLeftOver(typeof(PerceptronTests));

    [Fact]
    public void Nothing_is_allocated()
    {
        (double[] dWeights, double[] dOutput) = (new double[6], new double[2]);
        (double[] hidden, double[] dHidden) = (new double[2], new double[2]);
        var tape = new Tape();
        Gradient();

        long before = GC.GetAllocatedBytesForCurrentThread();
        Gradient();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Gradient() => Perceptron.LossGradient(weights, output, hidden, x, 0.25, dWeights, dOutput, dHidden, tape);
    }
}
