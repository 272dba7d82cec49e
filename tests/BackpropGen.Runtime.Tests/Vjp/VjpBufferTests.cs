using Xunit;

namespace BackpropGen.Runtime.Tests;

public class VjpBufferTests
{
    [Fact]
    public void CopyTo_is_the_transpose_of_the_copy_for_all_positions()
    {
        const int Size = 14;
        for (int length = 0; length <= 6; length++)
        {
            for (int source = 0; source <= Size - length; source++)
            {
                for (int destination = 0; destination <= Size - length; destination++)
                {
                    foreach (int surplus in (int[])[0, Size - length - destination])
                        CompareWithMatrix(Size, source, destination, length, surplus);
                }
            }
        }
    }

    [Fact]
    public void CopyTo_between_buffers_of_any_length()
    {
        for (int length = 0; length < 70; length++)
        {
            float[] dSource = [.. Enumerable.Range(0, length).Select(i => (float)i)];
            float[] dDestination = [.. Enumerable.Range(0, length + 3).Select(i => 100f * (i + 1))];
            BackpropGen.Vjp.CopyTo<float>(dSource, dDestination);
            Assert.Equal(Enumerable.Range(0, length).Select(i => i + 100f * (i + 1)), dSource);
            Assert.Equal(Enumerable.Range(0, length + 3).Select(i => i < length ? 0 : 100f * (i + 1)), dDestination);
        }
    }

    [Fact]
    public void CopyTo_refuses_a_shorter_destination_and_changes_nothing()
    {
        double[] dSource = [1, 2, 3];
        double[] dDestination = [4, 5];
        Assert.Equal("dDestination", Assert.Throws<ArgumentException>(() => BackpropGen.Vjp.CopyTo<double>(dSource, dDestination)).ParamName);
        Assert.Equal([1, 2, 3], dSource);
        Assert.Equal([4, 5], dDestination);
    }

    [Fact]
    public void Fill_sums_and_clears()
    {
        for (int length = 0; length < 70; length++)
        {
            double[] doubles = [.. Enumerable.Range(1, length).Select(i => (double)i)];
            float[] floats = [.. Enumerable.Range(1, length).Select(i => (float)i)];
            Half[] halves = [.. Enumerable.Range(1, length).Select(_ => (Half)2)];
            Assert.Equal(length * (length + 1) / 2, BackpropGen.Vjp.Fill<double>(doubles));
            Assert.Equal(length * (length + 1) / 2, BackpropGen.Vjp.Fill<float>(floats));
            Assert.Equal((Half)(2 * length), BackpropGen.Vjp.Fill<Half>(halves));
            Assert.All(doubles, value => Assert.Equal(0, value));
            Assert.All(floats, value => Assert.Equal(0, value));
            Assert.All(halves, value => Assert.Equal(Half.Zero, value));
        }
    }

    private static void CompareWithMatrix(int size, int source, int destination, int length, int surplus)
    {
        // The copy is linear: its columns are what it makes of the unit vectors.
        double[] cotangents = [.. Enumerable.Range(0, size).Select(i => (double)(1 << i))];
        double[] expected = new double[size];
        for (int column = 0; column < size; column++)
        {
            double[] memory = new double[size];
            memory[column] = 1;
            memory.AsSpan(source, length).CopyTo(memory.AsSpan(destination));
            for (int row = 0; row < size; row++)
                expected[column] += memory[row] * cotangents[row];
        }

        BackpropGen.Vjp.CopyTo(cotangents.AsSpan(source, length), cotangents.AsSpan(destination, length + surplus));
        Assert.True(expected.AsSpan().SequenceEqual(cotangents), $"{length} elements from {source} to {destination}");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 3)]
    [InlineData(7, 7)]
    [InlineData(19, 24)]
    public void A_copy_to_fresh_storage_adds_and_leaves_the_destination(int source, int destination)
    {
        double[] dSource = [.. Enumerable.Range(0, source).Select(i => 0.5 * i + 1)];
        double[] dDestination = [.. Enumerable.Range(0, destination).Select(i => 3.0 - i)];
        double[] expected = [.. dSource.Select((value, i) => value + dDestination[i])];
        double[] before = [.. dDestination];

        BackpropGen.Vjp.CopyToFresh<double>(dSource, dDestination);

        Assert.Equal(expected, dSource);
        Assert.Equal(before, dDestination);
    }

    [Fact]
    public void A_copy_to_fresh_storage_that_is_too_short_changes_nothing()
    {
        double[] dSource = [1, 2];
        Assert.Throws<ArgumentException>("dDestination", () => BackpropGen.Vjp.CopyToFresh<double>(dSource, new double[1]));
        Assert.Equal([1.0, 2.0], dSource);
    }
}
