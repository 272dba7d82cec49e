namespace BackpropGen.Fuzz.Mutations;

/// <summary>One way to break the generator: a piece of its source, and what takes its place.</summary>
/// <param name="What">What is wrong then.</param>
/// <param name="File">The file, from the generator's folder.</param>
internal sealed record Mutation(string What, string File, string Original, string Replacement);
