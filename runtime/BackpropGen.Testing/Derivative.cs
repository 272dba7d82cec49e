namespace BackpropGen.Testing;

/// <summary>A checked method and its derivative, as calls.</summary>
/// <param name="Box">Puts a result of the method into a box, as every call does.</param>
/// <param name="Gradient">Both passes for a cotangent of 1; null where there is no such method.</param>
internal sealed record Derivative(Func<object?> Value, Func<Tape, object?> Forward, Action<Tape, object?> Backward, Action Box, Func<Tape, object?>? Gradient)
{
    /// <summary>The method computed with doubles; null where there is none.</summary>
    public Func<object?>? Doubled { get; init; }
}
