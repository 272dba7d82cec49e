namespace BackpropGen.Testing;

/// <summary>A gradient check failed. The message is the report.</summary>
public sealed class GradientCheckException(string message) : Exception(message);
