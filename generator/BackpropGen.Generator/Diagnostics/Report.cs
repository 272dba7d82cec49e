using System.Globalization;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.Generator.Diagnostics;

/// <summary>A place in source as data: it compares by value, and keeps no tree alive.</summary>
/// <param name="Path">That of the tree.</param>
/// <param name="ShownPath">What <c>#line</c> makes of it.</param>
internal sealed record Place(string Path, TextSpan Span, string ShownPath, LinePositionSpan Lines)
{
    /// <summary>Nowhere in source.</summary>
    public static Place None { get; } = new("", default, "", default);

    public int Line => Lines.Start.Line + 1;

    /// <summary>The file without its folders, which differ between machines.</summary>
    public string File => ShownPath.Substring(ShownPath.LastIndexOfAny(['/', '\\']) + 1);

    public static Place Of(Location location)
    {
        FileLinePositionSpan shown = location.GetMappedLineSpan();
        return new Place(location.SourceTree?.FilePath ?? "", location.SourceSpan, shown.Path ?? "", shown.Span);
    }

    public Location ToLocation() => ShownPath.Length == 0 && Path.Length == 0 ? Location.None : Location.Create(ShownPath, Span, Lines);
}

/// <summary>A diagnostic as data.</summary>
internal sealed record Report(string Id, string Message, Place Place)
{
    public static Report Of(Diagnostic diagnostic) =>
        new(diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture), Place.Of(diagnostic.Location));

    /// <summary>As the stubs of the method say it.</summary>
    public Refusal ToRefusal() => new(Id, Message, Place.File, Place.Line);

    public Diagnostic ToDiagnostic()
    {
        DiagnosticDescriptor descriptor = Descriptors.All.First(candidate => candidate.Id == Id);
        return Diagnostic.Create(
            Id, descriptor.Category, Message, descriptor.DefaultSeverity, descriptor.DefaultSeverity, descriptor.IsEnabledByDefault,
            warningLevel: 0, descriptor.Title, descriptor.Description, descriptor.HelpLinkUri, Place.ToLocation(),
            additionalLocations: null, descriptor.CustomTags);
    }
}
