using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.Calls;

/// <summary>Of which classes the objects may be that a method calls virtual methods of.</summary>
/// <param name="called">The types whose virtual methods it calls, or others that it calls.</param>
internal sealed class ObjectClasses(INamedTypeSymbol around, IReadOnlyCollection<INamedTypeSymbol> called, Hierarchy hierarchy, Compilation compilation)
{
    private readonly Dictionary<string, INamedTypeSymbol> named = [];

    /// <summary>The classes that an object of a type may be of; empty where that does not matter, or cannot be said.</summary>
    public IReadOnlyList<INamedTypeSymbol> Of(INamedTypeSymbol type) => Matters(type) && ObstacleOf(type) is null ? Concrete(type) : [];

    /// <summary>The classes that have members of such objects which the type itself does not have, base classes first.</summary>
    public IReadOnlyList<INamedTypeSymbol> Below(INamedTypeSymbol type)
    {
        var found = new List<INamedTypeSymbol>();
        foreach (INamedTypeSymbol one in Of(type))
        {
            var own = new Stack<INamedTypeSymbol>();
            for (INamedTypeSymbol? level = one; level is { DeclaringSyntaxReferences.Length: > 0 } && !IsOrDerives(type, level); level = level.BaseType)
                own.Push(level);
            found.AddRange(own.Where(level => !found.Contains(level, SymbolEqualityComparer.Default)));
        }
        return found;
    }

    /// <summary>Whether every object of the type is of another one, as far as this project knows.</summary>
    public bool AreAll(INamedTypeSymbol type, INamedTypeSymbol other) => Of(type).All(one => IsOrDerives(one, other));

    /// <summary>The full name of a class, by which <see cref="Find"/> knows it from then on.</summary>
    public string IdOf(INamedTypeSymbol one)
    {
        string id = one.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        named[id] = one;
        return id;
    }

    public INamedTypeSymbol? Find(string id) => named.TryGetValue(id, out INamedTypeSymbol one) ? one : null;

    /// <summary>Whether a class of this project overrides or implements the method.</summary>
    public bool HasOverride(IMethodSymbol method) => hierarchy.Below(method.ContainingType).Any(type =>
        !SymbolEqualityComparer.Default.Equals(Hierarchy.Implementation(method, type), method));

    /// <summary>A class of which others are.</summary>
    public bool HasBelow(INamedTypeSymbol type) => hierarchy.Below(type).Count > 0;

    /// <summary>Why a method cannot call the virtual methods of an object that it calls; null where it calls none, or can.</summary>
    public string? ReasonAgainst(INamedTypeSymbol type) => Matters(type) ? ObstacleOf(type) : null;

    /// <summary>Why it cannot be said of which classes the objects of a type may be; null where it can.</summary>
    public string? ObstacleOf(INamedTypeSymbol type)
    {
        if (type.IsGenericType)
            return $"'{type.Name}' is generic, and of which classes its objects are is not looked into";
        IReadOnlyList<INamedTypeSymbol> below = hierarchy.Below(type);
        if (below.FirstOrDefault(other => other.TypeKind == TypeKind.Struct || other.IsGenericType) is { } other)
            return $"'{other.Name}' is a {(other.IsGenericType ? "generic type" : "struct")}, whose objects cannot be told apart here";
        IReadOnlyList<INamedTypeSymbol> classes = Concrete(type);
        if (classes.FirstOrDefault(one => !compilation.IsSymbolAccessibleWithin(one, around) || TypeShells.WithOuter(one).Any(outer => outer.IsFileLocal)) is { } hidden)
            return $"'{hidden.Name}' is one of the classes of its objects, and cannot be reached from here: declare it as internal";
        return classes.Count switch
        {
            0 => $"no class of this project is a '{type.Name}'",
            > LanguageSubset.MaximumClasses => $"more than {LanguageSubset.MaximumClasses} classes are a '{type.Name}'",
            _ => null,
        };
    }

    private List<INamedTypeSymbol> Concrete(INamedTypeSymbol type) => hierarchy.Below(type).Prepend(type)
        .Where(one => one is { TypeKind: TypeKind.Class, IsAbstract: false, IsStatic: false }).ToList();

    private bool Matters(INamedTypeSymbol type) => called.Any(other => IsOrDerives(type, other));

    private static bool IsOrDerives(INamedTypeSymbol type, INamedTypeSymbol other) =>
        SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, other.OriginalDefinition) || Hierarchy.IsBelow(type, other);
}
