using BackpropGen.Generator.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.CodeFixes.Edits;

/// <summary>Makes types partial.</summary>
internal static class Partiality
{
    private const int Order = 2;

    /// <summary>
    /// The type and those around it; null where one of them is not in a file that can be changed, or must not be partial.
    /// </summary>
    public static IReadOnlyList<Edit>? Of(INamedTypeSymbol type, Solution solution)
    {
        List<Edit> edits = [];
        foreach (INamedTypeSymbol outer in TypeShells.WithOuter(type).Select(outer => outer.OriginalDefinition))
        {
            if (outer.IsFileLocal)
                return null;
            if (TypeShells.IsPartial(outer))
                continue;
            if (outer.DeclaringSyntaxReferences.Select(part => Of(part.GetSyntax(), solution)).FirstOrDefault() is not { } edit)
                return null;
            edits.Add(edit);
        }
        return edits;
    }

    private static Edit? Of(SyntaxNode declaration, Solution solution) =>
        declaration is TypeDeclarationSyntax { Keyword: { IsMissing: false } keyword }
            && solution.FileOf(declaration.SyntaxTree) is { } document
            // The last of the modifiers, as C# wants it.
            ? Edit.Insert(document.Id, keyword.SpanStart, "partial ", Order) : null;
}
