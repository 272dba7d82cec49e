namespace BackpropGen.Generator.Ir;

internal enum ScalarKind { Bool, SByte, Byte, Int16, UInt16, Int32, UInt32, Int64, UInt64, Single, Double, Parameter }

internal enum BufferKind { Span, ReadOnlySpan, Array }

/// <summary>The type of a value in the intermediate representation.</summary>
internal abstract record IrType;

/// <summary>A number or a truth value.</summary>
internal sealed record ScalarType(ScalarKind Kind) : IrType
{
    public static readonly ScalarType Bool = new(ScalarKind.Bool);
    public static readonly ScalarType Int32 = new(ScalarKind.Int32);
    public static readonly ScalarType Int64 = new(ScalarKind.Int64);
    public static readonly ScalarType Single = new(ScalarKind.Single);
    public static readonly ScalarType Double = new(ScalarKind.Double);

    /// <summary>The name of a type parameter, or the full name of an enum.</summary>
    public string Name { get; init; } = "";

    /// <summary>An enum: integers that are compared, and not computed with.</summary>
    public bool IsEnum => Name.Length > 0 && !IsParameter;

    /// <summary>A type parameter of which no more is known than that it is a number: only arithmetic is there for it.</summary>
    public bool IsNarrow { get; init; }

    /// <summary>A type parameter that stands for a floating-point type.</summary>
    public bool IsParameter => Kind == ScalarKind.Parameter;

    /// <summary>Only floating-point numbers have derivatives.</summary>
    public bool IsFloating => Kind is ScalarKind.Single or ScalarKind.Double or ScalarKind.Parameter;

    public bool IsInteger => Kind is not ScalarKind.Bool && !IsFloating;

    /// <summary>The C# keyword.</summary>
    public string Keyword => Kind switch
    {
        _ when IsEnum => Name,
        ScalarKind.Bool => "bool",
        ScalarKind.SByte => "sbyte",
        ScalarKind.Byte => "byte",
        ScalarKind.Int16 => "short",
        ScalarKind.UInt16 => "ushort",
        ScalarKind.Int32 => "int",
        ScalarKind.UInt32 => "uint",
        ScalarKind.Int64 => "long",
        ScalarKind.UInt64 => "ulong",
        ScalarKind.Single => "float",
        ScalarKind.Parameter => Name,
        _ => "double",
    };
}

/// <summary>Contiguous elements: a span or an array.</summary>
internal sealed record BufferType(ScalarType Element, BufferKind Kind) : IrType
{
    /// <summary>The number of dimensions. The elements stand in row-major order; on the tape they are a span.</summary>
    public int Rank { get; init; } = 1;

    /// <summary>An array of several dimensions, which C# indexes by as many indices.</summary>
    public bool IsGrid => Rank > 1 && Kind == BufferKind.Array;

    /// <summary>An array of arrays: its rows are the buffers.</summary>
    public bool IsJagged { get; init; }

    /// <summary>An array whose gradient is an array of the same type; other buffers have spans for gradients.</summary>
    public bool IsShaped => IsGrid || IsJagged;

    /// <summary>The elements are members of structs, which stand beside others: <c>points[i].X</c>.</summary>
    public ElementMember? Member { get; init; }

    /// <summary>It is named as a whole only: no span stands for it, and no copy of it on the tape.</summary>
    public bool IsWhole => Rank > 1 || IsJagged || Member is not null;

    /// <summary>What a span of it has as elements, as generated code writes the type.</summary>
    public string ElementName => Member?.StructName ?? Element.Keyword;

    /// <summary>Rows that stand on the tape, found by the numbers that it gives them: what is behind the arrays of arrays of a method's own.</summary>
    public bool IsOnTape => IsJagged && Kind == BufferKind.Span;

    /// <summary>The type of a row of an array of arrays.</summary>
    public BufferType Row => this with { IsJagged = false };

    /// <summary>The type of a view of it: generated code may have a span where the user has an array.</summary>
    public BufferType View => Kind == BufferKind.Array ? this with { Kind = BufferKind.Span } : this;

    public bool IsActiveElement => Element.IsFloating;
}

/// <summary>A number in each struct of a span or an array of structs.</summary>
/// <param name="StructName">The type of the structs, as generated code writes it.</param>
/// <param name="Value">The number in a struct, which stands for <c>{0}</c>.</param>
/// <param name="Place">The same as what can be assigned.</param>
/// <param name="IsVariable">The place can be passed by reference: it is no property.</param>
internal sealed record ElementMember(string StructName, string Value, string Place, bool IsVariable);

/// <summary>A growing stack of values on the tape, for what loops record that run nobody knows how often.</summary>
internal sealed record StackType(ScalarType Element) : IrType;

/// <summary>A user's struct, seen only through the leaves of a parameter.</summary>
/// <param name="Name">The type's name as generated code writes it.</param>
internal sealed record StructType(string Name) : IrType
{
    /// <summary>The classes that it derives from.</summary>
    public EquatableArray<string> Bases { get; init; }

    /// <summary>Objects of any class may be of the type.</summary>
    public bool IsInterface { get; init; }
}
