using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Diagnostics;

/// <summary>How a pass refuses a method: the generator emits a stub, the analyzer reports the diagnostic at the method's name.</summary>
/// <param name="arguments">What the descriptor's message asks for.</param>
internal sealed class LanguageException(DiagnosticDescriptor descriptor, params object[] arguments) : Exception(descriptor.Id)
{
    public DiagnosticDescriptor Descriptor { get; } = descriptor;

    public object[] Arguments { get; } = arguments;

    public Diagnostic At(Location location) => Diagnostic.Create(Descriptor, location, Arguments);
}
