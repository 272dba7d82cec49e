using Xunit;

namespace BackpropGen.Tests.Misuse;

/// <summary>Arrays of two dimensions of the wrong shape, missing, or given twice.</summary>
public sealed class GridTests
{
    private readonly Tape tape = new();
    private readonly double[,] a = { { 1, 2, 3 }, { 4, 5, 6 } };
    private readonly double[,] b = { { 0.5, 1, -1 }, { 2, 0.25, -0.5 } };

    [Theory]
    [InlineData(3, 2)]
    [InlineData(2, 4)]
    [InlineData(1, 3)]
    public void A_gradient_of_another_shape(int rows, int columns)
    {
        double[,] wrong = new double[rows, columns];

        AssertNames<ArgumentException>("dA", () => Models.GridsGradient(a, b, wrong, new double[2, 3], tape));

        Models.GridsForward(a, b, tape);
        AssertNames<ArgumentException>("dA", () => Models.GridsBackward(a, tape, 1, wrong, new double[2, 3]));
        AssertNames<ArgumentException>("dB", () => Models.GridsBackward(a, tape, 1, new double[2, 3], wrong));
        Models.GridsBackward(a, tape, 1, new double[2, 3], new double[2, 3]);
        AssertUsable();
    }

    [Fact]
    public void A_missing_one()
    {
        AssertNames<ArgumentNullException>("a", () => Models.GridsForward(null!, b, tape));
        Models.GridsForward(a, b, tape);
        AssertNames<ArgumentNullException>("dA", () => Models.GridsBackward(a, tape, 1, null!, new double[2, 3]));
        AssertNames<ArgumentNullException>("dB", () => Models.GridsBackward(a, tape, 1, new double[2, 3], null!));
        Models.GridsBackward(a, tape, 1, new double[2, 3], new double[2, 3]);
        AssertUsable();
    }

    [Fact]
    public void One_that_is_given_twice()
    {
        double[,] before = (double[,])a.Clone();

        Assert.Throws<ArgumentException>(() => Models.GridsForward(a, a, tape));
        Assert.Throws<ArgumentException>(() => Models.GridsGradient(a, b, a, new double[2, 3], tape));

        Assert.Equal(before, a);
        AssertUsable();
    }

    [Fact]
    public void An_index_beyond_its_dimension_is_noticed_as_in_the_method_itself()
    {
        double[,] small = new double[1, 3];

        Assert.Throws<IndexOutOfRangeException>(() => Models.Grids(a, small));
        Assert.Throws<IndexOutOfRangeException>(() => Models.GridsForward(a, small, tape));
        AssertUsable();
    }

    private static void AssertNames<T>(string parameter, Action call)
        where T : ArgumentException => Assert.Equal(parameter, Assert.Throws<T>(call).ParamName);

    private void AssertUsable()
    {
        Assert.Equal(0, tape.Count);
        Assert.Equal(0, tape.BytesInUse);
    }
}
