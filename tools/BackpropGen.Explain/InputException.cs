namespace BackpropGen.Explain;

/// <summary>What the user gave cannot be explained; the message says what to change.</summary>
internal sealed class InputException(string message) : Exception(message);
