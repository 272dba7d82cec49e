using Xunit;

namespace BackpropGen.Tests.Misuse;

/// <summary>Arrays of arrays whose rows change places, of rows that may not, and rows that are not there.</summary>
public sealed partial class RowTests
{
    private readonly Tape tape = new();
    private readonly double[] dX = [0.25];

    private static partial class Tables
    {
        [Differentiable]
        public static double Turned(double[][] w, ReadOnlySpan<double> x)
        {
            (w[0], w[^1]) = (w[^1], w[0]);
            return w[0][0] * x[0];
        }

        [Differentiable]
        public static double Doubled(double[][] w, ReadOnlySpan<double> x)
        {
            w[0][0] *= x[0];
            w[0] = w[^1];
            return w[0][0];
        }

        [Differentiable]
        public static double Missing(ReadOnlySpan<double> x, int count)
        {
            double[][] t = new double[count][];
            t[0] = [x[0]];
            return t[0][0] * t[^1][0];
        }

        [Differentiable]
        public static double Sized(ReadOnlySpan<double> x, int count)
        {
            double[][] t = new double[2][];
            t[1] = new double[count];
            return t[1].Length * x[0];
        }

        [Differentiable]
        public static void Mix(Span<double> to, ReadOnlySpan<double> from)
        {
            for (int i = 0; i < to.Length; i++)
                to[i] += from[i] * from[i];
        }

        [Differentiable]
        public static double Overlapping(ReadOnlySpan<double> x, int at)
        {
            double[][] t = [[x[0]], [x[0] * 2], [1]];
            t[2] = t[0];
            Mix(t[0], t[at]);
            return t[2][0];
        }
    }

    [Fact]
    public void Rows_of_several_lengths_do_not_change_places()
    {
        double[][] ragged = [[1, 2], [3]];
        double[] first = ragged[0];
        Names<ArgumentException>("w", () => Tables.TurnedForward(ragged, [1], tape));
        Names<ArgumentException>("w", () => Tables.TurnedGradient(ragged, [1], [[5, 6], [7]], dX, tape));
        Names<ArgumentException>("w", () => Tables.TurnedForward([[1], null!], [1], tape));
        Assert.Same(first, ragged[0]);
        AssertNothingHappened();
    }

    [Fact]
    public void A_row_that_stands_twice_in_the_end()
    {
        double[][] w = [[2], [3]];
        double[][] dW = [[5], [7]];
        Assert.Throws<InvalidOperationException>(() => Tables.DoubledForward(w, [4], tape));
        Assert.Throws<InvalidOperationException>(() => Tables.DoubledGradient([[2], [3]], [4], dW, dX, tape));
        Assert.Equal([[5], [7]], dW);
        AssertNothingHappened();

        // Of one row there is no other.
        double value = Tables.DoubledGradient([[2]], [4], dW[..1], dX, tape);
        Assert.Equal(8, value);
        Assert.Equal((5 + 1) * 4, dW[0][0]);
        Assert.Equal(0.25 + (5 + 1) * 2, dX[0]);
    }

    [Fact]
    public void The_rows_of_the_caller_and_those_of_the_gradient_change_places()
    {
        double[] one = [2, 9], other = [3, 8], dOne = [5, 1], dOther = [7, 2];
        double[][] w = [one, other], dW = [dOne, dOther];
        Assert.Equal(3 * 4, Tables.TurnedForward(w, [4], tape));
        Assert.Same(other, w[0]);
        Assert.Same(one, w[1]);
        // The cotangents of the rows as they stand now.
        Tables.TurnedBackward([4], tape, 1, dW, dX);
        Assert.Equal([[7, 2], [5 + 4, 1]], dW);
        Assert.Equal(0.25 + 3, dX[0]);
        Assert.Equal(0, tape.BytesInUse);
    }

    [Fact]
    public void Rows_of_a_gradient_that_are_one_or_missing()
    {
        double[] shared = [5, 1];
        Tables.TurnedForward([[1, 2], [3, 4]], [1], tape);
        Names<ArgumentException>("dW", () => Tables.TurnedBackward([1], tape, 1, [shared, shared], dX));
        Names<ArgumentException>("dW", () => Tables.TurnedBackward([1], tape, 1, [shared, null!], dX));
        Names<ArgumentException>("dW", () => Tables.TurnedBackward([1], tape, 1, [shared], dX));
        Names<ArgumentException>("dW", () => Tables.TurnedBackward([1], tape, 1, [[1, 2, 3], [4]], dX));
        Assert.Equal([5, 1], shared);
        Tables.TurnedBackward([1], tape, 0, [[0, 0], [0, 0]], dX);
        AssertNothingHappened();
    }

    [Fact]
    public void A_row_that_is_not_there()
    {
        Assert.Throws<NullReferenceException>(() => Tables.Missing([3], 2));
        Assert.Throws<NullReferenceException>(() => Tables.MissingForward([3], 2, tape));
        Assert.Throws<NullReferenceException>(() => Tables.MissingGradient([3], 2, dX, tape));
        AssertNothingHappened();
        Assert.Equal(9, Tables.MissingGradient([3], 1, dX, tape));
        Assert.Equal(0.25 + 6, dX[0]);
    }

    [Fact]
    public void A_row_cannot_have_fewer_elements_than_none()
    {
        Assert.Throws<OverflowException>(() => Tables.Sized([3], -1));
        Assert.Throws<OverflowException>(() => Tables.SizedForward([3], -1, tape));
        Assert.Throws<OverflowException>(() => Tables.SizedGradient([3], -1, dX, tape));
        AssertNothingHappened();
    }

    [Fact]
    public void Two_names_of_a_row_are_noticed_where_they_are_passed_on()
    {
        Assert.Equal(3 + 36, Tables.OverlappingGradient([3], 1, dX, tape));
        Assert.Equal(0.25 + 1 + 24, dX[0]);
        dX[0] = 0.25;
        foreach (int at in (int[])[0, 2])
        {
            ArgumentException overlap = Assert.Throws<ArgumentException>(() => Tables.OverlappingForward([3], at, tape));
            Assert.Equal(("'t[0]' is written and shares memory with 't[at]'. (Parameter 't')", "t"), (overlap.Message, overlap.ParamName));
            Assert.Throws<ArgumentException>(() => Tables.OverlappingGradient([3], at, dX, tape));
        }
        AssertNothingHappened();
    }

    private static void Names<T>(string parameter, Action call)
        where T : ArgumentException => Assert.Equal(parameter, Assert.Throws<T>(call).ParamName);

    private void AssertNothingHappened()
    {
        Assert.Equal(0.25, dX[0]);
        Assert.Equal(0, tape.Count);
        Assert.Equal(0, tape.BytesInUse);
    }
}
