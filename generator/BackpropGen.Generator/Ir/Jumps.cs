namespace BackpropGen.Generator.Ir;

// What only the front end has, while it lowers a body: structured jumps, which Frontend/ControlFlow/StructuredJumps.cs takes away again.

/// <summary>Statements that a <see cref="Jump"/> inside can leave: the body of a loop, a switch, a called body, the method.</summary>
/// <param name="Label">Unique in the method.</param>
internal sealed record Labeled(int Label, Block Body) : Statement;

/// <summary>Goes to the end of the labelled statements around it.</summary>
internal sealed record Jump(int Label) : Statement;
