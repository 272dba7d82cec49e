namespace BackpropGen.Generator.Ir;

/// <summary>How a gradient of the shape of an object or a struct is made and cleared.</summary>
/// <param name="TypeName">As generated code writes it.</param>
/// <param name="Model">A name for the object itself.</param>
/// <param name="Gradient">A name for its gradient.</param>
/// <param name="Steps">In an order in which objects come before what is in them.</param>
internal sealed record GradientShape(string TypeName, bool IsObject, string Model, string Gradient, EquatableArray<ShapeStep> Steps, EquatableArray<FieldAccessor> Accessors)
{
    public const string ZerosLike = "ZerosLike";

    public const string Clear = "Clear";
}

internal enum ShapeStepKind
{
    /// <summary>A number, or a struct of numbers.</summary>
    Number,

    /// <summary>An array, which the gradient has one of its own for.</summary>
    Array,

    /// <summary>An object, which the gradient has one of its own for.</summary>
    Object,
}

/// <summary>One member of a gradient.</summary>
/// <param name="Value">The member as it is read; the gradient stands for <c>{0}</c>.</param>
/// <param name="Place">The member as it is assigned.</param>
/// <param name="Guard">When it is there; empty where it always is.</param>
internal sealed record ShapeStep(ShapeStepKind Kind, string Value, string Place, string Guard)
{
    /// <summary>The number that is nothing.</summary>
    public string Zero { get; init; } = "default";
}
