using Microsoft.CodeAnalysis;

namespace BackpropGen.Tests.Cases;

/// <summary>A forward method's parameters, and what the contract makes of them in the generated members.</summary>
internal sealed class Signature
{
    private readonly List<Leaf> leaves = [];

    public Signature(IMethodSymbol method, CaseSource source)
    {
        Method = method;
        Source = source;
        if (!method.IsStatic)
            AddLeaves("this", method.ContainingType, true, RefKind.None);
        foreach (IParameterSymbol parameter in method.Parameters)
            AddLeaves(parameter.Name, parameter.Type, !IsNoGradient(parameter), parameter.RefKind);

        if (source.Directives.Writes.Except(leaves.Select(leaf => leaf.Path)).FirstOrDefault() is { } unknown)
            throw new FormatException($"{source.Name} says that it writes '{unknown}', which is none of its parameters and members.");
    }

    public IMethodSymbol Method { get; }

    public CaseSource Source { get; }

    public IReadOnlyList<Leaf> Leaves => leaves;

    public bool ReturnsScalar => Method.ReturnType.SpecialType is SpecialType.System_Double or SpecialType.System_Single;

    public IEnumerable<Leaf> LeavesOf(IParameterSymbol parameter) => LeavesOf(parameter.Name);

    public IEnumerable<Leaf> LeavesOf(string path) =>
        leaves.Where(leaf => leaf.Path == path || leaf.Path.StartsWith(path + ".", StringComparison.Ordinal));

    /// <summary>The method's own object, where it has one with a gradient.</summary>
    public bool HasThisGradient => !Method.IsStatic && LeavesOf("this").Any(leaf => leaf.HasGradient);

    public bool HasGradient(IParameterSymbol parameter) => LeavesOf(parameter).Any(leaf => leaf.HasGradient);

    public bool IsWritten(IParameterSymbol parameter) => parameter.RefKind is RefKind.Ref or RefKind.Out || LeavesOf(parameter).Any(leaf => leaf.IsWritten);

    /// <summary>An object is passed whatever is written in it.</summary>
    public bool IsPassedBackward(IParameterSymbol parameter) => parameter.Type.TypeKind == TypeKind.Class || !IsWritten(parameter);

    /// <summary>Passed as <c>ref</c>: a scalar, or a struct with scalar members that have gradients.</summary>
    public bool GradientIsReference(IParameterSymbol parameter) =>
        parameter.RefKind != RefKind.Out && parameter.Type.TypeKind != TypeKind.Class && LeavesOf(parameter).Any(leaf => leaf.HasGradient && !leaf.IsBuffer);

    public static string GradientName(string name) => "d" + char.ToUpperInvariant(name[0]) + name[1..];

    private IEnumerable<string> Names => Method.Parameters.Select(parameter => parameter.Name);

    private IEnumerable<string> Gradients => (HasThisGradient ? ["dThis"] : Enumerable.Empty<string>()).Concat(OfParameters);

    private IEnumerable<string> OfParameters => Method.Parameters.Where(HasGradient).Select(parameter => GradientName(parameter.Name));

    public string[] ForwardNames => [.. Names, "tape"];

    public string[] BackwardNames =>
    [
        .. Method.Parameters.Where(IsPassedBackward).Select(parameter => parameter.Name),
        "tape",
        .. ReturnsScalar ? ["dResult"] : (string[])[],
        .. Gradients,
    ];

    public string[] GradientNames => [.. Names, .. Gradients, "tape"];

    /// <summary>The instance fields of a struct or class, in the order of their declaration; those of base classes follow.</summary>
    public static IEnumerable<IFieldSymbol> Fields(ITypeSymbol type)
    {
        for (ITypeSymbol? level = type; level is { SpecialType: SpecialType.None }; level = level.BaseType)
        {
            foreach (IFieldSymbol field in level.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic))
                yield return field;
        }
    }

    /// <summary>The name of a field, or of the property behind which it is.</summary>
    public static string NameOf(IFieldSymbol field) => field.AssociatedSymbol?.Name ?? field.Name;

    /// <summary>The type of a buffer's elements, or null.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", TypeArguments: [var element] } => element,
        _ => null,
    };

    public static bool IsStruct(ITypeSymbol type) =>
        type is { TypeKind: TypeKind.Struct or TypeKind.Class, SpecialType: SpecialType.None } && ElementOf(type) is null;

    private void AddLeaves(string path, ITypeSymbol type, bool active, RefKind passing)
    {
        if (IsStruct(type))
        {
            foreach (IFieldSymbol field in Fields(type))
                AddLeaves($"{path}.{NameOf(field)}", field.Type, active && !IsNoGradient(field) && !(field.AssociatedSymbol is { } property && IsNoGradient(property)), RefKind.None);
            return;
        }

        ITypeSymbol element = ElementOf(type) ?? type;
        bool floating = element.SpecialType is SpecialType.System_Double or SpecialType.System_Single;
        bool written = passing is RefKind.Ref or RefKind.Out || Source.Directives.Writes.Contains(path);
        leaves.Add(new(leaves.Count, path, element.SpecialType, ElementOf(type) is not null, active && floating, written) { IsOut = passing == RefKind.Out });
    }

    private static bool IsNoGradient(ISymbol symbol) =>
        symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "NoGradientAttribute");
}
