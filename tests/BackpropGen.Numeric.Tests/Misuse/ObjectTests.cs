using Xunit;

namespace BackpropGen.Tests.Misuse;

/// <summary>Objects that are missing, or that are two arguments.</summary>
public sealed partial class ObjectTests
{
    private readonly Tape tape = new();

    public sealed partial class Unit
    {
        public double[] W = [1, 2];
        public double Bias = 0.5;
        public double State = 0.25;

        [Differentiable]
        public double Step(double x)
        {
            State = State * W[0] * x + Bias;
            return State * W[1];
        }
    }

    public sealed partial class Pair
    {
        public Unit First = new();
        public Unit Second = new();

        [Differentiable]
        public double Both(double x) => First.Step(x) * Second.Step(x);

        [Differentiable]
        public static double Mixed(Unit a, Unit b, double x) => a.Step(x) * b.Step(x);
    }

    [Fact]
    public void A_model_is_not_its_own_gradient()
    {
        var unit = new Unit();
        double dX = 0;

        Assert.Equal("dThis", Assert.Throws<ArgumentException>(() => unit.StepGradient(1, unit, ref dX, tape)).ParamName);

        AssertUntouched(unit);
    }

    [Fact]
    public void A_gradient_has_arrays_of_its_own()
    {
        var unit = new Unit();
        var gradient = new Unit { W = unit.W };
        double dX = 0;

        Assert.Throws<ArgumentException>(() => unit.StepGradient(1, gradient, ref dX, tape));

        AssertUntouched(unit);
        AssertUntouched(gradient);
    }

    [Fact]
    public void One_object_is_not_two_arguments_where_it_is_changed()
    {
        var unit = new Unit();

        Assert.Throws<ArgumentException>(() => Pair.MixedForward(unit, unit, 1, tape));
        Assert.Throws<ArgumentException>(() => new Pair { First = unit, Second = unit }.BothForward(1, tape));

        AssertUntouched(unit);
    }

    [Fact]
    public void One_gradient_is_not_that_of_two_arguments()
    {
        (Unit a, Unit b, Unit gradient) = (new(), new(), new());
        double dX = 0;

        Assert.Throws<ArgumentException>(() => Pair.MixedGradient(a, b, 1, gradient, gradient, ref dX, tape));

        AssertUntouched(a);
        AssertUntouched(gradient);
        Assert.Equal(0, dX);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        double dX = 0;
        Unit unit = new();

        Assert.Equal("b", Assert.ThrowsAny<ArgumentException>(() => Pair.MixedForward(unit, null!, 1, tape)).ParamName);
        Assert.Equal("Second", Assert.ThrowsAny<ArgumentException>(() => new Pair { First = unit, Second = null! }.BothForward(1, tape)).ParamName);
        Assert.Equal("dThis", Assert.ThrowsAny<ArgumentException>(() => unit.StepGradient(1, null!, ref dX, tape)).ParamName);
        Assert.Equal("dThis", Assert.ThrowsAny<ArgumentException>(
            () => new Pair { First = unit }.BothGradient(1, new Pair { Second = null! }, ref dX, tape)).ParamName);
        Assert.ThrowsAny<ArgumentException>(() => unit.StepGradient(1, new Unit { W = null! }, ref dX, tape));

        AssertUntouched(unit);
    }

    [Fact]
    public void Steps_backward_take_each_its_own_state()
    {
        var unit = new Unit();
        var gradient = new Unit { W = [0, 0], Bias = 0, State = 0 };
        double dX = 0, dLater = 0;

        unit.StepForward(2, tape);
        unit.StepForward(3, tape);
        unit.StepBackward(3, tape, 1, gradient, ref dLater);
        unit.StepBackward(2, tape, 1, gradient, ref dX);

        // s1 = 2 s0 + b, s2 = 3 s1 + b, result 2 s1 + 2 s2.
        Assert.Equal(2 * 2 + 2 * 3 * 2, gradient.State);
        Assert.Equal(2 + 2 * (3 + 1), gradient.Bias);
        Assert.Equal(2 * 1.0, dLater);
        Assert.Equal((2 + 2 * 3) * 0.25, dX);
        Assert.Equal((0, 0L), (tape.Count, tape.BytesInUse));
    }

    private void AssertUntouched(Unit unit)
    {
        Assert.Equal((0, 0L), (tape.Count, tape.BytesInUse));
        Assert.Equal([1, 2], unit.W);
        Assert.Equal((0.5, 0.25), (unit.Bias, unit.State));
    }
}
