namespace BackpropGen.Generator.Ir;

/// <summary>
/// A struct or a tuple as a value, taken apart. Only the front end has it: locals of such types are a variable for each part, and what
/// assigns or passes one does so part by part.
/// </summary>
internal sealed record Aggregate(StructType OfType, EquatableArray<AggregatePart> Parts) : Expr
{
    /// <summary>An object: its parts are its own, and nothing copies them or puts another object in its place.</summary>
    public bool IsObject { get; init; }

    /// <summary>A span or an array of structs: a buffer for each number in a struct, which is of the type.</summary>
    public bool IsArray { get; init; }

    /// <summary>The classes that an object may be of, where that matters: with its members as one of each.</summary>
    public EquatableArray<ObjectClass> Classes { get; init; }

    /// <summary>The object as a whole, where there may be several.</summary>
    public Read? Whole { get; init; }

    public override IrType Type => OfType;

    /// <summary>Whether a value is an object, or has one in it.</summary>
    public static bool HasObject(Expr value) => value is Aggregate aggregate && (aggregate.IsObject || aggregate.Parts.Any(part => HasObject(part.Value)));

    /// <summary>The part of a name; null where there is none.</summary>
    public Expr? this[string name] => Parts.Items.FirstOrDefault(part => part.Name == name)?.Value;

    public Aggregate With(string name, Expr value) =>
        this with { Parts = Parts.Select(part => part.Name == name ? part with { Value = value } : part).ToList() };

    /// <summary>The numbers, spans and arrays that a value consists of, depth first.</summary>
    public static IEnumerable<Expr> Leaves(Expr value) => value is Aggregate aggregate ? aggregate.Parts.SelectMany(part => Leaves(part.Value)) : [value];

    /// <summary>The same parts with each leaf mapped.</summary>
    public static Expr Map(Expr value, Func<Expr, Expr> map) => value is Aggregate aggregate
        ? aggregate with { Parts = aggregate.Parts.Select(part => part with { Value = Map(part.Value, map) }).ToList() }
        : map(value);

    public override int ChildCount => Parts.Count;

    public override Expr Child(int index) => Parts[index].Value;

    public override Expr Rebuild(Expr[] children) => this with { Parts = [.. Parts.Select((part, i) => part with { Value = children[i] })] };
}

/// <summary>A class that an object may be of.</summary>
/// <param name="Id">Its full name.</param>
/// <param name="Test">Whether the object is of it.</param>
/// <param name="Value">The object as one of it.</param>
internal sealed record ObjectClass(string Id, IsType Test, Aggregate Value);

/// <summary>A field or an automatic property of a struct, or an element of a tuple (<c>Item1</c>).</summary>
internal sealed record AggregatePart(string Name, Expr Value);
