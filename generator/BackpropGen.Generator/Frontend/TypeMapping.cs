using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Generator.Frontend;

/// <summary>The types of the language as the intermediate representation has them.</summary>
internal static class TypeMapping
{
    public static ScalarType? Scalar(ITypeSymbol? type) => type switch
    {
        null => null,
        ITypeParameterSymbol parameter => GenericNumbers.Of(parameter),
        INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying } when Scalar(underlying) is { } number =>
            number with { Name = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) },
        _ => LanguageSubset.Scalars.TryGetValue(type.SpecialType, out ScalarType scalar) ? scalar : null,
    };

    public static BufferType? Buffer(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: true } array when Scalar(array.ElementType) is { } element =>
            new BufferType(element, BufferKind.Array),
        IArrayTypeSymbol { IsSZArray: true, ElementType: IArrayTypeSymbol { IsSZArray: true } row } when Scalar(row.ElementType) is { } element =>
            new BufferType(element, BufferKind.Array) { IsJagged = true },
        IArrayTypeSymbol { Rank: 2 or 3 } grid when Scalar(grid.ElementType) is { } element =>
            new BufferType(element, BufferKind.Array) { Rank = grid.Rank },
        INamedTypeSymbol { Arity: 1, Name: "Span" or "ReadOnlySpan" } span
            when IsInSystem(span) && Scalar(span.TypeArguments[0]) is { } element =>
            new BufferType(element, span.Name == "Span" ? BufferKind.Span : BufferKind.ReadOnlySpan),
        _ => null,
    };

    /// <summary>The type of the elements of a span or an array.</summary>
    public static ITypeSymbol ElementOf(ITypeSymbol buffer) => buffer is IArrayTypeSymbol array ? array.ElementType : ((INamedTypeSymbol)buffer).TypeArguments[0];

    public static IrType? Value(ITypeSymbol? type) => (IrType?)Scalar(type) ?? Buffer(type);

    /// <summary>Whether a parameter of the type is seen through its fields.</summary>
    public static bool IsStruct(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } named
        && named.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T
        && !(IsInSystem(named) && named.Name is "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" or "Half" or "Index" or "Range");

    /// <summary>A property without code of its own.</summary>
    public static bool IsAutomatic(IPropertySymbol property) => !property.OriginalDefinition.DeclaringSyntaxReferences.Any(part => HasCode(part.GetSyntax()))
        && property.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .Any(field => SymbolEqualityComparer.Default.Equals(field.OriginalDefinition.AssociatedSymbol, property.OriginalDefinition));

    /// <summary>An accessor may have code around the field: <c>get => field * 2</c>. That of a partial property stands elsewhere.</summary>
    private static bool HasCode(SyntaxNode declaration) => declaration is PropertyDeclarationSyntax property && (property.ExpressionBody is not null
        || property.Modifiers.Any(SyntaxKind.PartialKeyword)
        || property.AccessorList?.Accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null) == true);

    /// <summary>A type parameter of a method, which is refused as such.</summary>
    public static bool IsOfGenericMethod(ITypeSymbol type) => type is ITypeParameterSymbol { DeclaringMethod: not null };

    /// <summary>The type is in this namespace, which no other one contains.</summary>
    public static bool IsIn(ISymbol symbol, string @namespace) =>
        symbol.ContainingType is null && symbol.ContainingNamespace is { ContainingNamespace.IsGlobalNamespace: true } found
            && found.Name == @namespace;

    public static bool IsInSystem(ISymbol type) => IsIn(type, "System");

    public static bool HasAttribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && type.Name == name && IsIn(type, "BackpropGen"));

    public static bool IsDifferentiable(IMethodSymbol method) => HasAttribute(method, "DifferentiableAttribute");

    public static bool IsNoGradient(ISymbol symbol) => HasAttribute(symbol, "NoGradientAttribute");
}
