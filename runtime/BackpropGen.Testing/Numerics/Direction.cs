using BackpropGen.Testing.Arguments;

namespace BackpropGen.Testing.Numerics;

/// <summary>One entry of a direction: how far the entry goes for a step of 1.</summary>
/// <param name="Gradient">The analytic derivative by the entry.</param>
internal readonly record struct Component(Block Block, int Index, double Weight, double Gradient);

/// <summary>A direction in which arguments are changed.</summary>
/// <param name="Scale">A step that changes the entries noticeably.</param>
internal sealed record Direction(IReadOnlyList<Component> Components, double Scale)
{
    /// <summary>What the analytic gradient says of the direction.</summary>
    public double Analytic => Components.Sum(component => component.Gradient * component.Weight);

    /// <summary>A bound of the same without cancellation.</summary>
    public double Magnitude => Components.Sum(component => Math.Abs(component.Gradient * component.Weight));
}
