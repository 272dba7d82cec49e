namespace BackpropGen.Testing.Numerics;

/// <summary>A derivative by differences, and how far it may be off.</summary>
/// <param name="Value">The derivative of the weighted outputs along a direction.</param>
/// <param name="Excess">How much more that is than the analytic gradient says, found without cancellation.</param>
internal readonly record struct Estimate(double Value, double Excess, double Error)
{
    public static readonly Estimate Unknown = new(double.NaN, double.NaN, double.PositiveInfinity);

    public bool IsKnown => !double.IsNaN(Value);
}
