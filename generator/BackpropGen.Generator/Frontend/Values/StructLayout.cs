using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.Values;

/// <summary>What a struct or tuple consists of: its instance fields, automatic properties by their own names.</summary>
internal static class StructLayout
{
    public const int MaximumDepth = 16;

    /// <summary>A field, by the name that a person knows it by.</summary>
    internal sealed record Part(string Name, ITypeSymbol Type, IFieldSymbol Field)
    {
        /// <summary>The automatic property whose value the field is.</summary>
        public IPropertySymbol? Property => Field.AssociatedSymbol as IPropertySymbol;
    }

    /// <summary>The parts of a type that can be taken apart; null for all other types.</summary>
    public static IReadOnlyList<Part>? Of(ITypeSymbol? type) => type is INamedTypeSymbol named && IsSupported(named, 0) ? Parts(named) : null;

    /// <summary>The instance fields and automatic properties of any type.</summary>
    public static IReadOnlyList<Part> Members(ITypeSymbol type) => type is INamedTypeSymbol named ? Parts(named) : [];

    /// <summary>The name of a part in the layout; elements of tuples may have another one.</summary>
    public static string NameOf(IFieldSymbol field) => (field.CorrespondingTupleField ?? field).AssociatedSymbol?.Name ?? (field.CorrespondingTupleField ?? field).Name;

    /// <summary>The names of elements are no part of a tuple's identity.</summary>
    public static StructType TypeOf(ITypeSymbol type) => new(NameOf(type));

    private static string NameOf(ITypeSymbol type) => type is INamedTypeSymbol { IsTupleType: true } tuple
        ? "(" + string.Join(", ", tuple.TupleElements.Select(element => NameOf(element.Type))) + ")"
        : type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>All parts zero.</summary>
    public static Expr? Default(ITypeSymbol type) => TypeMapping.Scalar(type) is { } scalar ? Constant.Of(scalar, 0)
        : Of(type) is { } parts && parts.Select(part => (part.Name, Value: Default(part.Type))).ToList() is var values && values.TrueForAll(part => part.Value is not null)
            ? new Aggregate(TypeOf(type), values.ConvertAll(part => new AggregatePart(part.Name, part.Value!)))
            : null;

    /// <summary>All fields of the type itself are seen: it is in this project, or a vector.</summary>
    public static bool HasKnownFields(INamedTypeSymbol type) => type.IsTupleType || type.DeclaringSyntaxReferences.Length > 0 || Inlining.VectorLibrary.Contains(type);

    /// <summary>Fields at places of their own may share their bytes.</summary>
    public static bool HasPlacedFields(INamedTypeSymbol type) =>
        type.GetMembers().Any(member => member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "FieldOffsetAttribute"));

    /// <summary>The fields of a type, those of a tuple by the names that all tuples have.</summary>
    public static IEnumerable<IFieldSymbol> Fields(INamedTypeSymbol type) =>
        type.IsTupleType ? type.TupleElements.Select(element => element.CorrespondingTupleField ?? element) : type.GetMembers().OfType<IFieldSymbol>();

    private static List<Part> Parts(INamedTypeSymbol type) =>
        Fields(type).Where(field => !field.IsStatic && !field.IsConst)
            .Select(field => new Part(field.AssociatedSymbol?.Name ?? field.Name, field.Type, field)).ToList();

    private static bool IsSupported(INamedTypeSymbol type, int depth)
    {
        // Broken code may nest a struct in itself.
        if (depth > MaximumDepth || !(type.IsTupleType || (TypeMapping.IsStruct(type) && HasKnownFields(type))))
            return false;
        if (HasPlacedFields(type) || type.GetMembers().OfType<IFieldSymbol>().Any(field => !field.IsStatic && (field.IsFixedSizeBuffer || field.RefKind != RefKind.None)))
            return false;
        return Parts(type).TrueForAll(part =>
            TypeMapping.Value(part.Type) is not null || (part.Type is INamedTypeSymbol inner && IsSupported(inner, depth + 1)));
    }
}
