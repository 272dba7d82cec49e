using System.Globalization;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Diagnostics;

/// <summary>What the passes threw, as a diagnostic that has no place yet.</summary>
internal sealed record Failure(string Id, string Message)
{
    public static Failure Of(Exception thrown, string method)
    {
        DiagnosticDescriptor descriptor = DescriptorOf(thrown);
        string format = descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture);
        return new(descriptor.Id, string.Format(CultureInfo.InvariantCulture, format, method, thrown.Message));
    }

    public static Diagnostic At(Location place, Exception thrown, string method) =>
        Diagnostic.Create(DescriptorOf(thrown), place, method, thrown.Message);

    private static DiagnosticDescriptor DescriptorOf(Exception thrown) =>
        thrown is UnsupportedException ? Descriptors.NoDerivative : Descriptors.InternalError;
}
