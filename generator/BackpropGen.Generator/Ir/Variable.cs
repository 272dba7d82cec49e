namespace BackpropGen.Generator.Ir;

internal enum VariableKind
{
    /// <summary>A parameter of the forward method, or the struct as a whole if it is of a struct type.</summary>
    Parameter,

    /// <summary>A member of a struct parameter, reached by a path: <c>p.W</c>.</summary>
    Member,

    /// <summary>Static data that never changes.</summary>
    Table,

    /// <summary>A local of the forward method.</summary>
    Local,

    /// <summary>The counter of a counted loop; only the loop changes it.</summary>
    Counter,

    /// <summary>Introduced by a pass: a kept value, a slot of the tape, a cotangent.</summary>
    Generated,
}

/// <summary>A named value. Equal by its number, which is unique in a method.</summary>
/// <param name="Name">As generated code writes it; two variables in disjoint scopes may share a name.</param>
internal sealed record Variable(int Id, string Name, IrType Type, VariableKind Kind)
{
    public ScalarType? Scalar => Type as ScalarType;

    public BufferType? Buffer => Type as BufferType;

    /// <summary>The type of the value, or of the elements.</summary>
    public ScalarType Element => Type switch
    {
        ScalarType scalar => scalar,
        BufferType buffer => buffer.Element,
        _ => throw new InvalidOperationException($"{Name} has no element type."),
    };

    public override string ToString() => $"{Name}#{Id}";

    public bool Equals(Variable? other) => other is not null && Id == other.Id && Name == other.Name && Type == other.Type && Kind == other.Kind;

    public override int GetHashCode() => Id;
}
