using System.Numerics;
using BackpropGen.Tests.Checks;
using Xunit;

namespace BackpropGen.Tests.Structs;

/// <summary>Gradients of arrays of structs: of numbers of several types, in objects, of System.Numerics' vectors; and what is wrong with arguments.</summary>
public sealed class StructArrayTests
{
    private static Particle[] Particles(int count, int seed)
    {
        var random = new Random(seed);
        var particles = new Particle[count];
        for (int i = 0; i < count; i++)
            particles[i] = new() { X = random.NextDouble(), V = (float)random.NextDouble(), Kind = random.Next(count), IsOn = i != 1, Weight = random.NextDouble() };
        return particles;
    }

    private static Vector3[] Points(int count, int seed)
    {
        var random = new Random(seed);
        float Next() => 2 * random.NextSingle() - 1;
        return [.. Enumerable.Range(0, count).Select(_ => new Vector3(Next(), Next(), Next()))];
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Numbers_of_several_types(int count)
    {
        const double X = 0.75;
        Particle[] seeds = Particles(count, 7);
        using var tape = new Tape();

        double Value(Action<Particle[]>? change = null, double x = X)
        {
            Particle[] p = Particles(count, 3);
            change?.Invoke(p);
            double value = StructArrayModels.Chained(p, 0, x);
            // What the method leaves in the array counts with the cotangents.
            for (int i = 0; i < count; i++)
                value += seeds[i].X * p[i].X + (double)seeds[i].V * p[i].V;
            return value;
        }

        for (int round = 0; round < 2; round++)
        {
            Particle[] p = Particles(count, 3), gradient = [.. seeds], called = Particles(count, 3);
            double dX = 2;
            double result = StructArrayModels.ChainedForward(p, 0, X, tape);
            StructArrayModels.ChainedBackward(0, X, tape, 1, gradient, ref dX);

            Assert.Equal(StructArrayModels.Chained(called, 0, X), result);
            Assert.Equal(called, p);
            Assert.Equal(2 + RichardsonDerivative.Of(h => Value(x: X + h), 0.3).Value, dX, 1e-5);
            for (int i = 0; i < count; i++)
            {
                int at = i;
                Assert.Equal(RichardsonDerivative.Of(h => Value(p => p[at].X += h), 0.1).Value, gradient[i].X, 1e-5);
                // Single precision: a large step, for the value is linear in it.
                Assert.Equal((Value(p => p[at].V += 0.25f) - Value(p => p[at].V -= 0.25f)) / 0.5, gradient[i].V, 1e-5);
                Assert.Equal((seeds[i].Kind, seeds[i].IsOn, seeds[i].Weight), (gradient[i].Kind, gradient[i].IsOn, gradient[i].Weight));
            }

            Particle[] own = Particles(count, 3), together = [.. seeds];
            double dTogether = 2;
            Assert.Equal(result, StructArrayModels.ChainedGradient(own, 0, X, together, ref dTogether, tape));
            Assert.Equal(called, own);
            Assert.Equal(gradient, together);
            Assert.Equal(dX, dTogether);
        }
        Assert.Equal(0, tape.BytesInUse);
    }

    private static Cloud CloudOf(int count, double k) => new() { Points = Points(count, 5), Particles = Particles(count, 6), K = k };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Arrays_in_objects(int count)
    {
        const double X = 1.25;
        using var tape = new Tape();
        double Value(Action<Cloud> change)
        {
            Cloud cloud = CloudOf(count, 0.5);
            change(cloud);
            return StructArrayModels.Twice(cloud, X);
        }

        // Arrays of numbers that are left as they were have cotangents of zero.
        var gradient = new Cloud { Points = Points(count, 8), Particles = new Particle[count], K = 3 };
        Vector3[] before = [.. gradient.Points];
        double dX = 0;
        Cloud cloud = CloudOf(count, 0.5);
        StructArrayModels.TwiceForward(cloud, X, tape);
        StructArrayModels.TwiceBackward(cloud, X, tape, 1, gradient, ref dX);

        double scale = Math.Max(1, Math.Abs(Value(_ => { })));
        Assert.Equal(RichardsonDerivative.Of(h => StructArrayModels.Twice(CloudOf(count, 0.5), X + h), 0.1).Value, dX, 1e-7 * scale);
        Assert.Equal(3 + RichardsonDerivative.Of(h => Value(c => c.K += h), 0.1).Value, gradient.K, 1e-7 * scale);
        Assert.Equal(3 + RichardsonDerivative.Of(h => Value(c => c.Ranges[1].Low += h), 0.1).Value, gradient.Ranges[1].Low, 1e-7 * scale);
        Assert.Equal(5 + RichardsonDerivative.Of(h => Value(c => c.Ranges[1].High += h), 0.1).Value, gradient.Ranges[1].High, 1e-7 * scale);
        for (int i = 0; i < count; i++)
        {
            int at = i;
            Assert.Equal(RichardsonDerivative.Of(h => Value(c => c.Particles[at].X += h), 0.1).Value, gradient.Particles[i].X, 1e-7 * scale);
            Assert.Equal(before[i].Y + (Value(c => c.Points[at].Y += 0.125f) - Value(c => c.Points[at].Y -= 0.125f)) / 0.25, gradient.Points[i].Y, 0.05 * scale);
        }
    }

    [Fact]
    public void The_area_of_triangles()
    {
        Vector3[] corners = [new(0, 0, 0), new(2, 0, 0), new(0, 3, 0), new(2, 3, 0)], gradient = new Vector3[4];
        gradient[3] = new(5, 6, 7);

        Assert.Equal(6, StructArrayModels.AreaGradient(corners, [0, 1, 2, 1, 3, 2], gradient));

        // Moving an outer corner changes the area by half of the opposite edge, turned.
        Assert.Equal(new Vector3(-1.5f, -1, 0), gradient[0]);
        Assert.Equal(new Vector3(5 + 1.5f, 6 + 1, 7), gradient[3]);
        Assert.Equal(new Vector3(1.5f, -1, 0), gradient[1]);
    }

    [Fact]
    public void Members_of_ones_own()
    {
        var spring = new Spring { Nodes = [new(0, 0), new(3, 4), new(3, 6)], Stiffness = 2 };
        var gradient = new Spring { Nodes = [new(1, 1), new(0, 0), new(0, 0)] };
        double dRest = 1;

        Assert.Equal(16 + 1, spring.EnergyGradient(1, gradient, ref dRest));

        Assert.Equal(1 - 2 * 4 * 0.6, gradient.Nodes[0].X, 1e-6);
        Assert.Equal(1 - 2 * 4 * 0.8, gradient.Nodes[0].Y, 1e-6);
        Assert.Equal(2, gradient.Nodes[2].Y, 1e-6);
        Assert.Equal(8 + 0.5, gradient.Stiffness);
        Assert.Equal(1 - 2 * (4 + 1), dRest);
    }

    [Fact]
    public void Arguments_that_do_not_fit_are_refused_and_nothing_is_changed()
    {
        Vector3[] points = Points(3, 1), speeds = Points(3, 2), tooFew = new Vector3[2];
        Vector3[] before = [.. points];
        float dH = 1;
        using var tape = new Tape();

        Assert.Equal("dCorners", Assert.Throws<ArgumentException>(() => StructArrayModels.AreaGradient(points, [0, 1, 2], tooFew)).ParamName);
        Assert.Equal("corners", Assert.Throws<ArgumentNullException>(() => StructArrayModels.AreaGradient(null!, [0, 1, 2], tooFew)).ParamName);
        Assert.Throws<ArgumentException>(() => StructArrayModels.DriftForward(points, points.AsSpan(1), 1, tape));
        Assert.Throws<ArgumentException>(() => StructArrayModels.AreaGradient(points, [0, 1, 2], points));
        Assert.Equal(before, points);

        // Two gradients are one span.
        StructArrayModels.DriftForward(points, speeds, 1, tape);
        Vector3[] gradient = Points(3, 4), copy = [.. gradient];
        Assert.Throws<ArgumentException>(() => StructArrayModels.DriftBackward(speeds, 1, tape, gradient, gradient, ref dH));
        Assert.Equal(copy, gradient);
        Assert.Equal(1, dH);
        StructArrayModels.DriftBackward(speeds, 1, tape, gradient, new Vector3[3], ref dH);
        Assert.Equal(1 + Enumerable.Range(0, 3).Sum(i => Vector3.Dot(copy[i], speeds[i])), dH, 1e-5f);
    }
}
