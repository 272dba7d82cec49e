using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Generator.Frontend;

/// <summary>The partial declarations around generated members.</summary>
internal static class TypeShells
{
    public static TypeShell Around(INamedTypeSymbol type)
    {
        List<string> headers = WithOuter(type).Select(Header).Reverse().ToList();
        return new TypeShell(TypeNames.Namespace(type.ContainingNamespace), headers);
    }

    /// <summary>What a type is declared as: <c>class</c>, <c>record struct</c>.</summary>
    public static string Keyword(INamedTypeSymbol type) => (type.IsRecord, type.TypeKind) switch
    {
        (true, TypeKind.Struct) => "record struct",
        (true, _) => "record",
        (_, TypeKind.Struct) => "struct",
        (_, TypeKind.Interface) => "interface",
        _ => "class",
    };

    /// <summary>A declaration of the type itself, without the types around it, is partial.</summary>
    public static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Any(part =>
        part.GetSyntax() is TypeDeclarationSyntax { Modifiers: var modifiers } && modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>The type, and those that it is nested in, innermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> WithOuter(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
            yield return type;
    }

    /// <summary>The classes that a type derives from, nearest first.</summary>
    public static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type.BaseType; level is not null; level = level.BaseType)
            yield return level;
    }

    private static string Header(INamedTypeSymbol type)
    {
        string modifiers = type.TypeKind == TypeKind.Struct
            ? (type.IsReadOnly ? "readonly " : "") + (type.IsRefLikeType ? "ref " : "")
            : type.IsStatic ? "static " : "";
        string parameters = type.TypeParameters.Length == 0 ? "" : "<" + string.Join(", ", type.TypeParameters.Select(Parameter)) + ">";
        return $"{modifiers}partial {Keyword(type)} {Identifiers.Escape(type.Name)}{parameters}";
    }

    private static string Parameter(ITypeParameterSymbol parameter) => parameter.Variance switch
    {
        VarianceKind.In => "in ",
        VarianceKind.Out => "out ",
        _ => "",
    } + Identifiers.Escape(parameter.Name);
}
