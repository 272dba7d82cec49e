using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Generator.Frontend.Inlining;

/// <summary>
/// The vectors of System.Numerics have no source here: bodies of our own, in Library/Vectors.cs, stand in for calls of their members, as those
/// of a user's helpers do.
/// </summary>
internal sealed class VectorLibrary(Compilation compilation, CancellationToken cancellation)
{
    private static readonly string[] Types = ["Vector2", "Vector3", "Vector4", "Quaternion"];

    private static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        [WellKnownMemberNames.InstanceConstructorName] = "New",
        [WellKnownMemberNames.AdditionOperatorName] = "Add",
        [WellKnownMemberNames.SubtractionOperatorName] = "Subtract",
        [WellKnownMemberNames.MultiplyOperatorName] = "Multiply",
        [WellKnownMemberNames.DivisionOperatorName] = "Divide",
        [WellKnownMemberNames.UnaryNegationOperatorName] = "Negate",
        [WellKnownMemberNames.EqualityOperatorName] = "Equal",
        [WellKnownMemberNames.InequalityOperatorName] = "NotEqual",
    };

    private readonly Dictionary<IMethodSymbol, KnownFunction?> known = new(SymbolEqualityComparer.Default);
    private ILookup<string, IMethodSymbol>? methods;
    private FunctionBodies? bodies;
    private SyntaxTree? tree;

    /// <summary>Whether a type is a vector, whose fields and members are known.</summary>
    public static bool Contains(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Struct, Arity: 0, ContainingType: null, DeclaringSyntaxReferences.Length: 0 }
        && Types.Contains(type.Name) && type.ContainingNamespace.ToDisplayString() == "System.Numerics";

    /// <summary>What stands in for a member of a vector, with its object as the first parameter; null for other methods.</summary>
    public KnownFunction? Of(IMethodSymbol method)
    {
        // The bodies call each other, too.
        if (!Contains(method.ContainingType) && !IsOwn(method))
            return null;
        if (!known.TryGetValue(method, out KnownFunction? function))
            known[method] = function = Find(method);
        return function;
    }

    private bool IsOwn(IMethodSymbol method) => methods is not null && method.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == tree);

    private KnownFunction? Find(IMethodSymbol method)
    {
        methods ??= Read();
        if (IsOwn(method))
            return new KnownFunction(method, bodies!.Of(method));
        string name = Names.TryGetValue(method.Name, out string spelled) ? spelled
            : method.MethodKind == MethodKind.PropertyGet ? method.AssociatedSymbol!.Name : method.Name;
        bool hasObject = !method.IsStatic && method.MethodKind != MethodKind.Constructor;
        ITypeSymbol[] types = [.. hasObject ? [method.ContainingType] : Array.Empty<ITypeSymbol>(), .. method.Parameters.Select(parameter => parameter.Type)];
        IMethodSymbol? found = methods[method.ContainingType.Name + "Source." + name].FirstOrDefault(candidate =>
            candidate.Parameters.Select(parameter => parameter.Type).SequenceEqual(types, SymbolEqualityComparer.Default));
        return found is not null && bodies!.Of(found) is { } body ? new KnownFunction(found, body) : null;
    }

    /// <summary>The library as a part of a compilation of its own, which has the same references.</summary>
    private ILookup<string, IMethodSymbol> Read()
    {
        using var reader = new StreamReader(typeof(VectorLibrary).Assembly.GetManifestResourceStream("Vectors.cs")!);
        tree = CSharpSyntaxTree.ParseText(reader.ReadToEnd(), (CSharpParseOptions?)compilation.SyntaxTrees.FirstOrDefault()?.Options, cancellationToken: cancellation);
        Compilation extended = compilation.AddSyntaxTrees(tree);
        bodies = new FunctionBodies(extended, cancellation);
        SemanticModel model = extended.ModelOf(tree);
        return tree.GetRoot(cancellation).DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Select(method => model.GetDeclaredSymbol(method, cancellation)!).ToLookup(method => $"{method.ContainingType.Name}.{method.Name}");
    }
}
