namespace BackpropGen.Explain.Code;

/// <summary>What a Forward keeps for its Backward.</summary>
/// <param name="HasGradient">There is a Gradient, which may keep less.</param>
/// <param name="CalledMethods">The methods whose own records are part of this one.</param>
/// <param name="TapeSize">The text of the generated tape size method; null where the size depends on what the method computes.</param>
/// <param name="Name">What the tape size method is called.</param>
internal sealed record Recording(
    IReadOnlyList<KeptValue> Values, bool HasGradient, IReadOnlyList<string> CalledMethods, string? TapeSize, string Name);

/// <summary>A value that is kept.</summary>
/// <param name="Gradient">Where Gradient has it, in words.</param>
/// <param name="Bytes">What it takes, as a formula; empty where words say all.</param>
/// <param name="Note">How the formula is to be read.</param>
/// <param name="ReadBy">The ids of the backward groups that read it.</param>
/// <param name="Steers">Loops or branches of the backward pass depend on it.</param>
internal sealed record KeptValue(string Name, string Gradient, string Bytes, string Note, IReadOnlyList<string> ReadBy, bool Steers);
