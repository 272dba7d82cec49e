using Xunit;

namespace BackpropGen.Runtime.Tests;

public class RowOrderTests
{
    [Theory]
    [InlineData]
    [InlineData(0)]
    [InlineData(1, 0)]
    [InlineData(0, 1, 2)]
    [InlineData(1, 2, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 0, 4, 2, 3)]
    [InlineData(5, 4, 3, 2, 1, 0)]
    public void Rows_take_their_places_and_go_back(params int[] order)
    {
        double[][] rows = [.. order.Select((_, i) => new double[] { i })];
        double[][] before = [.. rows];
        int[] kept = [.. order];

        RowOrder.Apply(rows, order);
        Assert.Equal(order.Select(from => before[from]), rows);
        Assert.Equal(kept, order);

        RowOrder.Undo(rows, order);
        Assert.Equal(before, rows);
        Assert.Equal(kept, order);
    }

    [Fact]
    public void Random_orders()
    {
        var random = new Random(5);
        for (int count = 0; count < 60; count++)
        {
            int[] order = [.. Enumerable.Range(0, count)];
            random.Shuffle(order);
            Rows_take_their_places_and_go_back(order);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(0, 3, 2, 3)]
    public void A_row_in_two_places(params int[] order)
    {
        float[][] rows = [.. order.Select((_, i) => new float[] { i })];
        float[][] before = [.. rows];
        int[] kept = [.. order];

        Assert.Contains("'rows'", Assert.Throws<InvalidOperationException>(() => RowOrder.Apply(rows, order)).Message);
        Assert.Equal(before, rows);
        Assert.Equal(kept, order);
    }

    [Fact]
    public void Rows_of_one_length()
    {
        RowOrder.Check<double>([]);
        RowOrder.Check<double>([[]]);
        RowOrder.Check<double>([[1, 2], [3, 4]]);
        double[][] model = [[1, 2], [3]];
        Assert.Equal("model", Assert.Throws<ArgumentException>(() => RowOrder.Check(model)).ParamName);
        model[0] = null!;
        Assert.Equal("model", Assert.Throws<ArgumentException>(() => RowOrder.Check(model)).ParamName);
        model = [[1], null!];
        Assert.Equal("model", Assert.Throws<ArgumentException>(() => RowOrder.Check(model)).ParamName);
    }

    [Fact]
    public void It_takes_nothing_from_the_heap()
    {
        double[][] rows = [[1], [2], [3], [4]];
        int[] order = [2, 0, 3, 1];
        long least = long.MaxValue;
        for (int round = 0; round < 3; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            RowOrder.Check(rows);
            RowOrder.Apply(rows, order);
            RowOrder.Undo(rows, order);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }
}
