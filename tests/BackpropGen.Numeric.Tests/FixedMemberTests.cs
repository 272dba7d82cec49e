using Xunit;

namespace BackpropGen.Tests;

/// <summary>Gradients of what nobody can set from outside: structs with properties and readonly fields, inside of each other and of objects.</summary>
public sealed partial class FixedMemberTests
{
    public readonly struct Point(double x, double y)
    {
        public readonly double X = x;

        public double Y { get; } = y;
    }

    public readonly struct Segment(Point from, Point to)
    {
        public Point From { get; } = from;

        public readonly Point To = to;
    }

    public class Track(Segment first, double weight)
    {
        public Segment First { get; } = first;

        public Point Last { get; init; }

        protected double Weight { get; } = weight;
    }

    public sealed partial class Ride(Segment first, double weight) : Track(first, weight)
    {
        public double Total => Weight;

        [Differentiable]
        public double Length(double scale)
        {
            double sum = 0;
            for (int i = 1; i <= 2; i++)
                sum += First.From.X * First.From.Y * i + First.To.X * scale + Last.Y * First.To.Y * Last.X;
            return sum * Weight;
        }
    }

    public struct Place
    {
        public double X;

        public double Y { get; set; }
    }

    /// <summary>What its properties give are copies.</summary>
    public sealed class Body
    {
        public Place At { get; set; }

        public (double Low, double High) Range { get; set; }

        public System.Numerics.Vector3 Speed { get; set; }
    }

    public static partial class Bodies
    {
        [Differentiable]
        public static double Energy(Body body, double scale)
        {
            double sum = 0;
            for (int i = 1; i <= 2; i++)
                sum += body.At.X * body.Range.Low * i + body.At.Y * body.Speed.Y * scale * body.Range.High;
            return sum;
        }
    }

    [Fact]
    public void Structs_and_tuples_behind_properties_with_setters()
    {
        var body = new Body { At = new Place { X = 2, Y = 3 }, Range = (5, 7), Speed = new(11, 13, 17) };
        var gradient = new Body { At = new Place { X = 1 }, Range = (0, 1), Speed = new(0, 2, 3) };
        using var tape = new Tape();
        double dScale = 0;

        double value = Bodies.EnergyGradient(body, 0.5, gradient, ref dScale, tape);
        double forward = Bodies.EnergyForward(body, 0.5, tape);
        Bodies.EnergyBackward(body, 0.5, tape, 1, gradient, ref dScale);

        Assert.Equal(3 * 2 * 5 + 2 * 3 * 13 * 0.5 * 7, value);
        Assert.Equal(value, forward);
        // Added twice, to what was there.
        Assert.Equal(1 + 2 * 3 * 5, gradient.At.X);
        Assert.Equal(2 * 2 * 13 * 0.5 * 7, gradient.At.Y);
        Assert.Equal((2 * 3 * 2, 1 + 2 * 2 * 3 * 13 * 0.5), gradient.Range);
        Assert.Equal(new(0, (float)(2 + 2 * 2 * 3 * 0.5 * 7), 3), gradient.Speed);
        Assert.Equal(2 * 2 * 3 * 13 * 7, dScale);
    }

    [Fact]
    public void Members_of_members_of_an_object()
    {
        var ride = new Ride(new Segment(new Point(2, 3), new Point(5, 7)), 11) { Last = new Point(13, 17) };
        var gradient = new Ride(new Segment(new Point(1, 0), new Point(0, 0)), 0) { Last = new Point(0, 1) };
        using var tape = new Tape();
        double dScale = 0;

        double value = ride.LengthGradient(0.5, gradient, ref dScale, tape);
        double forward = ride.LengthForward(0.5, tape);
        ride.LengthBackward(0.5, tape, 1, gradient, ref dScale);

        double sum = 3 * 2 * 3 + 2 * 5 * 0.5 + 2 * 17 * 7 * 13;
        Assert.Equal(sum * 11, value);
        Assert.Equal(value, forward);
        // Added twice, to what was there.
        Assert.Equal(1 + 2 * 11 * 3 * 3, gradient.First.From.X);
        Assert.Equal(2 * 11 * 3 * 2, gradient.First.From.Y);
        Assert.Equal(2 * 11 * 2 * 0.5, gradient.First.To.X);
        Assert.Equal(2 * 11 * 2 * 17 * 13, gradient.First.To.Y);
        Assert.Equal(2 * 11 * 2 * 17 * 7, gradient.Last.X);
        Assert.Equal(1 + 2 * 11 * 2 * 7 * 13, gradient.Last.Y);
        Assert.Equal(2 * sum, gradient.Total);
        Assert.Equal(2 * 11 * 2 * 5, dScale);
    }

    [Differentiable]
    private static double Along(in Segment s, Segment t, double at) => s.From.Y * t.To.X * at + s.To.Y * s.To.Y;

    [Fact]
    public void Structs_in_structs()
    {
        var gradient = new Segment(new Point(0, 1), new Point(0, 0));
        var other = new Segment(new Point(0, 0), new Point(2, 0));
        double dAt = 0;

        AlongGradient(new Segment(new Point(2, 3), new Point(5, 7)), new Segment(new Point(1, 1), new Point(4, 1)), 0.5, ref gradient, ref other, ref dAt);

        Assert.Equal(1 + 4 * 0.5, gradient.From.Y);
        Assert.Equal(14, gradient.To.Y);
        Assert.Equal(2 + 3 * 0.5, other.To.X);
        Assert.Equal(12, dAt);
    }
}
