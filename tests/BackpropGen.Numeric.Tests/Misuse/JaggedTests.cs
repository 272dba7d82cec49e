using Xunit;

namespace BackpropGen.Tests.Misuse;

/// <summary>Arrays of arrays of the wrong lengths, missing, or with rows that are one.</summary>
public sealed class JaggedTests
{
    private readonly Tape tape = new();
    private readonly double[][] a = [[1, 2, 3], [4]];
    private readonly double[][] b = [[0.5, 1, -1], [2]];
    private readonly double[] x = [0.25, 0.5, 1];

    private static double[][] Zeros => [new double[3], new double[1]];

    [Theory]
    [InlineData(3, 1, 0)]
    [InlineData(3)]
    [InlineData(3, 2)]
    [InlineData(1, 3)]
    public void A_gradient_of_other_lengths(params int[] lengths)
    {
        double[][] wrong = [.. lengths.Select(length => new double[length])];

        AssertNames<ArgumentException>("dA", () => Models.RowsGradient(a, b, x, wrong, Zeros, new double[3], tape));

        Models.RowsForward(a, b, x, tape);
        AssertNames<ArgumentException>("dA", () => Models.RowsBackward(a, x, tape, 1, wrong, Zeros, new double[3]));
        AssertNames<ArgumentException>("dB", () => Models.RowsBackward(a, x, tape, 1, Zeros, wrong, new double[3]));
        AssertNames<ArgumentException>("a", () => Models.RowsBackward(wrong, x, tape, 1, wrong, Zeros, new double[3]));
        Models.RowsBackward(a, x, tape, 1, Zeros, Zeros, new double[3]);
        AssertUsable();
    }

    [Fact]
    public void A_missing_one()
    {
        AssertNames<ArgumentNullException>("a", () => Models.RowsForward(null!, b, x, tape));
        Models.RowsForward(a, b, x, tape);
        AssertNames<ArgumentNullException>("dA", () => Models.RowsBackward(a, x, tape, 1, null!, Zeros, new double[3]));
        AssertNames<ArgumentException>("dB", () => Models.RowsBackward(a, x, tape, 1, Zeros, [new double[3], null!], new double[3]));
        Models.RowsBackward(a, x, tape, 1, Zeros, Zeros, new double[3]);
        AssertUsable();
    }

    [Fact]
    public void A_missing_row_is_noticed_where_it_is_used_and_nowhere_else()
    {
        double[][] unused = [[0.5, 1, -1], [2], null!];
        Models.RowsForward(a, unused, x, tape);
        Models.RowsBackward(a, x, tape, 1, Zeros, [new double[3], new double[1], null!], new double[3]);

        Assert.Throws<NullReferenceException>(() => Models.RowsForward(a, [[0.5, 1, -1], null!], x, tape));
        AssertUsable();
    }

    [Fact]
    public void Rows_that_are_one()
    {
        double[] shared = [0.5, 1, -1];
        double[] before = [.. shared];
        double[][] twice = [shared, shared];

        // Read, they may be.
        double[][] ones = [[1, 1, 1], [1, 1, 1]];
        double value = Models.RowsGradient(twice, ones, x, [new double[3], new double[3]], [new double[3], new double[3]], new double[3], tape);
        Assert.Equal(Models.Rows([[0.5, 1, -1], [0.5, 1, -1]], [[1, 1, 1], [1, 1, 1]], x), value);

        AssertNames<ArgumentException>("b", () => Models.RowsForward([[1, 2, 3], [4, 5, 6]], twice, x, tape));
        AssertNames<ArgumentException>("b", () => Models.RowsForward(twice, [shared, new double[3]], x, tape));
        AssertNames<ArgumentException>("dA", () => Models.RowsGradient(twice, [[1, 1, 1], [1, 1, 1]], x, twice, [new double[3], new double[3]], new double[3], tape));
        AssertNames<ArgumentException>("dB", () => Models.RowsGradient(twice, [[1, 1, 1], [1, 1, 1]], x, [new double[3], new double[3]], [new double[3], x], new double[3], tape));
        Assert.Equal(before, shared);
        AssertUsable();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(2000)]
    public void Of_many_rows_the_two_that_are_one_are_found(int count)
    {
        double[][] rows = [.. Enumerable.Range(0, count).Select(_ => new double[2])];
        // Neither in the order of their addresses.
        new Random(1).Shuffle(rows);
        double[][] ones = [.. rows.Select(_ => new double[] { 1, 1 })];
        double[][] Gradients() => [.. rows.Select(_ => new double[2])];
        Models.RowsGradient(rows, ones, x, Gradients(), Gradients(), new double[3], tape);

        if (count < 2)
            return;
        // Addresses from before and after a garbage collection say nothing of each other: that is documented, and not what is tested here.
        for (int attempt = 0; ; attempt++)
        {
            double[][] wrong = Gradients();
            wrong[count / 2] = wrong[^1];
            double[][] others = Gradients();
            int collections = GC.CollectionCount(0);
            Exception? found = Record.Exception(() => Models.RowsGradient(rows, ones, x, wrong, others, new double[3], tape));
            if (found is null && GC.CollectionCount(0) != collections && attempt < 100)
                continue;
            Assert.Equal("dA", Assert.IsType<ArgumentException>(found).ParamName);
            Assert.All(wrong.SelectMany(row => row), entry => Assert.Equal(0, entry));
            break;
        }
    }

    private static void AssertNames<T>(string parameter, Action call)
        where T : ArgumentException => Assert.Equal(parameter, Assert.Throws<T>(call).ParamName);

    private void AssertUsable()
    {
        Assert.Equal(0, tape.Count);
        Assert.Equal(0, tape.BytesInUse);
    }
}
