using Microsoft.CodeAnalysis;

namespace BackpropGen.Tests.Cases;

/// <summary>What is handed to a forward method: a parameter, or the object that it works on.</summary>
internal sealed record Slot(string Name, ITypeSymbol Type, RefKind RefKind, bool IsNoGradient)
{
    public bool IsThis => Name == "this";

    /// <summary>Seen through its members, which the caller shares.</summary>
    public bool IsObject => Type is { TypeKind: TypeKind.Class or TypeKind.Interface, SpecialType: SpecialType.None };

    public bool HasMembers => IsObject || Signature.IsStruct(Type);

    public bool IsByReference => RefKind is RefKind.Ref or RefKind.Out;
}

/// <summary>A forward method's parameters, and what the contract makes of them in the generated members.</summary>
internal sealed class Signature
{
    private readonly List<Leaf> leaves = [];

    public Signature(IMethodSymbol method, CaseSource source)
    {
        Method = method;
        Source = source;
        Slots =
        [
            .. method.IsStatic ? (Slot[])[] : [new("this", method.ContainingType, RefKind.None, false)],
            .. method.Parameters.Select(parameter => new Slot(parameter.Name, parameter.Type, parameter.RefKind, IsNoGradient(parameter))),
        ];
        foreach (Slot slot in Slots)
            AddLeaves(slot.Name, slot.Type, !slot.IsNoGradient, slot.IsByReference);

        if (source.Directives.Writes.Except(leaves.Select(leaf => leaf.Path)).FirstOrDefault() is { } unknown)
            throw new FormatException($"{source.Name} says that it writes '{unknown}', which is none of its parameters and members.");
    }

    public IMethodSymbol Method { get; }

    public CaseSource Source { get; }

    /// <summary>An instance method's own object comes first.</summary>
    public IReadOnlyList<Slot> Slots { get; }

    public IReadOnlyList<Leaf> Leaves => leaves;

    public bool ReturnsScalar => Method.ReturnType.SpecialType is SpecialType.System_Double or SpecialType.System_Single;

    /// <summary>A tuple or struct of numbers: a case is about a weighted sum of them.</summary>
    public bool ReturnsStruct => !ReturnsScalar && !Method.ReturnsVoid;

    /// <summary>The floating-point members of the result, by their paths.</summary>
    public IEnumerable<(string Path, ITypeSymbol Type)> ResultLeaves(ITypeSymbol type, string path) => Fields(type).SelectMany(field => IsStruct(field.Type)
        ? ResultLeaves(field.Type, $"{path}.{field.Name}") : [($"{path}.{field.Name}", field.Type)]);

    public IEnumerable<Leaf> LeavesOf(Slot slot) =>
        leaves.Where(leaf => leaf.Path == slot.Name || leaf.Path.StartsWith(slot.Name + ".", StringComparison.Ordinal));

    public bool HasGradient(Slot slot) => LeavesOf(slot).Any(leaf => leaf.HasGradient)
        || (!slot.IsNoGradient && Source.Directives.Classes.ContainsKey(slot.Name) && Types.Any(type => IsOf(type, slot.Type) && Fields(type).Any(field => IsFloating(field.Type))));

    private IEnumerable<INamedTypeSymbol> Types => Method.ContainingNamespace.GetTypeMembers();

    private static bool IsOf(INamedTypeSymbol type, ITypeSymbol other) =>
        Levels(type).Concat(type.AllInterfaces).Contains(other, SymbolEqualityComparer.Default);

    /// <summary>The class of an object.</summary>
    public ITypeSymbol ClassOf(string path, ITypeSymbol type) =>
        Source.Directives.Classes.TryGetValue(path, out string? name) ? Types.Single(other => other.Name == name) : type;

    public bool IsWritten(Slot slot) => LeavesOf(slot).Any(leaf => leaf.IsWritten);

    /// <summary>An object is passed whatever is written in it.</summary>
    public bool IsPassedBackward(Slot slot) => slot.IsObject || !IsWritten(slot);

    /// <summary>Passed as <c>ref</c>: a scalar, or a struct with scalar members that have gradients.</summary>
    public bool GradientIsReference(Slot slot) =>
        !slot.IsObject && slot.RefKind != RefKind.Out && LeavesOf(slot).Any(leaf => leaf.HasGradient && !leaf.IsBuffer);

    public static string GradientName(string name) => "d" + char.ToUpperInvariant(name[0]) + name[1..];

    private IEnumerable<string> Names => Method.Parameters.Select(parameter => parameter.Name);

