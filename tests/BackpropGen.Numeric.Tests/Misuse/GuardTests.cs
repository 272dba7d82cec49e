using Xunit;

namespace BackpropGen.Tests.Misuse;

/// <summary>A method that checks its own arguments.</summary>
public static partial class GuardModels
{
    [Differentiable]
    public static double Root(ReadOnlySpan<double> x, int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, x.Length);
        double sum = 0;
        for (int i = 0; i <= index; i++)
        {
            if (x[i] < 0)
                throw new ArgumentException($"The value {i,3:D2} is negative: {x[i]:F3}" + " at " + i + ".", nameof(x));
            sum += Math.Sqrt(x[i]);
        }
        return sum * sum;
    }
}

public sealed class GuardTests
{
    private readonly Tape tape = new();

    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 2)]
    public void Generated_members_throw_what_the_method_throws(int position, int index)
    {
        double[] x = [1, 2, 3];
        x[position] = -1;
        double[] dX = [1, 1, 1];

        ArgumentException expected = Assert.ThrowsAny<ArgumentException>(() => GuardModels.Root(x, index));
        ArgumentException forward = Assert.ThrowsAny<ArgumentException>(() => GuardModels.RootForward(x, index, tape));
        ArgumentException gradient = Assert.ThrowsAny<ArgumentException>(() => GuardModels.RootGradient(x, index, dX, tape));

        Assert.Equal([expected.Message, expected.Message], [forward.Message, gradient.Message]);
        Assert.Equal(expected.ParamName, forward.ParamName);
        Assert.Equal(expected.ParamName, gradient.ParamName);
        Assert.Equal([1, 1, 1], dX);
        Assert.Equal(0, tape.Count);
        Assert.Equal(0, tape.BytesInUse);
    }
}
