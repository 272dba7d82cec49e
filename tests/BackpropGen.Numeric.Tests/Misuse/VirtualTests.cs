using System.Reflection;
using System.Reflection.Emit;
using Xunit;

namespace BackpropGen.Tests.Misuse;

/// <summary>Objects whose class decides what runs: of an unknown class, with gradients of another one, and changed in between.</summary>
public sealed partial class VirtualTests
{
    private readonly Tape tape = new();

    public abstract class Layer
    {
        public double Scale = 0.5;

        public abstract double Apply(double x);
    }

    public class Linear : Layer
    {
        public double[] W = [1, 2];

        public override double Apply(double x) => W[0] * x + W[1] * Scale;
    }

    public sealed class Bent : Layer
    {
        public double[] Knots = [0.25];
        public double Slope = 2;

        public override double Apply(double x) => Math.Sin(Knots[0] * x) * Slope * Scale;
    }

    public struct Placed
    {
        public Layer Layer;
        public double At;
    }

    public sealed partial class Network
    {
        public Layer First = new Linear();
        public Layer Second = new Bent();

        [Differentiable]
        public double Run(double x) => Second.Apply(First.Apply(x));

        [Differentiable]
        public static double Twice(Layer layer, double x) => layer.Apply(x) * layer.Apply(x * x);

        [Differentiable]
        public static double InStruct(Placed placed, double x)
        {
            placed.At *= x;
            return placed.Layer.Apply(placed.At) * placed.At;
        }

        [Differentiable]
        public static void Into(Layer layer, Span<double> y)
        {
            for (int i = 0; i < y.Length; i++)
                y[i] = layer.Apply(y[i]);
        }
    }

    /// <summary>What a derived class keeps changes between the passes of another method.</summary>
    public abstract partial class Memory
    {
        [Differentiable]
        public abstract double Peek(double x);

        [Differentiable]
        public double Read(double x) => Peek(x) * x;

        [Differentiable]
        public abstract void Push(double x);
    }

    public sealed partial class Sum : Memory
    {
        public double Total = 3;

        public override double Peek(double x) => Total * x;

        public override void Push(double x) => Total = Total * 2 + x;
    }

    [Fact]
    public void State_of_a_derived_class_changes_before_Backward()
    {
        var memory = new Sum();
        var gradient = new Sum { Total = 0 };
        (double dX, double dPushed) = (0, 0);

        memory.PeekForward(5, tape);
        memory.ReadForward(2, tape);
        memory.PushForward(1, tape);
        memory.PushBackward(1, tape, gradient, ref dPushed);
        memory.ReadBackward(2, tape, 1, gradient, ref dX);
        memory.PeekBackward(5, tape, 1, gradient, ref dX);

        Assert.Equal(7, memory.Total);
        // d(3 * x)/dx, and d(3 * x * x)/dx at x = 2.
        Assert.Equal(3 + 12, dX);
        Assert.Equal(5 + 4, gradient.Total);
    }

    /// <summary>An object of a class that nobody knew when the derivatives were generated.</summary>
    private static Layer Unknown()
    {
        TypeBuilder type = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Later"), AssemblyBuilderAccess.RunAndCollect)
            .DefineDynamicModule("Later").DefineType("Later", TypeAttributes.Public | TypeAttributes.Class, typeof(Linear));
        return (Layer)Activator.CreateInstance(type.CreateType())!;
    }

    [Fact]
    public void An_unknown_class()
    {
        double dX = 0;
        double[] y = [1, 2];
        var gradient = new Linear { W = [0, 0], Scale = 0 };

        Assert.Equal("layer", Assert.Throws<ArgumentException>(() => Network.TwiceForward(Unknown(), 1, tape)).ParamName);
        Assert.Equal("layer", Assert.Throws<ArgumentException>(() => Network.TwiceGradient(Unknown(), 1, gradient, ref dX, tape)).ParamName);
        Assert.Equal("layer", Assert.Throws<ArgumentException>(() => Network.IntoForward(Unknown(), y, tape)).ParamName);
        Assert.Equal("First", Assert.Throws<ArgumentException>(() => new Network { First = Unknown() }.RunForward(1, tape)).ParamName);

        Assert.Equal(0, dX);
        Assert.Equal([1, 2], y);
        Assert.Equal([0, 0], gradient.W);
        AssertUsable();
    }