    private IEnumerable<string> Gradients => Slots.Where(HasGradient).Select(slot => GradientName(slot.Name));

    public string[] ForwardNames => [.. Names, "tape"];

    public string[] BackwardNames =>
    [
        .. Slots.Where(slot => !slot.IsThis && IsPassedBackward(slot)).Select(slot => slot.Name),
        "tape",
        .. ReturnsScalar || ReturnsStruct ? ["dResult"] : (string[])[],
        .. Gradients,
    ];

    public string[] GradientNames => [.. Names, .. Gradients, "tape"];

    /// <summary>The instance fields and automatic properties of a type, in the order of their declaration.</summary>
    public static IEnumerable<(string Name, ITypeSymbol Type, ISymbol Symbol)> Fields(ITypeSymbol type) => Levels(type).SelectMany(level => level.GetMembers()).OfType<IFieldSymbol>()
        .Where(field => !field.IsStatic && (type is not INamedTypeSymbol { IsTupleType: true } || SymbolEqualityComparer.Default.Equals(field.CorrespondingTupleField, field)))
        .Select(field => (field.AssociatedSymbol?.Name ?? field.Name, field.Type, field.AssociatedSymbol ?? field));

    /// <summary>A type, and the classes that it derives from.</summary>
    private static IEnumerable<ITypeSymbol> Levels(ITypeSymbol type)
    {
        for (ITypeSymbol? level = type; level is { SpecialType: SpecialType.None }; level = level.BaseType)
            yield return level;
    }

    /// <summary>The type of a buffer's elements, or null.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { ElementType: IArrayTypeSymbol row } => row.ElementType,
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", TypeArguments: [var element] } => element,
        _ => null,
    };

    public static bool IsStruct(ITypeSymbol type) =>
        type is { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } && ElementOf(type) is null;

    private void AddLeaves(string path, ITypeSymbol type, bool active, bool isByReference, INamedTypeSymbol? behind = null)
    {
        type = ClassOf(path, type);
        if (IsStruct(type) || type is { TypeKind: TypeKind.Class, SpecialType: SpecialType.None })
        {
            foreach ((string name, ITypeSymbol fieldType, ISymbol symbol) in Fields(type))
            {
                bool isFixed = symbol is IPropertySymbol { SetMethod: null or { IsInitOnly: true } or { DeclaredAccessibility: Accessibility.Private } } && !IsStruct(type);
                AddLeaves($"{path}.{name}", fieldType, active && !IsNoGradient(symbol), isByReference, isFixed && ElementOf(fieldType) is null ? symbol.ContainingType : null);
            }
            return;
        }

        if (type.SpecialType == SpecialType.System_String)
            return;
        ITypeSymbol element = ElementOf(type) ?? type;
        INamedTypeSymbol? structs = IsStruct(element) ? (INamedTypeSymbol)element : null;
        ITypeSymbol[] numbers = structs is null ? [element] : [.. NumbersOf(structs)];
        element = numbers[0];
        var named = element as INamedTypeSymbol;
        bool floating = IsFloating(type);
        bool written = isByReference || Source.Directives.Writes.Contains(path);
        leaves.Add(new(leaves.Count, path, (named?.EnumUnderlyingType ?? element).SpecialType, ElementOf(type) is not null, active && floating, written)
        {
            Rank = (type as IArrayTypeSymbol)?.Rank ?? 1,
            IsJagged = type is IArrayTypeSymbol { ElementType: IArrayTypeSymbol },
            Struct = structs,
            Width = numbers.Length,
            IsEven = Source.Directives.Even.Contains(path),
            Behind = behind,
            Enum = named is { TypeKind: TypeKind.Enum } ? named : null,
            IsOut = Slots.Any(slot => slot.Name == path.Split('.')[0] && slot.RefKind == RefKind.Out),
        });
    }

    /// <summary>The types of the numbers in a struct.</summary>
    private static IEnumerable<ITypeSymbol> NumbersOf(ITypeSymbol type) => Fields(type).SelectMany(field => IsStruct(field.Type) ? NumbersOf(field.Type) : [field.Type]);

    private static bool IsFloating(ITypeSymbol type) => (ElementOf(type) is { } element ? IsStruct(element) ? NumbersOf(element).First() : element : type).SpecialType is SpecialType.System_Double or SpecialType.System_Single;

    private static bool IsNoGradient(ISymbol symbol) =>
        symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "NoGradientAttribute");
}
