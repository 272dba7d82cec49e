using BackpropGen.CodeFixes.Edits;

namespace BackpropGen.CodeFixes.Fixes;

/// <summary>What mends an error.</summary>
/// <param name="Title">What the IDE offers.</param>
/// <param name="Kind">Repairs of one kind may be made together.</param>
internal sealed record Repair(string Title, string Kind, IReadOnlyList<Edit> Edits);
