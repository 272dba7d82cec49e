using Microsoft.CodeAnalysis;

namespace BackpropGen.Tests.Cases;

/// <summary>A scalar or a buffer that a parameter of a forward method is or contains.</summary>
/// <param name="Path">As C# reaches it: <c>x</c>, <c>p.Gate.W</c>.</param>
/// <param name="Element">The type of the number or of the elements.</param>
/// <param name="IsWritten">The method changes what its caller sees.</param>
public sealed record Leaf(int Index, string Path, SpecialType Element, bool IsBuffer, bool HasGradient, bool IsWritten)
{
    /// <summary>The number of dimensions.</summary>
    public int Rank { get; init; } = 1;

    /// <summary>An array of arrays.</summary>
    public bool IsJagged { get; init; }

    /// <summary>Its rows are equally long.</summary>
    public bool IsEven { get; init; }

    /// <summary>An <c>out</c> parameter: it has no value before the call, and its cotangent is only read.</summary>
    public bool IsOut { get; init; }

    /// <summary>The class whose property it is, if that has no setter.</summary>
    public INamedTypeSymbol? Behind { get; init; }

    public bool IsFloating => Element is SpecialType.System_Double or SpecialType.System_Single;

    public bool IsSingle => Element == SpecialType.System_Single;

    /// <summary>The C# keyword.</summary>
    public string Keyword => Element switch
    {
        SpecialType.System_Double => "double",
        SpecialType.System_Single => "float",
        SpecialType.System_Int32 => "int",
        SpecialType.System_Int64 => "long",
        SpecialType.System_Byte => "byte",
        SpecialType.System_Boolean => "bool",
        _ => throw new NotSupportedException($"A case cannot have a {Element}."),
    };

    /// <summary>The enum that it belongs to, whose numbers are stored; null for numbers.</summary>
    public INamedTypeSymbol? Enum { get; init; }

    /// <summary>The structs that a span has, all of whose members are numbers of one type; null for a buffer of numbers.</summary>
    public INamedTypeSymbol? Struct { get; init; }

    /// <summary>How many numbers stand in each element.</summary>
    public int Width { get; init; } = 1;

    /// <summary>The expression of its values in a store.</summary>
    /// <param name="twin">For the double twin.</param>
    public string In(string store, bool twin) => Struct is not null ? Structs(Struct, store, twin && IsSingle ? "double" : Keyword, twin) : Enum is null ? In(store, twin && IsSingle ? "double" : Keyword)
        : IsBuffer ? $"System.Runtime.InteropServices.MemoryMarshal.Cast<{Keyword}, {NameOf(Enum, twin)}>({In(store, Keyword)}.AsSpan())"
        : $"System.Runtime.CompilerServices.Unsafe.As<{Keyword}, {NameOf(Enum, twin)}>(ref {In(store, Keyword)})";

    private string Structs(INamedTypeSymbol type, string store, string keyword, bool twin)
    {
        string name = type.IsTupleType ? $"({string.Join(", ", Enumerable.Repeat(keyword, Width))})" : NameOf(type, twin);
        return $"System.Runtime.InteropServices.MemoryMarshal.Cast<{keyword}, {name}>({In(store, keyword)}.AsSpan())";
    }

    /// <summary>The name of a type of the corpus.</summary>
    public static string NameOf(INamedTypeSymbol type, bool twin)
    {
        string space = type.ContainingNamespace.Name;
        string name = DriverWriter.QualifiedName(type);
        return twin ? name.Replace(space + ".", space + DoubleTwin.Suffix + ".") : name;
    }

    private string In(string store, string keyword) =>
        Rank > 1 ? $"{store}.Grid<{keyword}[{new string(',', Rank - 1)}]>({Index})"
        : IsJagged ? $"{store}.Grid<{keyword}[][]>({Index})" : $"{store}.Get<{keyword}>({Index}){(IsBuffer ? "" : "[0]")}";

    /// <summary>Storage for its values; a scalar is one element.</summary>
    /// <param name="rows">The lengths of all dimensions but the last, or how many arrays there are in one.</param>
    public Array Allocate(int length, int rows) => IsJagged ? Entries.Jagged(Allocate(0).GetType().GetElementType()!, length, rows, IsEven) : Rank == 1 ? Allocate(length)
        : Array.CreateInstance(Allocate(0).GetType().GetElementType()!, Rank == 2 ? new[] { rows, length / Math.Max(rows, 1) } : new[] { rows, 2, length / Math.Max(2 * rows, 1) });

    private Array Allocate(int length) => Element switch
    {
        SpecialType.System_Single => new float[length],
        SpecialType.System_Double => new double[length],
        SpecialType.System_Int32 => new int[length],
        SpecialType.System_Int64 => new long[length],
        SpecialType.System_Byte => new byte[length],
        _ => new bool[length],
    };
}
