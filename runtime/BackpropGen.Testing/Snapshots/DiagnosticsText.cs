using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.Testing.Snapshots;

/// <summary>Diagnostics in the layout of Verify.SourceGenerators, with the lines that they are about.</summary>
internal static class DiagnosticsText
{
    public static string Of(IEnumerable<Diagnostic> diagnostics) =>
        $"{{\n  Diagnostics: [\n{string.Join(",\n", diagnostics.Select(diagnostic => Object(4, Members(diagnostic))))}\n  ]\n}}";

    private static IEnumerable<string> Members(Diagnostic diagnostic)
    {
        DiagnosticDescriptor descriptor = diagnostic.Descriptor;
        if (diagnostic.Location != Location.None)
            yield return "Location: " + Place(diagnostic.Location);
        yield return "Message: " + diagnostic.GetMessage(CultureInfo.InvariantCulture);
        yield return $"Severity: {diagnostic.Severity}";
        if (diagnostic.WarningLevel != 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"WarningLevel: {diagnostic.WarningLevel}");
        yield return "Descriptor: " + Object(6, Members(descriptor)).TrimStart();
    }

    private static IEnumerable<string> Members(DiagnosticDescriptor descriptor)
    {
        yield return "Id: " + descriptor.Id;
        yield return "Title: " + Text(descriptor.Title);
        if (!string.IsNullOrWhiteSpace(Text(descriptor.Description)))
            yield return "Description: " + Text(descriptor.Description);
        if (!string.IsNullOrWhiteSpace(descriptor.HelpLinkUri))
            yield return "HelpLink: " + descriptor.HelpLinkUri;
        yield return "MessageFormat: " + Text(descriptor.MessageFormat);
        yield return "Category: " + descriptor.Category;
        yield return $"DefaultSeverity: {descriptor.DefaultSeverity}";
        yield return $"IsEnabledByDefault: {(descriptor.IsEnabledByDefault ? "true" : "false")}";
        string tags = string.Join(",\n", descriptor.CustomTags.Select(tag => new string(' ', 10) + tag));
        if (tags.Length > 0)
            yield return $"CustomTags: [\n{tags}\n{new string(' ', 8)}]";
    }

    private static string Object(int indentation, IEnumerable<string> members)
    {
        string outer = new(' ', indentation);
        return $"{outer}{{\n{string.Join(",\n", members.Select(member => $"{outer}  {member}"))}\n{outer}}}";
    }

    /// <summary>The lines, one more before and after, and where it is in them.</summary>
    private static string Place(Location location)
    {
        FileLinePositionSpan span = location.GetMappedLineSpan();
        string position = $"{span.Path.Replace('/', '\\')}: {span.Span}";
        if (location.SourceTree is not { } tree)
            return position;
        TextLineCollection lines = tree.GetText().Lines;
        var text = new StringBuilder("/*\n");
        for (int i = Math.Max(span.StartLinePosition.Line - 1, 0); i <= Math.Min(span.EndLinePosition.Line + 1, lines.Count - 1); i++)
        {
            text.Append(lines[i].ToString()).Append('\n');
            if (lines[i].Span.Intersection(location.SourceSpan) is { } marked)
                text.Append(' ', marked.Start - lines[i].Start).Append('^', marked.Length).Append('\n');
        }
        return $"{text}*/\n{position}";
    }

    private static string Text(LocalizableString text) => text.ToString(CultureInfo.InvariantCulture);
}
