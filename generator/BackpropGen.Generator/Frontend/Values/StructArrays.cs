using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.Values;

/// <summary>
/// Spans and arrays of structs of numbers. As a value one is a buffer for each number in a struct, so that all that is known of buffers holds for
/// them: those of a parameter share its elements (<c>points[i].X</c>), those of a local are storage of their own.
/// </summary>
internal static class StructArrays
{
    /// <summary>The step of a path from such an array to its elements.</summary>
    public const string Elements = ".[]";

    /// <summary>The structs, and what they stand in; null for all other types.</summary>
    public static (INamedTypeSymbol Element, BufferKind Kind)? Of(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: true, ElementType: INamedTypeSymbol element } when IsOfNumbers(element) => (element, BufferKind.Array),
        INamedTypeSymbol { Arity: 1, Name: "Span" or "ReadOnlySpan", TypeArguments: [INamedTypeSymbol element] } span when TypeMapping.IsInSystem(span) && IsOfNumbers(element) =>
            (element, span.Name == "Span" ? BufferKind.Span : BufferKind.ReadOnlySpan),
        _ => null,
    };

    /// <summary>Whether a type is a span or an array of numbers, or of structs of them.</summary>
    public static bool HasElements(ITypeSymbol? type) => TypeMapping.Buffer(type) is not null || Of(type) is not null;

    private static bool IsOfNumbers(INamedTypeSymbol type) => StructLayout.Of(type) is { Count: > 0 } && StructLayout.Default(type) is not null;

    /// <summary>The struct at an index.</summary>
    public static Aggregate ElementAt(Aggregate array, Expr index) => (Aggregate)Aggregate.Map(array, leaf => new Element(leaf, index)) with { IsArray = false };

    /// <summary>One of the buffers, for what they have in common.</summary>
    public static Expr First(Aggregate array) => Aggregate.Leaves(array).First();

    /// <summary>Storage of its own for each number.</summary>
    /// <param name="allocate">Makes it, given a name and the type of its elements.</param>
    public static Aggregate Made(INamedTypeSymbol element, string name, Func<string, ScalarType, Expr> allocate)
    {
        return (Aggregate)Part(StructLayout.Default(element)!, name) with { IsArray = true };

        Expr Part(Expr zero, string called) => zero is Aggregate aggregate
            ? aggregate with { Parts = aggregate.Parts.Select(part => part with { Value = Part(part.Value, called + Identifiers.Pascal(part.Name.TrimStart('_'))) }).ToList() }
            : allocate(called, zero.Scalar);
    }
}
