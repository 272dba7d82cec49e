using BackpropGen.Generator.Analysis;
using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes.Reversal;

/// <summary>A block of the backward pass.</summary>
/// <param name="Prologue">Gets at the values of the forward pass and sets cotangents to 0.</param>
/// <param name="FusedPrologue">The same where the forward pass has just run in the same block, so that its variables are at hand.</param>
internal sealed record Turned(List<Statement> Prologue, List<Statement> FusedPrologue, List<Statement> Statements);

/// <summary>A method after reversal: the parts from which its generated members are put together.</summary>
/// <param name="Saves">What a forward method of its own keeps at its end.</param>
/// <param name="Result">The value to return.</param>
/// <param name="Slots">The number of numbered entries in a record.</param>
internal sealed record Reversed(
    Method Method,
    Facts Facts,
    Symbols Symbols,
    List<Statement> Forward,
    List<Statement> Saves,
    Expr? Result,
    Variable ResultCotangent,
    Turned Backward,
    int Slots);
