using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>
/// A unique, stable name for each method: <c>Namespace.Type.Method</c>. Overloads carry their parameter types, and names that differ from a
/// neighbour's in case only a hash, since the names of generated files are compared without case.
/// </summary>
internal static class FileNames
{
    /// <remarks>Marked methods do not see helpers beside them, so that their names stay when one comes or goes.</remarks>
    public static string Id(IMethodSymbol method)
    {
        bool isMarked = TypeMapping.IsDifferentiable(method);
        IMethodSymbol[] neighbours = method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(other => Same(other.Name, method.Name) && (!isMarked || TypeMapping.IsDifferentiable(other))).ToArray();
        string name = method.Name + Hash(method.Name, neighbours);
        if (neighbours.Count(other => other.Name == method.Name && !IsOtherPart(other, method)) > 1)
            name += string.Concat(method.Parameters.Select(parameter => "-" + TypeOf(parameter)));
        return Sanitize(Container(method.ContainingType) + "." + name);
    }

    private static bool IsOtherPart(IMethodSymbol other, IMethodSymbol method) =>
        !SymbolEqualityComparer.Default.Equals(other, method)
        && (SymbolEqualityComparer.Default.Equals(other.PartialDefinitionPart, method)
            || SymbolEqualityComparer.Default.Equals(other.PartialImplementationPart, method));

    private static string Container(INamespaceOrTypeSymbol container)
    {
        IEnumerable<ISymbol> neighbours = (container.ContainingSymbol as INamespaceOrTypeSymbol)?.GetMembers().OfType<INamespaceOrTypeSymbol>() ?? [];
        string name = container.Name + Hash(container.Name, neighbours);
        if (container is INamedTypeSymbol { Arity: > 0 } generic)
            name += "-" + generic.Arity.ToString(CultureInfo.InvariantCulture);
        return container.ContainingSymbol is INamespaceOrTypeSymbol outer and not INamespaceSymbol { IsGlobalNamespace: true }
            ? Container(outer) + "." + name
            : name;
    }

    private static string TypeOf(IParameterSymbol parameter)
    {
        string type = parameter.Type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)
            .Replace("System.", "").Replace("[]", "-array");
        return parameter.RefKind == RefKind.None ? type : parameter.RefKind.ToString().ToLowerInvariant() + "-" + type;
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string Hash(string name, IEnumerable<ISymbol> neighbours)
    {
        if (!neighbours.Any(other => other.Name != name && Same(other.Name, name)))
            return "";
        // FNV-1a: the same on every machine.
        uint hash = 2166136261;
        foreach (char c in name)
            hash = unchecked((hash ^ c) * 16777619);
        return "-" + hash.ToString("x8", CultureInfo.InvariantCulture);
    }

    private static string Sanitize(string name)
    {
        var text = new StringBuilder();
        foreach (char c in name)
            text.Append(char.IsLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_');
        return text.ToString();
    }
}
