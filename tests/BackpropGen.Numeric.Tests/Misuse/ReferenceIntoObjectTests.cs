using Xunit;

namespace BackpropGen.Tests.Misuse;

public struct Inner
{
    public double X;
}

public partial class Holder
{
    public double P;

    public int Count;

    public Inner Inside;

    [Differentiable]
    public double Own(ref double b)
    {
        P *= b;
        b += P;
        return P * b;
    }
}

public class Distant : MarshalByRefObject
{
    public volatile float Level;

    public double P;
}

public abstract class Wave
{
    public abstract double At(double x);
}

public sealed class Sine : Wave
{
    public double Height;

    public override double At(double x)
    {
        Height *= x;
        return Height;
    }
}

public sealed class Line : Wave
{
    public double Slope;

    public override double At(double x) => Slope * x;
}

public partial struct Cursor
{
    public double X;

    [Differentiable]
    public double Own(ref double b)
    {
        X *= b;
        b += X;
        return X * b;
    }
}

public ref partial struct Window
{
    public Span<double> X;

    public double K;

    [Differentiable]
    public readonly double Scaled(double x) => K * X[0] * x;
}

public static partial class IntoObjects
{
    [Differentiable]
    public static double Ref(Holder m, ref double b)
    {
        m.P *= b;
        b += m.P;
        return m.P * b;
    }

    [Differentiable]
    public static double In(in double b, Holder m)
    {
        m.P += b;
        return b * m.P;
    }

    [Differentiable]
    public static double Struct(ref Inner b, Holder m)
    {
        m.Inside.X += b.X;
        return b.X * m.Inside.X;
    }

    [Differentiable]
    public static double Out(Holder m, out double b)
    {
        b = m.P * m.P;
        return m.P * b;
    }

    [Differentiable]
    public static double Integer(Holder m, ref int n, double x)
    {
        n += m.Count;
        return x * n;
    }

    [Differentiable]
    public static double OfClass(Wave w, ref double b)
    {
        b = w.At(b);
        return b * b;
    }

    /// <summary>What is passed by value has a gradient that is passed by reference.</summary>
    [Differentiable]
    public static double Changed(Holder m, double x)
    {
        m.P *= x;
        return m.P * m.P;
    }

    /// <summary>A reference to the one field is a warning, and to that of the other object, too.</summary>
    [Differentiable]
    public static double Elsewhere(Distant m, ref float b)
    {
        b += (float)(m.P * m.Level);
        return b * m.P;
    }

    /// <summary>Only read: both may be the same.</summary>
    [Differentiable]
    public static double Read(in double b, Holder m) => b * m.P;
}

/// <summary>References that lead into an object that is passed as well.</summary>
public sealed class ReferenceIntoObjectTests
{
    private readonly Holder holder = new() { P = 2, Count = 3, Inside = new() { X = 2 } };
    private readonly Holder gradient = new() { P = 1 };
    private double number = 2, dNumber = 1;

    private void AssertRefused(Action call)
    {
        Assert.Throws<ArgumentException>(call);
        Assert.Equal((2, 3, 2, 1, 2, 1), (holder.P, holder.Count, holder.Inside.X, gradient.P, number, dNumber));
    }

    [Fact]
    public void To_a_field() => AssertRefused(() => IntoObjects.RefGradient(holder, ref holder.P, gradient, ref dNumber));

    [Fact]
    public void To_a_field_of_ones_own() => AssertRefused(() => holder.OwnGradient(ref holder.P, gradient, ref dNumber));

    [Fact]
    public void To_a_field_that_is_only_read() => AssertRefused(() => IntoObjects.InGradient(in holder.P, holder, ref dNumber, gradient));

    [Fact]
    public void To_a_struct_in_it()
    {
        var dInner = new Inner();
        AssertRefused(() => IntoObjects.StructForward(ref holder.Inside, holder, new Tape()));
        AssertRefused(() => IntoObjects.StructGradient(ref holder.Inside, holder, ref dInner, gradient));
    }

    [Fact]
    public void To_an_integer() => AssertRefused(() => IntoObjects.IntegerForward(holder, ref holder.Count, 2, new Tape()));

    [Fact]
    public void To_a_gradient()
    {
        AssertRefused(() => IntoObjects.RefGradient(holder, ref number, gradient, ref gradient.P));
        AssertRefused(() => IntoObjects.ChangedGradient(holder, 3, gradient, ref gradient.P));
    }

    // An out parameter is seen by its place alone.
    [Fact]
    public void To_a_result() => Assert.Throws<ArgumentException>(() => IntoObjects.OutForward(holder, out holder.P, new Tape()));

    [Fact]
    public void To_what_only_some_classes_have()
    {
        var sine = new Sine { Height = 3 };
        var line = new Line { Slope = 3 };
        Assert.Throws<ArgumentException>(() => IntoObjects.OfClassForward(sine, ref sine.Height, new Tape()));
        Assert.Throws<ArgumentException>(() => IntoObjects.OfClassForward(line, ref line.Slope, new Tape()));
        Assert.Equal((3, 3), (sine.Height, line.Slope));

        var dLine = new Line();
        Assert.Equal(36, IntoObjects.OfClassGradient(line, ref number, dLine, ref dNumber));
        Assert.Equal(1 * 3 + 2 * 6 * 3, dNumber);
        Assert.Equal((1 + 2 * 6) * 2, dLine.Slope);
    }

    [Fact]
    public void To_a_field_of_a_struct()
    {
        var cursor = new Cursor { X = 2 };
        var dCursor = new Cursor();
        bool isRefused = false;
        try
        {
            cursor.OwnGradient(ref cursor.X, ref dCursor, ref dNumber);
        }
        catch (ArgumentException)
        {
            isRefused = true;
        }
        Assert.True(isRefused);
        Assert.Equal(2, cursor.X);
    }

    [Fact]
    public void Elsewhere_they_are_fine()
    {
        // With cotangents of one for both that is P b (b + P b) + P b + (b + P b).
        Assert.Equal(24, IntoObjects.RefGradient(holder, ref number, gradient, ref dNumber));
        Assert.Equal((29, 24), (dNumber, gradient.P));

        float single = 2, dSingle = 0;
        Assert.Equal(12 * 5, IntoObjects.ElsewhereGradient(new Distant { Level = 2, P = 5 }, ref single, new Distant(), ref dSingle), 1e-4);

        double dB = 0;
        var dM = new Holder();
        holder.P = 5;
        Assert.Equal(25, IntoObjects.ReadGradient(in holder.P, holder, ref dB, dM));
        Assert.Equal((5, 5), (dB, dM.P));
    }

    [Fact]
    public void A_ref_struct_has_a_gradient_of_its_own()
    {
        var window = new Window { X = new double[] { 3 }, K = 5 };
        var dWindow = new Window { X = new double[] { 1 }, K = 1 };
        double dX = 1;

        Assert.Equal(30, window.ScaledGradient(2, ref dWindow, ref dX));
        Assert.Equal((1 + 10, 1 + 6, 1 + 15), (dWindow.X[0], dWindow.K, dX));
    }
}
