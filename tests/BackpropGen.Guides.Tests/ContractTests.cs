using BackpropGen.Guides.Tests.Code;
using Xunit;

namespace BackpropGen.Guides.Tests;

/// <summary>What docs/contract.md says of its example, line by line of its tables.</summary>
public sealed class ContractTests
{
    private readonly double[] x = [0.2, -0.1];
    private readonly double[] state = [0.5, 1];
    private readonly Tape tape = new();

    [Fact]
    public void Values_are_those_of_the_method()
    {
        double[] plainState = [.. state], gradientState = [.. state];
        double plain = Blending.Blend(0.7, x, plainState, 0.1, 2), dA = 0;

        Assert.Equal(plain, Blending.BlendGradient(0.7, x, gradientState, 0.1, 2, ref dA, new double[2], new double[2]));
        Assert.Equal(plain, Blending.BlendForward(0.7, x, state, 0.1, 2, tape));
        Assert.Equal(plainState, state);
        Assert.Equal(plainState, gradientState);
    }

    [Fact]
    public void Gradients_of_what_is_read_are_added_and_those_of_what_is_written_are_turned()
    {
        double[] dX = [100, 200], dState = [3, 0];
        double dA = 10;

        BlendCalls.Run(0.7, x, state, 0.1, 2, tape, 1, ref dA, dX, dState);

        // after = 0.7 * before + x + noise, of which the cotangent is 2 * after and what was there on entry.
        double[] after = [0.7 * 0.5 + 0.2 + 0.1, 0.7 * 1 - 0.1 + 0.1], dAfter = [2 * after[0] + 3, 2 * after[1]];
        Assert.Equal(10 + dAfter[0] * 0.5 + dAfter[1] * 1, dA, 12);
        Assert.Equal([100 + dAfter[0], 200 + dAfter[1]], dX, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0.7 * dAfter[0], 0.7 * dAfter[1]], dState, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void The_tape_size_is_what_a_record_takes()
    {
        Blending.BlendForward(0.7, x, state, 0.1, 2, tape);
        Assert.Equal(tape.BytesInUse, Blending.BlendTapeSize(2));
        tape.Drop("BackpropGen.Guides.Tests.Code.Blending.Blend");
        Assert.Equal((0, 0), (tape.Count, tape.BytesInUse));
    }

    [Fact]
    public void Misuse_changes_nothing()
    {
        double dA = 1;
        double[] dX = [1, 2], dState = [3, 4];
        Assert.Throws<InvalidOperationException>(() => Blending.BlendBackward(0.7, x, 0.1, 2, tape, 1, ref dA, dX, dState));

        Blending.BlendForward(0.7, x, state, 0.1, 2, tape);
        long bytes = tape.BytesInUse;
        Assert.Equal("dX", Assert.Throws<ArgumentException>(() => Blending.BlendBackward(0.7, x, 0.1, 2, tape, 1, ref dA, new double[1], dState)).ParamName);
        Assert.Equal("count", Assert.Throws<ArgumentException>(() => Blending.BlendBackward(0.7, x, 0.1, 1, tape, 1, ref dA, dX, dState)).ParamName);
        Assert.Equal("dState", Assert.Throws<ArgumentException>(() => Blending.BlendBackward(0.7, x, 0.1, 2, tape, 1, ref dA, dX, dX)).ParamName);

        Assert.Equal((1, bytes), (tape.Count, tape.BytesInUse));
        Assert.Equal([1, 1, 2, 3, 4], [dA, .. dX, .. dState]);
    }

    [Fact]
    public void A_tape_with_records_belongs_to_its_thread()
    {
        Blending.BlendForward(0.7, x, state, 0.1, 2, tape);
        Exception? other = null;
        var thread = new Thread(() => other = Record.Exception(() => Blending.BlendForward(0.7, x, [1, 2], 0.1, 2, tape)));
        thread.Start();
        thread.Join();
        Assert.IsType<InvalidOperationException>(other);

        tape.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Blending.BlendForward(0.7, x, state, 0.1, 2, tape));
    }

    [Fact]
    public void What_the_method_throws_leaves_the_tape_as_it_was()
    {
        Assert.Throws<IndexOutOfRangeException>(() => Blending.BlendForward(0.7, x, state, 0.1, 3, tape));
        Assert.Equal((0, 0), (tape.Count, tape.BytesInUse));
    }
}
