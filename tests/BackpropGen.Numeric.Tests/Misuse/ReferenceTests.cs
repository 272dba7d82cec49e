using Xunit;

namespace BackpropGen.Tests.Misuse;

/// <summary>A variable that is passed by reference must not be another argument too.</summary>
public sealed class ReferenceTests
{
    private readonly Tape tape = new();
    private readonly double[] memory = [1, 2, 3];

    [Fact]
    public void Two_results_are_two_variables()
    {
        double y = 2;

        ArgumentException exception = Assert.Throws<ArgumentException>(() => Models.ChangeForward(memory, 1, ref y, out y, tape));

        Assert.Contains(exception.ParamName, (string[])["y", "z"]);
        Assert.Equal(2, y);
        AssertUsable();
    }

    [Fact]
    public void An_element_of_a_span_is_no_variable_beside_it()
    {
        double[] before = [.. memory];

        ArgumentException exception = Assert.Throws<ArgumentException>(() => Models.ChangeForward(memory, 1, ref memory[1], out _, tape));

        Assert.Equal("y", exception.ParamName);
        Assert.Equal(before, memory);
        AssertUsable();
    }

    [Fact]
    public void Gradients_are_variables_of_their_own()
    {
        double y = 2;
        Models.ChangeForward(memory, 1, ref y, out _, tape);
        double[] dX = [7, 7, 7];
        double dA = 3;

        Assert.Throws<ArgumentException>(() => Models.ChangeBackward(memory, 1, tape, 1, dX, ref dA, ref dA, 0));
        Assert.Throws<ArgumentException>(() => Models.ChangeBackward(memory, 1, tape, 1, dX, ref dX[1], ref dA, 0));
        Assert.Throws<ArgumentException>(() => Models.ChangeBackward(memory, 1, tape, 1, dX, ref dA, ref memory[0], 0));

        Assert.Equal([7, 7, 7], dX);
        Assert.Equal(3, dA);
        double dY = 0;
        Models.ChangeBackward(memory, 1, tape, 1, dX, ref dA, ref dY, 0);
        Assert.Equal((0, 0L), (tape.Count, tape.BytesInUse));
    }

    [Fact]
    public void Gradient_checks_what_it_reads_and_what_it_adds_to()
    {
        double y = 2;
        double dA = 3, dY = 0;

        Assert.Throws<ArgumentException>(() => Models.ChangeGradient(memory, 1, ref y, out _, new double[3], ref dA, ref y, 0, tape));
        Assert.Throws<ArgumentException>(() => Models.ChangeGradient(memory, 1, ref dA, out _, new double[3], ref dA, ref dY, 0, tape));
        Assert.Throws<ArgumentException>(() => Models.ChangeGradient(memory, 1, ref y, out dA, new double[3], ref dA, ref dY, 0, tape));

        Assert.Equal((2, 3, 0), (y, dA, dY));
        AssertUsable();
    }

    [Fact]
    public void Structs_are_variables_of_their_own()
    {
        (double A, double B) s = (1, 2), t = (3, 4), dS = (1, 0), dT = (5, 6);
        double y = 2, dY = 7;

        Assert.Throws<ArgumentException>(() => Models.CarryForward(ref s, in s, ref y, tape));
        Assert.Throws<ArgumentException>(() => Models.CarryForward(ref s, in t, ref s.B, tape));
        Assert.Throws<ArgumentException>(() => Models.CarryForward(ref s, in t, ref t.A, tape));
        Assert.Throws<ArgumentException>(() => Models.CarryGradient(ref s, in t, ref y, ref s, ref dT, ref dY, tape));
        Assert.Equal(((1, 2), (3, 4), 2), (s, t, y));
        Models.CarryForward(ref s, in t, ref y, tape);
        Assert.Throws<ArgumentException>(() => Models.CarryBackward(in t, tape, 1, ref dS, ref dS, ref dY));
        Assert.Throws<ArgumentException>(() => Models.CarryBackward(in t, tape, 1, ref dS, ref dT, ref dT.A));
        Assert.Throws<ArgumentException>(() => Models.CarryBackward(in t, tape, 1, ref t, ref dT, ref dY));
        Assert.Equal(((1, 0), (5, 6), 7), (dS, dT, dY));

        // s.A = 1 + 4 * 2 = 9, with the cotangent 1 + 7 * 2 + 3 = 18.
        Models.CarryBackward(in t, tape, 1, ref dS, ref dT, ref dY);
        Assert.Equal(((18, 0), (5 + 9, 6 + 18 * 2), 7 * 9 + 18 * 4), (dS, dT, dY));
        AssertUsable();
    }

    private void AssertUsable()
    {
        Assert.Equal((0, 0L), (tape.Count, tape.BytesInUse));
        double y = 3, dY = 1, dA = 0;
        Models.ChangeForward([1.0], 2, ref y, out _, tape);
        Models.ChangeBackward([1.0], 2, tape, 0, new double[1], ref dA, ref dY, 0);
        Assert.Equal(12, dY);
    }
}