    [Fact]
    public void A_gradient_of_another_class()
    {
        double dX = 0;
        var gradient = new Network { First = new Bent { Knots = [0], Slope = 0, Scale = 0 }, Second = new Bent { Knots = [0], Slope = 0, Scale = 0 } };

        Assert.Equal("dThis", Assert.Throws<ArgumentException>(() => new Network().RunGradient(1, gradient, ref dX, tape)).ParamName);
        Assert.Equal("dLayer", Assert.Throws<ArgumentException>(() => Network.TwiceGradient(new Bent(), 1, new Linear { W = [0, 0] }, ref dX, tape)).ParamName);

        Assert.Equal(0, dX);
        Assert.Equal(0, ((Bent)gradient.Second).Slope);
        AssertUsable();
    }

    [Fact]
    public void Another_object_in_Backward_than_in_Forward()
    {
        double dX = 0;
        var linear = new Linear { W = [0, 0], Scale = 0 };
        Network.TwiceForward(new Bent(), 1, tape);

        Assert.Equal("layer", Assert.Throws<ArgumentException>(() => Network.TwiceBackward(new Linear(), 1, tape, 1, linear, ref dX)).ParamName);

        Assert.Equal(0, dX);
        Assert.Equal([0, 0], linear.W);
        Network.TwiceBackward(new Bent(), 1, tape, 1, new Bent { Knots = [0], Slope = 0, Scale = 0 }, ref dX);
        Assert.NotEqual(0, dX);
        AssertUsable();
    }

    [Fact]
    public void Arrays_of_a_derived_class_that_are_missing_too_long_or_shared()
    {
        double dX = 0;
        var shared = new Bent();
        double[] before = [.. shared.Knots];

        Assert.Equal("layer", Assert.Throws<ArgumentException>(() => Network.TwiceForward(new Bent { Knots = null! }, 1, tape)).ParamName);
        Assert.Equal("dLayer", Assert.Throws<ArgumentException>(() => Network.TwiceGradient(new Bent(), 1, new Bent { Knots = [0, 0] }, ref dX, tape)).ParamName);
        Assert.Equal("dLayer", Assert.Throws<ArgumentException>(() => Network.TwiceGradient(shared, 1, new Bent { Knots = shared.Knots }, ref dX, tape)).ParamName);
        Assert.Throws<ArgumentException>(() => Network.TwiceGradient(shared, 1, shared, ref dX, tape));

        Assert.Equal(before, shared.Knots);
        Assert.Equal(2, shared.Slope);
        Assert.Equal(0, dX);
        AssertUsable();
    }

    [Fact]
    public void One_object_twice_is_read_twice()
    {
        double dX = 0;
        Layer both = new Linear();
        var gradient = new Network { First = new Linear { W = [0, 0], Scale = 0 }, Second = new Linear { W = [0, 0], Scale = 0 } };

        double value = new Network { First = both, Second = both }.RunGradient(3, gradient, ref dX, tape);

        // w0 (w0 x + w1 s) + w1 s
        Assert.Equal(1 * (1 * 3 + 2 * 0.5) + 2 * 0.5, value);
        Assert.Equal(1, dX);
        Assert.Equal([3, 0.5], ((Linear)gradient.First).W);
        Assert.Equal([4, 0.5], ((Linear)gradient.Second).W);
    }

    private void AssertUsable()
    {
        double dX = 0;
        new Network().RunGradient(1, new Network { First = new Linear { W = [0, 0], Scale = 0 }, Second = new Bent { Knots = [0], Slope = 0, Scale = 0 } }, ref dX, tape);
        Assert.NotEqual(0, dX);
    }

    [Fact]
    public void An_object_in_a_struct()
    {
        var layer = new Bent { Knots = [0.7], Slope = 1.5, Scale = 0.8 };
        var dLayer = new Bent { Knots = [3], Slope = 4, Scale = 5 };
        var placed = new Placed { Layer = layer, At = 0.6 };
        var dPlaced = new Placed { Layer = dLayer, At = 6 };
        double dX = 7, x = 1.25;

        double value = Network.InStructGradient(placed, x, ref dPlaced, ref dX, tape);

        // s = at x, value = sin(k s) m c s
        double s = 0.6 * x, sin = Math.Sin(0.7 * s), cos = Math.Cos(0.7 * s), outer = 1.5 * 0.8;
        double dS = outer * (sin + 0.7 * s * cos);
        Assert.Equal(outer * sin * s, value, 1e-14);
        Assert.Equal(3 + outer * s * s * cos, dLayer.Knots[0], 1e-14);
        Assert.Equal(4 + sin * 0.8 * s, dLayer.Slope, 1e-14);
        Assert.Equal(5 + sin * 1.5 * s, dLayer.Scale, 1e-14);
        Assert.Equal(6 + dS * x, dPlaced.At, 1e-14);
        Assert.Equal(7 + dS * 0.6, dX, 1e-14);

        dPlaced.Layer = new Linear();
        Assert.Throws<ArgumentException>(() => Network.InStructGradient(placed, x, ref dPlaced, ref dX, tape));
    }
}
