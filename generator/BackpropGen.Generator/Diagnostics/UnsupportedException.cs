namespace BackpropGen.Generator.Diagnostics;

/// <summary>A pass refuses a method: reported at the method's name.</summary>
internal sealed class UnsupportedException(string reason) : Exception(reason);
