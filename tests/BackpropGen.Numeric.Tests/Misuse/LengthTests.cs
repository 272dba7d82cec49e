using Xunit;

namespace BackpropGen.Tests.Misuse;

/// <summary>A buffer of the wrong length is named, and nothing has changed.</summary>
public sealed class LengthTests
{
    private const int Length = 3;

    private readonly Tape tape = new();
    private readonly double[] w = [0.5, -1, 2];
    private readonly double[] x = [1, 0.25, -0.5];

    [Theory]
    [InlineData("dW", 3, 3, 2, 3)]
    [InlineData("dW", 3, 3, 4, 3)]
    [InlineData("dW", 3, 3, 0, 3)]
    [InlineData("dX", 3, 3, 3, 2)]
    [InlineData("dX", 3, 3, 3, 4)]
    public void Of_a_gradient(string parameter, int wLength, int xLength, int dWLength, int dXLength) =>
        AssertBackwardThrows(parameter, wLength, xLength, dWLength, dXLength);

    [Theory]
    [InlineData("w", 2, 3, 2, 3)]
    [InlineData("w", 4, 3, 4, 3)]
    [InlineData("x", 3, 2, 3, 2)]
    [InlineData("x", 3, 4, 3, 4)]
    public void Of_an_argument_that_is_not_the_one_of_forward(string parameter, int wLength, int xLength, int dWLength, int dXLength) =>
        AssertBackwardThrows(parameter, wLength, xLength, dWLength, dXLength);

    [Fact]
    public void Of_the_cotangents_of_what_was_written()
    {
        Models.WriteForward(x, Ones(), tape);
        double[] dX = Ones();
        double[] wrong = [1, 1];

        Assert.Equal("dY", Assert.Throws<ArgumentException>(() => Models.WriteBackward(x, tape, dX, wrong)).ParamName);

        Assert.Equal([1, 1, 1], dX);
        Assert.Equal([1, 1], wrong);
        Models.WriteBackward(x, tape, dX, Ones());
        AssertEmpty();
    }

    [Fact]
    public void Of_a_gradient_in_one_call()
    {
        double[] dX = Ones();
        double[] wrong = [1, 1];
        double dScale = 1;

        Assert.Equal("dW", Assert.Throws<ArgumentException>(() => Models.ReadGradient(w, x, 1, wrong, dX, ref dScale)).ParamName);

        Assert.Equal([1, 1, 1], dX);
        Assert.Equal([1, 1], wrong);
        Assert.Equal(1, dScale);
    }

    [Fact]
    public void Of_a_member_of_a_struct()
    {
        Models.MembersForward(new Weights(w, x), Ones(), tape);
        (double[] dW, double[] wrong, double[] dH) = (Ones(), [1, 1], Ones());

        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => Models.MembersBackward(new Weights(w, x), tape, new Weights(dW, wrong), dH));

        Assert.StartsWith("dP", exception.ParamName);
        Assert.Equal([1, 1, 1], dW);
        Assert.Equal([1, 1, 1], dH);
        Models.MembersBackward(new Weights(w, x), tape, new Weights(dW, Ones()), dH);
        AssertEmpty();
    }

    private void AssertBackwardThrows(string parameter, int wLength, int xLength, int dWLength, int dXLength)
    {
        Models.ReadForward(w, x, 1, tape);
        (double[] dW, double[] dX, double dScale) = (Ones(dWLength), Ones(dXLength), 1);
        (double[] wThen, double[] xThen) = (Resized(w, wLength), Resized(x, xLength));

        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => Models.ReadBackward(wThen, xThen, 1, tape, 1, dW, dX, ref dScale));

        Assert.Equal(parameter, exception.ParamName);
        Assert.All(dW.Concat(dX).Append(dScale), value => Assert.Equal(1, value));

        // Its record is still there.
        Models.ReadBackward(w, x, 1, tape, 1, Ones(), Ones(), ref dScale);
        Assert.NotEqual(1, dScale);
        AssertEmpty();
    }

    private void AssertEmpty() => Assert.Equal((0, 0L), (tape.Count, tape.BytesInUse));

    private static double[] Ones(int length = Length) => [.. Enumerable.Repeat(1.0, length)];

    private static double[] Resized(double[] values, int length)
    {
        double[] resized = [.. values];
        Array.Resize(ref resized, length);
        return resized;
    }
}
