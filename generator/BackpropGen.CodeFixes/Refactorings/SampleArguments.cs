using System.Globalization;
using BackpropGen.Generator.Frontend;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BackpropGen.CodeFixes.Refactorings;

/// <summary>
/// Arguments to begin with. Numbers are positive and differ, so that logarithms and roots have values; counts are 2 and arrays have 4
/// elements, so that n and n * n fit.
/// </summary>
/// <param name="own">The project of the method.</param>
/// <param name="place">The project in which the arguments are written.</param>
internal sealed class SampleArguments(Compilation own, Compilation place, LanguageVersion version)
{
    private const int MaximumDepth = 4;

    private static readonly double[] Numbers = [0.3, 0.7, 0.5, 0.9, 0.4, 0.8, 0.6];

    private int next;

    /// <summary>An argument for a parameter; null where none is known.</summary>
    public string? For(ITypeSymbol type) => For(type, MaximumDepth);

    /// <summary>A new object of a type, with a name for it in front of what is in it: <c>new Model { W = [0.3] }</c>.</summary>
    public string? NewObject(INamedTypeSymbol type, string name) => Object(type, MaximumDepth, "new " + name);

    private string? For(ITypeSymbol type, int depth) => type switch
    {
        _ when depth == 0 => null,
        { SpecialType: SpecialType.System_String } => "\"sample\"",
        { SpecialType: SpecialType.System_Boolean } => "true",
        { TypeKind: TypeKind.Enum } => "default",
        ITypeParameterSymbol => Number(""),
        _ when TypeMapping.Scalar(type) is { IsFloating: true } scalar => Number(scalar.Kind == ScalarKind.Single ? "f" : ""),
        _ when TypeMapping.Scalar(type) is not null => "2",
        IArrayTypeSymbol { Rank: > 1 } array => Grid(array, depth),
        IArrayTypeSymbol array => List(array.ElementType, depth),
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", TypeArguments.Length: 1 } span when TypeMapping.IsInSystem(span) =>
            List(span.TypeArguments[0], depth),
        INamedTypeSymbol { IsTupleType: true } tuple =>
            tuple.TupleElements.Select(element => For(element.Type, depth - 1)).ToArray() is var parts && !parts.Contains(null)
            ? $"({string.Join(", ", parts)})" : null,
        INamedTypeSymbol named => Object(named, depth, "new"),
        _ => null,
    };

    private string Number(string suffix) => Numbers[next++ % Numbers.Length].ToString(CultureInfo.InvariantCulture) + suffix;

    private string? List(ITypeSymbol element, int depth)
    {
        int length = element is IArrayTypeSymbol ? 2 : 4;
        string?[] elements = [.. Enumerable.Range(0, length).Select(_ => For(element, depth - 1))];
        if (elements.Contains(null))
            return null;
        string all = string.Join(", ", elements);
        return version >= LanguageVersion.CSharp12 ? $"[{all}]"
            : $"new {element.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}[] {{ {all} }}";
    }

    private string? Grid(IArrayTypeSymbol array, int depth)
    {
        if (For(array.ElementType, depth - 1) is null)
            return null;
        string Of(int rank) => rank == 0 ? For(array.ElementType, depth - 1)! : $"{{ {Of(rank - 1)}, {Of(rank - 1)} }}";
        string element = array.ElementType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return $"new {element}[{new string(',', array.Rank - 1)}] {Of(array.Rank)}";
    }

    /// <summary>By the constructor with the most parameters, or else by the members that can be set.</summary>
    private string? Object(INamedTypeSymbol type, int depth, string creation)
    {
        if (type.IsAbstract || type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || !IsReachable(type))
            return null;
        foreach (IMethodSymbol constructor in type.InstanceConstructors.Where(IsUsable)
            .OrderByDescending(constructor => constructor.Parameters.Length))
        {
            string?[] arguments = [.. constructor.Parameters.Select(parameter => For(parameter.Type, depth - 1))];
            if (arguments.Contains(null))
                continue;
            string[] members = constructor.Parameters.Length > 0 ? []
                : [.. Settable(type).Select(member => (member.Name, Value: For(member.Type, depth - 1)))
                .Where(member => member.Value is not null).Select(member => $"{member.Name} = {member.Value}")];
            return members.Length > 0 ? $"{creation}() {{ {string.Join(", ", members)} }}" : $"{creation}({string.Join(", ", arguments)})";
        }
        return null;

        // Not the one of a record that copies.
        bool IsUsable(IMethodSymbol constructor) => IsReachable(constructor)
            && !constructor.Parameters.Any(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, type));
    }

    private IEnumerable<(string Name, ITypeSymbol Type)> Settable(INamedTypeSymbol type) =>
        type.GetMembers().Where(member => !member.IsStatic && IsReachable(member)).SelectMany(member => member switch
    {
        IFieldSymbol { IsReadOnly: false, IsConst: false, IsImplicitlyDeclared: false } field =>
            [(Identifiers.Escape(field.Name), field.Type)],
        IPropertySymbol { IsIndexer: false, SetMethod: { } setter } property when IsReachable(setter) =>
            [(Identifiers.Escape(property.Name), property.Type)],
        _ => Array.Empty<(string, ITypeSymbol)>(),
    });

    private bool IsReachable(ISymbol symbol) => symbol.DeclaredAccessibility == Accessibility.Public
        || (symbol.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal
            && SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, own.Assembly)
            && (own == place || own.Assembly.GivesAccessTo(place.Assembly)));
}
