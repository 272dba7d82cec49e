using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.CodeFixes.Edits;

/// <summary>Makes what is private internal: a member or a type, and the types that would then be less accessible than it.</summary>
internal sealed class Accessibilities(Solution solution)
{
    private const int Order = 1;

    private readonly HashSet<ISymbol> done = new(SymbolEqualityComparer.Default);
    private readonly List<Edit> edits = [];
    private bool isPossible = true;

    /// <summary>Nothing where all is internal or more; null where something cannot be made so.</summary>
    public static IReadOnlyList<Edit>? Of(IEnumerable<ISymbol> symbols, Solution solution)
    {
        var accessibilities = new Accessibilities(solution);
        foreach (ISymbol symbol in symbols)
            accessibilities.Add(symbol);
        return accessibilities.isPossible ? accessibilities.edits : null;
    }

    private void Add(ISymbol symbol)
    {
        symbol = symbol.OriginalDefinition;
        if (symbol is ITypeParameterSymbol || symbol.DeclaringSyntaxReferences.Length == 0 || !done.Add(symbol))
            return;
        if (symbol.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
        {
            SyntaxNode[] parts = [.. symbol.DeclaringSyntaxReferences.Select(part => part.GetSyntax())];
            List<Edit?> changes = IsShared(symbol) ? [null] : [.. parts.Select(Change)];
            // Of the parts of a type, one says it for all.
            isPossible &= symbol is INamedTypeSymbol ? changes.Exists(change => change is not null)
                : changes.TrueForAll(change => change is not null);
            edits.AddRange(changes.OfType<Edit>());
        }
        if (symbol.ContainingType is { } around)
            Add(around);
        foreach (ITypeSymbol type in TypesOf(symbol))
            AddAll(type);
    }

    /// <summary>What base or derived classes declare as well, with the same accessibility.</summary>
    private static bool IsShared(ISymbol symbol) =>
        symbol is not INamedTypeSymbol && (symbol.IsOverride || symbol.IsVirtual || symbol.IsAbstract);

    private static IEnumerable<ITypeSymbol> TypesOf(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => [field.Type],
        IPropertySymbol property => [property.Type],
        IMethodSymbol method => [method.ReturnType, .. method.Parameters.Select(parameter => parameter.Type)],
        _ => [],
    };

    private void AddAll(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            AddAll(array.ElementType);
        if (type is not INamedTypeSymbol named)
            return;
        Add(named);
        foreach (ITypeSymbol argument in named.TypeArguments)
            AddAll(argument);
    }

    private Edit? Change(SyntaxNode part)
    {
        SyntaxNode declaration = part is VariableDeclaratorSyntax ? part.Parent!.Parent! : part;
        if (solution.FileOf(declaration.SyntaxTree) is not { } document)
            return null;
        return declaration switch
        {
            AccessorDeclarationSyntax accessor => OfAccessor(accessor, document),
            MemberDeclarationSyntax { Modifiers: var modifiers } member when !modifiers.Any(SyntaxKind.FileKeyword)
                && !IsExplicit(member) => OfMember(member, modifiers, document),
            _ => null,
        };
    }

    private static SyntaxToken? Find(SyntaxTokenList modifiers, SyntaxKind kind) =>
        modifiers.IndexOf(kind) is >= 0 and var index ? modifiers[index] : (SyntaxToken?)null;

    private static bool IsExplicit(MemberDeclarationSyntax member) =>
        member is MethodDeclarationSyntax { ExplicitInterfaceSpecifier: not null }
            or PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: not null };

    private static Edit OfMember(MemberDeclarationSyntax member, SyntaxTokenList modifiers, Document document)
    {
        if (Find(modifiers, SyntaxKind.PrivateKeyword) is { } own)
            return Edit.Replace(document.Id, own.Span, "internal");
        if (Find(modifiers, SyntaxKind.ProtectedKeyword) is { } derived)
            return Edit.Insert(document.Id, derived.Span.End, " internal");
        SyntaxToken first = member.AttributeLists.Count > 0 ? member.AttributeLists.Last().GetLastToken().GetNextToken()
            : member.GetFirstToken();
        return Edit.Insert(document.Id, first.SpanStart, "internal ", Order);
    }

    /// <summary>An accessor is less accessible than its property; where the property is internal, it says nothing.</summary>
    private static Edit? OfAccessor(AccessorDeclarationSyntax accessor, Document document)
    {
        if (Find(accessor.Modifiers, SyntaxKind.PrivateKeyword) is not { } own || accessor.Modifiers.Count > 1)
            return null;
        bool isWider = accessor.Parent?.Parent is BasePropertyDeclarationSyntax property
            && property.Modifiers.Any(modifier => modifier.IsKind(SyntaxKind.PublicKeyword)
                || modifier.IsKind(SyntaxKind.ProtectedKeyword));
        return isWider ? Edit.Replace(document.Id, own.Span, "internal")
            : Edit.Replace(document.Id, TextSpan.FromBounds(own.SpanStart, accessor.Keyword.SpanStart), "");
    }
}
