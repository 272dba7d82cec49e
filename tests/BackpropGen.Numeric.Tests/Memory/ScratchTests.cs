using Xunit;

namespace BackpropGen.Tests.Memory;

/// <summary>Methods whose passes borrow memory.</summary>
public static partial class ScratchModels
{
    /// <summary>In each iteration storage of another size, which nobody knows beforehand.</summary>
    [Differentiable]
    public static double Ragged(ReadOnlySpan<double> x, ReadOnlySpan<int> sizes)
    {
        double sum = 0;
        for (int t = 0; t < sizes.Length; t++)
        {
            Span<double> u = new double[sizes[t]];
            for (int i = 0; i < u.Length; i++)
                u[i] = x[i % x.Length] * (i + 1);
            for (int i = 0; i < u.Length; i++)
                sum += u[i] * u[i];
        }
        return sum;
    }

    [Differentiable]
    public static double Weighted(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < w.Length; i++)
            sum += Math.Sin(w[i] * x[i]);
        return sum * sum;
    }

    /// <summary>Of the data nobody wants a gradient.</summary>
    [Differentiable]
    public static double OverData(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> data, int steps)
    {
        double loss = 0;
        for (int t = 0; t < steps; t++)
            loss += Weighted(w, data.Slice(t * w.Length, w.Length));
        return loss;
    }

    /// <summary>Computed again, over many paths.</summary>
    [Differentiable, Recompute]
    public static double Paths(double x, ReadOnlySpan<int> sizes) => Ragged([x, x * x], sizes);
}

/// <summary>What passes borrow is given back where it is not needed any more, and the stated size counts it.</summary>
public sealed class ScratchTests
{
    /// <summary>The least that a tape has from the system, for records and for scratch memory.</summary>
    private const long Blocks = 4 * 64 * 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4000)]
    public void A_loop_borrows_as_much_as_its_largest_iteration(int steps)
    {
        double[] x = [0.5, -0.25, 1.5];
        int[] sizes = [.. Enumerable.Range(0, steps).Select(t => 100 + t % 7)];
        using var tape = new Tape();
        ScratchModels.RaggedForward(x, sizes, tape);
        long recorded = tape.BytesInUse;
        double[] dX = [1, 1, 1];
        ScratchModels.RaggedBackward(x, sizes, tape, 1, dX);

        Assert.InRange(tape.BytesReserved, 0, recorded * 9 / 8 + Blocks);
        double[] expected = [1, 1, 1];
        foreach (int size in sizes)
        {
            for (int i = 0; i < size; i++)
                expected[i % 3] += 2 * x[i % 3] * (i + 1) * (i + 1);
        }
        for (int i = 0; i < 3; i++)
            Assert.Equal(expected[i], dX[i], 1e-9 * Math.Abs(expected[i]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10_000)]
    public void What_nobody_wants_borrows_nothing(int steps)
    {
        double[] w = [0.5, -1, 2];
        double[] data = [.. Enumerable.Range(0, 3 * steps).Select(i => Math.Sin(i))];
        long stated = ScratchModels.OverDataTapeSize(steps);
        using var tape = new Tape(stated);
        ScratchModels.OverDataForward(w, data, steps, tape);
        Assert.Equal(stated, tape.BytesInUse);
        double[] dW = [1, 1, 1];
        ScratchModels.OverDataBackward(w, data, steps, tape, 2, dW);

        Assert.InRange(tape.BytesReserved, stated, stated + Blocks);
        double[] expected = [1, 1, 1];
        for (int t = 0; t < steps; t++)
        {
            double sum = Enumerable.Range(0, 3).Sum(i => Math.Sin(w[i] * data[3 * t + i]));
            for (int i = 0; i < 3; i++)
                expected[i] += 2 * 2 * sum * Math.Cos(w[i] * data[3 * t + i]) * data[3 * t + i];
        }
        for (int i = 0; i < 3; i++)
            Assert.Equal(expected[i], dW[i], 1e-9 * (1 + Math.Abs(expected[i])));
    }

    [Fact]
    public void A_method_that_is_computed_again_borrows_as_little()
    {
        int[] sizes = [.. Enumerable.Repeat(100, 5000)];
        using var tape = new Tape();
        double dX = 0;
        ScratchModels.PathsGradient(0.5, sizes, ref dX, tape);
        using var recorded = new Tape();
        ScratchModels.RaggedForward([0.5, 0.25], sizes, recorded);
        Assert.InRange(tape.BytesReserved, 0, recorded.BytesInUse * 9 / 8 + Blocks);
        // x = 0.5 at even places, x² at odd ones.
        double expected = 5000 * Enumerable.Range(0, 100).Sum(i => (i + 1.0) * (i + 1) * (i % 2 == 0 ? 2 * 0.5 : 4 * 0.125));
        Assert.Equal(expected, dX, 1e-9 * expected);
    }

    /// <summary>The stated size has what the passes borrow in it, once however many calls borrow it one after the other.</summary>
    [Fact]
    public void The_stated_size_counts_what_is_borrowed()
    {
        int[] sizes = [3, 9, 5];
        double[] x = [1, 2];
        long scratch = ScratchModels.RaggedScratchSize(sizes);
        Assert.Equal(9 * sizeof(double), scratch);
        using var tape = new Tape();
        ScratchModels.RaggedForward(x, sizes, tape);
        Assert.Equal(ScratchModels.RaggedTapeSize(sizes), tape.BytesInUse);
        ScratchModels.RaggedForward(x, sizes, tape);
        Assert.Equal(2 * ScratchModels.RaggedTapeSize(sizes) - scratch, tape.BytesInUse);
    }
}
