using BackpropGen.Guides.Tests.Code.Recipes;
using Xunit;

namespace BackpropGen.Guides.Tests;

/// <summary>What docs/recipes.md and docs/performance.md say of their examples.</summary>
public sealed class RecipeTests
{
    private static readonly double[] Weights = [0.3, -0.2, 0.5, 0.7, 0.1, -0.4];

    [Fact]
    public void The_rows_of_the_Jacobian_are_the_differences()
    {
        double[] x = [0.4, -0.3, 0.8];

        double[][] jacobian = Layer.Jacobian(Weights, x, outputs: 2);

        for (int j = 0; j < x.Length; j++)
        {
            const double step = 1e-5;
            double[] above = Moved(step), below = Moved(-step);
            for (int i = 0; i < 2; i++)
                Assert.Equal((above[i] - below[i]) / (2 * step), jacobian[i][j], 9);

            double[] Moved(double by)
            {
                double[] moved = [.. x], y = new double[2];
                moved[j] += by;
                Layer.Apply(Weights, moved, y);
                return y;
            }
        }
    }

    [Fact]
    public void A_batch_over_threads_gives_the_sum_and_always_the_same_one()
    {
        var random = new Random(1);
        (double[] X, double Target)[] data = [.. Enumerable.Range(0, 100).Select(_ => (new[] { random.NextDouble(), random.NextDouble() }, random.NextDouble()))];
        double[] w = [0.1, -0.2], expected = new double[2], first = new double[2], second = new double[2];
        double expectedB = 0, firstB = 0, secondB = 0, expectedLoss = 0;
        foreach ((double[] x, double target) in data)
            expectedLoss += Neuron.LossGradient(w, 0.3, x, target, expected, ref expectedB);

        double loss = Batch.Gradient(w, 0.3, data, first, ref firstB);
        double again = Batch.Gradient(w, 0.3, data, second, ref secondB);

        Assert.Equal([expectedLoss, .. expected, expectedB], [loss, .. first, firstB], (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([loss, .. first, firstB], [again, .. second, secondB]);
    }

    [Fact]
    public void Recomputing_gives_the_same_gradient_from_less_memory()
    {
        double[] w = [.. Enumerable.Range(0, 64).Select(i => Math.Sin(i) * 0.3)], start = [.. Enumerable.Range(0, 8).Select(i => Math.Cos(i))];
        double[] dW = new double[64], dStart = new double[8], recordedW = new double[64], recordedStart = new double[8];

        double energy = Rollout.EnergyGradient(w, start, 50, dW, dStart);
        double recorded = RecordedRollout.EnergyGradient(w, start, 50, recordedW, recordedStart);

        Assert.Equal(recorded, energy);
        Assert.Equal(recordedW, dW, (a, b) => Math.Abs(a - b) <= 1e-12 * Math.Abs(a));
        Assert.Equal(recordedStart, dStart, (a, b) => Math.Abs(a - b) <= 1e-12 * Math.Abs(a));
        long kept = Rollout.EnergyTapeSize(start, 50), recordedBytes = RecordedRollout.EnergyTapeSize(start, 50);
        Assert.True(kept < recordedBytes, $"{kept} bytes with [Recompute], {recordedBytes} without");
    }

    [Fact]
    public void The_backward_method_of_ones_own_is_right() => Smoothness.Check();

    [Fact]
    public void A_stopped_weight_counts_as_a_constant()
    {
        double dPrediction = 0;
        Weighting.RobustGradient(1.5, 1, ref dPrediction);
        Assert.Equal(2 * Math.Exp(-0.25) * 0.5, dPrediction, 14);
    }

    [Fact]
    public void Messages_are_written_by_Forward_and_not_by_Backward()
    {
        TextWriter before = Console.Error;
        using var written = new StringWriter();
        Console.SetError(written);
        try
        {
            var tape = new Tape();
            double dX = 0;
            Logged.SquareRootForward(2, 3, tape);
            int lines = Lines();
            Logged.SquareRootBackward(2, 3, tape, 1, ref dX);
            Assert.Equal((3, 3), (lines, Lines()));
        }
        finally
        {
            Console.SetError(before);
        }

        int Lines() => written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
    }

    [Fact]
    public void A_seed_decides_what_is_kept()
    {
        double[] first = new double[6], second = new double[6], other = new double[6];
        Assert.Equal(Dropout.Gradient(Weights, first, seed: 3), Dropout.Gradient(Weights, second, seed: 3));
        Dropout.Gradient(Weights, other, seed: 4);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void Another_cotangent_than_one_scales_the_gradient()
    {
        double[] w = [0.1, -0.2], x = [1, 2], one = new double[2], three = new double[2];
        double oneB = 0, threeB = 0;
        double value = Neuron.UnitGradient(w, 0.3, x, one, ref oneB);
        Assert.Equal(3 * value, Weighted.Gradient(w, 0.3, x, 3, three, ref threeB));
        Assert.Equal([.. one.Select(d => 3 * d), 3 * oneB], [.. three, threeB], (a, b) => Math.Abs(a - b) < 1e-14);
    }

    [Fact]
    public void Backwards_in_reverse_order_go_back_through_time()
    {
        const double step = 1e-5;
        double Sum(double a)
        {
            double[] h = [0.5, 1];
            for (int t = 0; t < 4; t++)
                Sequence.Step(a, h);
            return h[0] + h[1];
        }

        Assert.Equal((Sum(1.2 + step) - Sum(1.2 - step)) / (2 * step), Sequence.Gradient(1.2, [0.5, 1], 4), 7);
    }
}
