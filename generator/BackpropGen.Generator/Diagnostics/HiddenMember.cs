using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Diagnostics;

/// <summary>A member that cannot be reached, as an error tells a code fix of it: what the message names is not enough to find it.</summary>
/// <param name="Root">The documentation id of the type from which it is reached.</param>
/// <param name="Path">The way from there: <c>.Layer.W</c>.</param>
internal sealed record HiddenMember(string Root, string Path)
{
    public static HiddenMember? Of(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(nameof(Root), out string? root)
            && diagnostic.Properties.TryGetValue(nameof(Path), out string? path)
            && root is not null && path is not null ? new(root, path) : null;

    public static HiddenMember? Of(ITypeSymbol root, string path) => root.OriginalDefinition.GetDocumentationCommentId() is { } id
        ? new(id, path) : null;

    public ImmutableDictionary<string, string?> Properties =>
        ImmutableDictionary<string, string?>.Empty.Add(nameof(Root), Root).Add(nameof(Path), Path);

    /// <summary>The members on the way, and the setter of the last one if it has one; none where the way is not that plain.</summary>
    public IEnumerable<ISymbol> In(Compilation compilation)
    {
        var type = DocumentationCommentId.GetFirstSymbolForDeclarationId(Root, compilation) as ITypeSymbol;
        List<ISymbol> found = [];
        foreach (string name in Path.Split('.').Skip(1))
        {
            if (MemberOf(type, name.TrimStart('@')) is not { } member)
                return [];
            found.Add(member);
            type = (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type;
        }
        if (found.Count > 0 && found[found.Count - 1] is IPropertySymbol { SetMethod: { } setter })
            found.Add(setter);
        return found;
    }

    private static ISymbol? MemberOf(ITypeSymbol? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name).FirstOrDefault(member => member is IFieldSymbol or IPropertySymbol) is { } member)
                return member;
        }
        return null;
    }
}
