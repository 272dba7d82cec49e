using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Generator.Frontend;

/// <summary>
/// What the names of generated members begin with: the name that the author of a marked method chose, that of the method which it overrides,
/// or the method's own.
/// </summary>
internal static class MemberStems
{
    private const string Property = "Name";

    /// <summary>A type may have many methods, and each asks for all of them.</summary>
    private static readonly ConditionalWeakTable<INamedTypeSymbol, ILookup<string, IMethodSymbol>> Known = new();

    public static string Of(IMethodSymbol method) =>
        !TypeMapping.IsDifferentiable(method) ? method.Name
        : Chosen(method) is { } chosen && IsUsable(chosen) ? chosen
        : Overridden(method) is { } overridden ? Of(overridden) : method.Name;

    /// <summary>The marked methods of a type whose members' names begin with it.</summary>
    public static IEnumerable<IMethodSymbol> MethodsWith(INamedTypeSymbol type, string stem) => Known.GetValue(type.OriginalDefinition, static one =>
        one.GetMembers().OfType<IMethodSymbol>().Where(TypeMapping.IsDifferentiable).ToLookup(Of))[stem];

    /// <summary>Whether the type has another marked method whose members have the same names.</summary>
    public static bool IsShared(IMethodSymbol method) => MethodsWith(method.ContainingType, Of(method)).Any(other => !SymbolEqualityComparer.Default.Equals(
        other.PartialImplementationPart ?? other, method.OriginalDefinition.PartialImplementationPart ?? method.OriginalDefinition));

    /// <summary>Why the chosen name cannot be used; null where it can, or there is none.</summary>
    public static string? ObstacleOf(IMethodSymbol method)
    {
        if (Chosen(method) is not { } chosen)
            return null;
        if (!IsUsable(chosen))
            return "it is no identifier: write one, such as \"Lstm\"";
        return Overridden(method) is { } overridden && Of(overridden) != chosen
            ? $"the members of '{overridden.ContainingType.Name}.{overridden.Name}', which it overrides, are named after '{Of(overridden)}': leave the name out"
            : null;
    }

    /// <summary>The name as the author wrote it, also where it cannot be used.</summary>
    public static string? Chosen(IMethodSymbol method) =>
        AttributeOf(method)?.NamedArguments.FirstOrDefault(argument => argument.Key == Property).Value is { Kind: TypedConstantKind.Primitive, Value: string name } ? name : null;

    /// <summary>Where the name stands in the source; null where it was not chosen, or in another file.</summary>
    public static Location? PlaceOf(IMethodSymbol method, SyntaxTree tree, CancellationToken cancellation) =>
        AttributeOf(method)?.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == tree
            && reference.GetSyntax(cancellation) is AttributeSyntax { ArgumentList.Arguments: var arguments }
            ? arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == Property)?.Expression.GetLocation() : null;

    private static AttributeData? AttributeOf(IMethodSymbol method) => method.GetAttributes()
        .FirstOrDefault(attribute => attribute.AttributeClass is { Name: "DifferentiableAttribute" } type && TypeMapping.IsIn(type, "BackpropGen"));

    /// <summary>Characters that only format are no part of a name to C#.</summary>
    private static bool IsUsable(string name) => SyntaxFacts.IsValidIdentifier(name) && name.All(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format);

    private static IMethodSymbol? Overridden(IMethodSymbol method)
    {
        for (IMethodSymbol? other = method.OverriddenMethod; other is not null; other = other.OverriddenMethod)
        {
            if (TypeMapping.IsDifferentiable(other))
                return other;
        }
        return null;
    }
}
