using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>The partial declarations around generated members.</summary>
internal static class TypeShells
{
    public static TypeShell Around(INamedTypeSymbol type)
    {
        var headers = new List<string>();
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
            headers.Insert(0, Header(outer));
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
