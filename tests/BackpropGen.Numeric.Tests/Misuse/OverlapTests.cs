using Xunit;

namespace BackpropGen.Tests.Misuse;

/// <summary>A buffer that is written must not lie over another argument.</summary>
public sealed class OverlapTests
{
    private readonly Tape tape = new();
    private readonly double[] memory = [1, 2, 3, 4, 5, 6];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_an_output_with_an_input(int shift)
    {
        double[] before = [.. memory];

        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => Models.WriteForward(memory.AsSpan(0, 3), memory.AsSpan(shift, 3), tape));

        Assert.Contains(exception.ParamName, (string[])["x", "y"]);
        Assert.Equal(before, memory);
        AssertUsable();
    }

    [Fact]
    public void Neighbours_do_not_overlap()
    {
        Models.WriteForward(memory.AsSpan(0, 3), memory.AsSpan(3, 3), tape);
        Models.WriteBackward(memory.AsSpan(0, 3), tape, new double[3], new double[3]);
        AssertUsable();
    }

    [Fact]
    public void Two_arguments_that_are_only_read_may_be_one()
    {
        double dScale = 0;
        Models.ReadForward(memory, memory, 1, tape);
        Models.ReadBackward(memory, memory, 1, tape, 1, new double[6], new double[6], ref dScale);
        AssertUsable();
    }

    [Fact]
    public void Of_a_gradient_with_an_argument()
    {
        double[] before = [.. memory];
        double dScale = 1;
        Models.ReadForward(memory.AsSpan(0, 3), new double[3], 1, tape);

        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => Models.ReadBackward(memory.AsSpan(0, 3), new double[3], 1, tape, 1, memory.AsSpan(1, 3), new double[3], ref dScale));

        Assert.Contains(exception.ParamName, (string[])["w", "dW"]);
        Assert.Equal(before, memory);
        Assert.Equal(1, dScale);
        Models.ReadBackward(memory.AsSpan(0, 3), new double[3], 1, tape, 1, new double[3], new double[3], ref dScale);
        AssertUsable();
    }

    [Fact]
    public void Of_the_cotangents_of_what_was_written_with_a_gradient()
    {
        double[] x = [1, 2, 3];
        double[] before = [.. memory];
        Models.WriteForward(x, new double[3], tape);

        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => Models.WriteBackward(x, tape, memory.AsSpan(0, 3), memory.AsSpan(2, 3)));

        Assert.Contains(exception.ParamName, (string[])["dX", "dY"]);
        Assert.Equal(before, memory);
        Models.WriteBackward(x, tape, new double[3], new double[3]);
        AssertUsable();
    }

    [Fact]
    public void Of_a_member_of_a_struct_with_an_output()
    {
        double[] before = [.. memory];

        Assert.Throws<ArgumentException>(
            () => Models.MembersForward(new Weights(memory.AsSpan(0, 3), new double[3]), memory.AsSpan(2, 3), tape));

        Assert.Equal(before, memory);
        AssertUsable();
    }

    private void AssertUsable()
    {
        Assert.Equal((0, 0L), (tape.Count, tape.BytesInUse));
        double[] dX = new double[1];
        Models.WriteForward([0.0], [2.0], tape);
        Models.WriteBackward([0.0], tape, dX, [1.0]);
        Assert.Equal([2], dX);
    }
}
