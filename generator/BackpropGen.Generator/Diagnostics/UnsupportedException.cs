namespace BackpropGen.Generator.Diagnostics;

/// <summary>
/// How a pass refuses a method: the generator emits a stub, and the analyzer reports <see cref="Descriptors.NoDerivative"/> at the method's name.
/// </summary>
internal sealed class UnsupportedException(string reason) : Exception(reason);
