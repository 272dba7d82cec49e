using Xunit;

namespace BackpropGen.Runtime.Tests;

public class ShapeTests
{
    private sealed class Dense
    {
        public float[] Weights = [];
    }

    private ref struct Layer
    {
        public ReadOnlySpan<float> Weights;
    }

    [Fact]
    public void Equal_lengths_pass_in_every_combination_of_buffers()
    {
        double[] a = new double[3];
        float[] f = new float[3];
        Span<double> s = a;
        ReadOnlySpan<double> r = a;
        Shape.SameLength(a, a);
        Shape.SameLength(a, s);
        Shape.SameLength(a, r);
        Shape.SameLength(s, a);
        Shape.SameLength(s, s);
        Shape.SameLength(s, r);
        Shape.SameLength(r, a);
        Shape.SameLength(r, s);
        Shape.SameLength(r, r);
        Shape.SameLength(f, f.AsSpan());
        Shape.SameLength(3, a);
        Shape.SameLength(3, s);
        Shape.SameLength(3, r);
    }

    [Fact]
    public void Several_dimensions_are_one_in_row_major_order()
    {
        double[,] grid = { { 1, 2, 3 }, { 4, 5, 6 } };
        float[,,] cube = new float[2, 3, 4];

        Assert.Equal([1, 2, 3, 4, 5, 6], Shape.Flat(grid).ToArray());
        Shape.Flat(cube)[Shape.At(1, 2, 3, 2, 3, 4)] = 7;

        Assert.Equal(7, cube[1, 2, 3]);
        Assert.Equal(6, Shape.Flat(grid)[Shape.At(1, 2, 2, 3)]);
        Assert.Equal(0, Shape.Flat((double[,]?)null).Length);
        Shape.SameLengths(grid, new double[2, 3]);
        AssertNames("other", "'grid'", () => { double[,] other = new double[3, 2]; Shape.SameLengths(grid, other); });
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 0)]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    public void An_index_beyond_its_dimension_is_no_position(int row, int column)
    {
        Assert.Throws<IndexOutOfRangeException>(() => Shape.At(row, column, 2, 3));
        Assert.Throws<IndexOutOfRangeException>(() => Shape.At(row, column, 0, 2, 3, 1));
        Assert.Throws<IndexOutOfRangeException>(() => Shape.At(0, row, column, 1, 2, 3));
    }

    [Fact]
    public void Different_lengths_fail_in_every_combination_of_buffers()
    {
        double[] a = new double[3];
        double[] b = new double[4];
        AssertNames("b", "'a'", () => Shape.SameLength(a, b));
        AssertNames("b", "'a'", () => Shape.SameLength(a, b.AsSpan()));
        AssertNames("b", "'a'", () => Shape.SameLength(a, (ReadOnlySpan<double>)b), "(ReadOnlySpan<double>)b");
        AssertNames("b", "'a.AsSpan()'", () => Shape.SameLength(a.AsSpan(), b));
        AssertNames("b", "'a.AsSpan()'", () => Shape.SameLength(a.AsSpan(), b.AsSpan()));
        AssertNames("b", "'a.Length'", () => Shape.SameLength(a.Length, b));
        AssertNames("b", "'a.Length'", () => Shape.SameLength(a.Length, b.AsSpan()));
    }

    [Fact]
    public void The_message_has_the_expressions_and_lengths()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() =>
        {
            Layer layer = new() { Weights = new float[12] };
            Layer dLayer = new() { Weights = new float[34] };
            Shape.SameLength(layer.Weights, dLayer.Weights);
        });
        Assert.Equal("dLayer", exception.ParamName);
        Assert.Contains("'dLayer.Weights' is 34", exception.Message);
        Assert.Contains("12", exception.Message);
        Assert.Contains("'layer.Weights'", exception.Message);
    }

    [Fact]
    public void Classes_that_differ_or_that_nobody_knows()
    {
        object layer = new Dense();
        object other = "another one";
        Shape.KnownType(layer, layer.GetType() == typeof(Dense));
        Shape.SameType(layer, new Dense { Weights = [1] });

        ArgumentException unknown = Assert.Throws<ArgumentException>(() => Shape.KnownType(other, other.GetType() == typeof(Dense)));
        ArgumentException different = Assert.Throws<ArgumentException>(() => Shape.SameType(layer, other));

        Assert.Equal("other", unknown.ParamName);
        Assert.Contains("System.String", unknown.Message);
        Assert.Equal("other", different.ParamName);
        Assert.Contains("'layer'", different.Message);
    }

    [Fact]
    public void A_member_of_a_derived_class_belongs_to_its_parameter()
    {
        object layer = new Dense { Weights = null! };
        object[] dLayers = [new Dense { Weights = [1, 2] }];

        Assert.Equal("layer", Assert.Throws<ArgumentException>(() => Shape.NotNull(((Dense)layer).Weights)).ParamName);
        Assert.Equal("dLayers", Assert.Throws<ArgumentException>(() => Shape.SameLength(1, ((Dense)dLayers[0]).Weights)).ParamName);
    }

    [Fact]
    public void A_null_gradient_is_one_of_length_0()
    {
        double[] none = null!;
        double[] one = [1];
        Shape.SameLength(none, none);
        Assert.Equal("none", Assert.Throws<ArgumentException>(() => Shape.SameLength(one, none)).ParamName);
    }

    [Fact]
    public void Writable_is_the_same_memory()
    {
        double[] a = [1, 2, 3];
        ReadOnlySpan<double> read = a.AsSpan(1);
        Shape.Writable(read)[1] = 7;
        Assert.Equal([1, 2, 7], a);
        Assert.Equal(2, Shape.Writable(read).Length);
        Assert.True(Shape.Writable(default(ReadOnlySpan<double>)).IsEmpty);
    }

    private static void AssertNames(string gradient, string primal, Action action, string? gradientExpression = null)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(action);
        Assert.Equal(gradientExpression ?? gradient, exception.ParamName);
        Assert.Contains(primal, exception.Message);
    }
}
