using System.Numerics;

namespace BackpropGen.Tests.Structs;

public struct Particle
{
    public double X;

    public float V { get; set; }

    public int Kind;

    public bool IsOn;

    [NoGradient]
    public double Weight;
}

public sealed class Cloud
{
    public Vector3[] Points = [];

    public Particle[] Particles { get; set; } = [];

    public (double Low, double High)[] Ranges { get; } = [(1, 2), (3, 5)];

    public double K;
}

/// <summary>Arrays of structs that have numbers of several types, as parameters and as members of objects.</summary>
public static partial class StructArrayModels
{
    /// <summary>The last kinds are written after all have been read.</summary>
    [Differentiable]
    public static double Chained(Particle[] p, int n, double x)
    {
        double sum = x;
        for (int i = 0; i < p.Length; i++)
        {
            if (p[i].IsOn)
                sum += p[i].X * p[p[i].Kind].X * p[i].Weight * sum;
            p[i].V *= (float)x;
            p[i].X = Math.Sin(p[i].X) * p[i].V;
        }
        for (int i = 0; i < p.Length; i++)
        {
            p[i].Kind = n;
            p[i].IsOn = !p[i].IsOn;
        }
        return sum;
    }

    [Differentiable]
    public static double Energy(Cloud c, double x)
    {
        double sum = 0;
        foreach (Vector3 p in c.Points)
            sum += Vector3.Dot(p, p) * x;
        Span<Particle> particles = c.Particles;
        foreach (ref Particle p in particles)
            p.X *= x;
        for (int i = 0; i < c.Particles.Length; i++)
            sum += c.Particles[i].X * c.K * c.Particles[i].V;
        foreach ((double low, double high) in c.Ranges)
            sum *= low * x / high;
        return sum;
    }

    [Differentiable]
    public static double Twice(Cloud c, double x) => Energy(c, x) * Energy(c, 2 * x);

    [Differentiable]
    public static float Area(Vector3[] corners, ReadOnlySpan<int> triangles)
    {
        float area = 0;
        for (int i = 0; i + 2 < triangles.Length; i += 3)
        {
            Vector3 a = corners[triangles[i]], b = corners[triangles[i + 1]] - a, c = corners[triangles[i + 2]] - a;
            area += Vector3.Cross(b, c).Length() / 2;
        }
        return area;
    }

    [Differentiable]
    public static void Drift(Span<Vector3> points, ReadOnlySpan<Vector3> speeds, float h)
    {
        for (int i = 0; i < points.Length; i++)
            points[i] += h * speeds[i];
    }
}

/// <summary>A model with structs of its own.</summary>
public sealed partial class Spring
{
    public Vector2[] Nodes = new Vector2[3];

    public double Stiffness;

    [Differentiable]
    public double Energy(double rest)
    {
        double sum = 0;
        for (int i = 1; i < Nodes.Length; i++)
        {
            double length = (Nodes[i] - Nodes[i - 1]).Length() - rest;
            sum += Stiffness * length * length / 2;
        }
        return sum;
    }
}
