using Xunit;

namespace BackpropGen.Testing.Tests;

/// <summary>Gradients of the shape of a model: all arrays and objects of their own, all zeros, cleared without allocation.</summary>
public sealed class ShapeTests
{
    private static Network New() => new(
        new Dense(new[,] { { 1.0, 2 }, { 3, 4 } }, [5, 6]) { Scale = 7 }, new Dense(new[,] { { 8.0 } }, [9]), [[1, 2], [], [3]], [new Point { X = 1, Y = 2 }])
    {
        Rate = 0.5,
        Head = new Tanh { Slope = 2 },
    };

    [Fact]
    public void Everything_with_a_gradient_is_zero_and_of_its_own()
    {
        Network model = New();
        Network gradient = Network.LossZerosLike(model);
        Assert.Equal(new double[2, 2], gradient.First.W);
        Assert.Equal([0, 0], gradient.First.Bias);
        Assert.Equal(0, gradient.First.Scale);
        Assert.Equal(new double[1, 1], gradient.Second.W);
        Assert.Equal([[0.0, 0], [], [0.0]], gradient.Rows);
        Assert.Equal(default, gradient.Points.Single());
        Assert.Equal(0, Assert.IsType<Tanh>(gradient.Head).Slope);
        Assert.Null(gradient.Third);
        Assert.Null(gradient.Momentum);
        Assert.NotSame(model.First, gradient.First);
        Assert.NotSame(model.First.Private, gradient.First.Private);
        Assert.Equal([0.0, 0], gradient.First.Private);
    }

    [Fact]
    public void The_model_stays_as_it_is_and_data_is_in_common()
    {
        Network model = New();
        Network gradient = Network.LossZerosLike(model);
        Assert.Equal(new double[,] { { 1, 2 }, { 3, 4 } }, model.First.W);
        Assert.Equal([5, 6], model.First.Bias);
        Assert.Equal(7, model.First.Scale);
        Assert.Equal([5.0, 6], model.First.Private);
        Assert.Equal(2, ((Tanh)model.Head).Slope);
        Assert.Equal(0.5, gradient.Rate);
        Assert.Same(model.Names, gradient.Names);
    }

    [Fact]
    public void A_gradient_is_cleared_without_allocation()
    {
        Network model = New();
        Network gradient = Network.LossZerosLike(model);
        model.LossGradient([1, -1], gradient);
        double once = gradient.First.Bias[0];
        Assert.NotEqual(0, once);
        Network.LossClear(gradient);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Network.LossClear(gradient);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal([0, 0], gradient.First.Bias);
        Assert.Equal([[0.0, 0], [], [0.0]], gradient.Rows);
        model.LossGradient([1, -1], gradient);
        Assert.Equal(once, gradient.First.Bias[0]);
    }

    [Fact]
    public void A_gradient_is_what_the_check_says_it_is() => New().LossGradientCheck([1, -1]).ThrowIfFailed();

    [Fact]
    public void Structs_are_passed_by_reference()
    {
        var cell = new Cell { W = [1, 2], Bias = 3 };
        Cell gradient = Cells.OutputZerosLike(cell);
        Assert.Equal([0, 0], gradient.W);
        Assert.Equal(0, gradient.Bias);
        Assert.Equal([1, 2], cell.W);
        Cells.OutputGradient(cell, 2, ref gradient);
        Assert.Equal((4, 1), (gradient.W[1] * 2, gradient.Bias));
        Cells.OutputClear(ref gradient);
        Assert.Equal([0, 0], gradient.W);
        Assert.Equal(0, gradient.Bias);
    }

    [Fact]
    public void A_null_array_stays_null() => Assert.Null(Cells.OutputZerosLike(default).W);
}

#pragma warning disable CA1819 // Arrays are what is tried here.

/// <summary>Members of every kind that a model may have.</summary>
public sealed partial class Network(Dense first, Dense second, double[][] rows, Point[] points)
{
    public readonly Dense First = first;

    public Dense Second { get; } = second;

    public Dense? Third { get; init; }

    public double[]? Momentum { get; set; }

    public double[][] Rows { get; private set; } = rows;

    public Point[] Points { get; init; } = points;

    public string[] Names { get; } = ["a", "b"];

    public required Activation Head { get; init; }

    [NoGradient]
    public double Rate { get; set; }

    [Differentiable]
    public double Loss([NoGradient] ReadOnlySpan<double> x)
    {
        double sum = Rows[0][1] * Points[0].X;
        for (int i = 0; i < First.Bias.Length; i++)
            sum += First.W[i, 0] * x[i] * First.Bias[i] + Second.W[0, 0] * First.Scale;
        return Head.Apply(sum * 0.01) * Rate;
    }
}

/// <summary>A part of a model with numbers that only it can reach.</summary>
public sealed class Dense(double[,] w, double[] bias)
{
    private readonly double[] hidden = [.. bias];

    public double[,] W { get; } = w;

    public readonly double[] Bias = bias;

    public double Scale { get; init; }

    internal double[] Private => hidden;
}

/// <summary>An object of one of several classes.</summary>
public abstract class Activation
{
    public abstract double Apply(double x);
}

/// <summary>With a number of its own.</summary>
public sealed class Tanh : Activation
{
    public double Slope { get; set; } = 1;

    public override double Apply(double x) => Math.Tanh(Slope * x);
}

/// <summary>Without.</summary>
public sealed class Identity : Activation
{
    public override double Apply(double x) => x;
}

/// <summary>A struct that holds an array.</summary>
public struct Cell
{
    public double[] W { get; set; }

    public double Bias { get; set; }
}

/// <summary>Methods of structs.</summary>
public static partial class Cells
{
    [Differentiable]
    public static double Output(Cell cell, [NoGradient] double x) => cell.W[0] * x * cell.W[1] + cell.Bias;
}
