using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>Writes type names as they resolve in generated code beside a method: short where that is certain, with <c>global::</c> otherwise.</summary>
/// <param name="containing">The type that generated members are added to.</param>
/// <param name="isElsewhere">They stand in a class beside it instead.</param>
internal sealed class TypeNames(SemanticModel model, int position, INamedTypeSymbol containing, bool isElsewhere = false)
{
    public string Write(ITypeSymbol type) => type switch
    {
        _ when TypeMapping.Scalar(type) is { IsEnum: false } scalar => scalar.Keyword,
        IArrayTypeSymbol array => Write(array.ElementType) + "[" + new string(',', array.Rank - 1) + "]",
        INamedTypeSymbol { IsTupleType: false, TypeKind: not TypeKind.Error } named
            when named.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T => WriteNamed(named),
        _ => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
    };

    /// <summary>What stands before the name of a static member of the type.</summary>
    public string Prefix(INamedTypeSymbol type) =>
        // A member of an extension block is one of the class around it, as far as its name goes.
        Inlining.Extensions.IsBlock(type) ? Prefix(type.ContainingType) : !isElsewhere && SymbolEqualityComparer.Default.Equals(type, containing) ? "" : Write(type) + ".";

    private string WriteNamed(INamedTypeSymbol type)
    {
        if (type.SpecialType is not SpecialType.None && SpecialNames.TryGetValue(type.SpecialType, out string keyword))
            return keyword;
        string name = Identifiers.Escape(type.Name) + Arguments(type);
        if (IsReachedByName(type))
            return name;
        if (type.ContainingType is { } outer)
            return WriteNamed(outer) + "." + name;
        string space = Namespace(type.ContainingNamespace);
        return "global::" + (space.Length == 0 ? name : space + "." + name);
    }

    private static readonly Dictionary<SpecialType, string> SpecialNames = new()
    {
        [SpecialType.System_Object] = "object",
        [SpecialType.System_String] = "string",
        [SpecialType.System_Char] = "char",
        [SpecialType.System_Decimal] = "decimal",
        [SpecialType.System_Void] = "void",
    };

    public static string Namespace(INamespaceSymbol space) => space.IsGlobalNamespace
        ? ""
        : string.Join(".", space.ToDisplayString(PlainFormat).Split('.').Select(part => Identifiers.Escape(part)));

    private static readonly SymbolDisplayFormat PlainFormat = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private string Arguments(INamedTypeSymbol type) =>
        type.TypeArguments.Length == 0 ? "" : "<" + string.Join(", ", type.TypeArguments.Select(Write)) + ">";

    private bool IsReachedByName(INamedTypeSymbol type)
    {
        bool isNear = type.ContainingType is { } outer
            ? Encloses(outer)
            : TypeMapping.IsInSystem(type) || Encloses(type.ContainingNamespace);
        if (!isNear)
            return false;
        System.Collections.Immutable.ImmutableArray<ISymbol> found = model.LookupSymbols(position, name: type.Name);
        // A file that does not import System finds nothing; generated files do import it.
        if (found.IsEmpty)
            return TypeMapping.IsInSystem(type);
        ISymbol[] rivals = found.Where(symbol => symbol is not INamedTypeSymbol other || other.Arity == type.Arity).ToArray();
        return rivals.Length == 1 && SymbolEqualityComparer.Default.Equals(rivals[0].OriginalDefinition, type.OriginalDefinition);
    }

    private bool Encloses(INamedTypeSymbol outer)
    {
        for (INamedTypeSymbol? type = isElsewhere ? null : containing; type is not null; type = type.ContainingType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, outer.OriginalDefinition))
                return true;
        }
        return false;
    }

    private bool Encloses(INamespaceSymbol outer)
    {
        if (outer.IsGlobalNamespace)
            return true;
        for (INamespaceSymbol? space = containing.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (Namespace(space) == Namespace(outer))
                return true;
        }
        return false;
    }
}
