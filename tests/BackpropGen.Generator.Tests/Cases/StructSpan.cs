using System;
using BackpropGen;

namespace Cases;

public record struct Particle(double X, double Speed)
{
    public double Mass = 1;
}

public static partial class Chains
{
    /// <summary>Springs between neighbours, one step of time.</summary>
    [Differentiable]
    public static double Step(Span<Particle> particles, double stiffness, double h)
    {
        for (int i = 1; i < particles.Length; i++)
        {
            double pull = stiffness * (particles[i].X - particles[i - 1].X);
            particles[i].Speed -= h * pull / particles[i].Mass;
            particles[i - 1].Speed += h * pull / particles[i - 1].Mass;
        }
        double energy = 0;
        foreach (ref Particle p in particles)
        {
            p.X += h * p.Speed;
            energy += p.Mass * p.Speed * p.Speed / 2;
        }
        return energy;
    }
}
