using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.Calls;

/// <summary>The classes of this project, and which of their methods a virtual call reaches.</summary>
internal sealed class Hierarchy(Compilation compilation, CancellationToken cancellation)
{
    private readonly Dictionary<INamedTypeSymbol, INamedTypeSymbol[]> known = new(SymbolEqualityComparer.Default);
    private INamedTypeSymbol[]? all;

    /// <summary>Whether a call of the method may run another one that overrides or implements it.</summary>
    public static bool IsVirtual(IMethodSymbol method) =>
        (method.IsVirtual || method.IsAbstract || method.IsOverride)
        && method is { IsSealed: false, IsStatic: false, ContainingType: { IsSealed: false, TypeKind: TypeKind.Class or TypeKind.Interface } };

    /// <summary>The types of this project that derive from a class or implement an interface, those nearer to it first.</summary>
    public IReadOnlyList<INamedTypeSymbol> Below(INamedTypeSymbol type)
    {
        if (known.TryGetValue(type, out INamedTypeSymbol[] below))
            return below;
        all ??= [.. TypesIn(compilation.Assembly.GlobalNamespace)];
        below = type.IsSealed ? [] : all.Where(other => IsBelow(other, type)).OrderBy(Depth).ToArray();
        return known[type] = below;
    }

    /// <summary>Whether objects of a type are of another one, which is not the same.</summary>
    public static bool IsBelow(INamedTypeSymbol type, INamedTypeSymbol other)
    {
        if (other.TypeKind == TypeKind.Interface)
            return type.AllInterfaces.Any(implemented => IsSame(implemented, other));
        for (INamedTypeSymbol? level = type.BaseType; level is not null; level = level.BaseType)
        {
            if (IsSame(level, other))
                return true;
        }
        return false;
    }

    /// <summary>Type arguments make no difference: which of them meet is not looked into.</summary>
    private static bool IsSame(INamedTypeSymbol a, INamedTypeSymbol b) => SymbolEqualityComparer.Default.Equals(a.OriginalDefinition, b.OriginalDefinition);

    /// <summary>The method that a virtual call runs for an object of just this class; null where there is none.</summary>
    public static IMethodSymbol? Implementation(IMethodSymbol method, INamedTypeSymbol type)
    {
        if (method.ContainingType.TypeKind != TypeKind.Interface)
            return Override(method, type);
        // What implements an interface in a base class may be overridden in a derived one.
        return type.FindImplementationForInterfaceMember(method) is not IMethodSymbol found ? null
            : found.ContainingType.TypeKind == TypeKind.Interface ? found : Override(found, type);
    }

    /// <summary>
    /// A class with a virtual method like a default one of an interface that only an abstract class below it lists: the compiler takes the default,
    /// and the runtime this one. Null where they agree.
    /// </summary>
    public static INamedTypeSymbol? Disputed(IMethodSymbol method, INamedTypeSymbol type)
    {
        if (Implementation(method, type) is not { ContainingType.TypeKind: TypeKind.Interface })
            return null;
        INamedTypeSymbol? rival = null;
        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            if (level.IsAbstract && rival is not null)
                return rival;
            if (level.GetMembers(method.Name).OfType<IMethodSymbol>().Any(member => (member.IsVirtual || member.IsAbstract || member.IsOverride) && HasSameParameters(member, method)))
                rival = level;
            if (level.Interfaces.Any(listed => IsSame(listed, method.ContainingType) || listed.AllInterfaces.Any(inherited => IsSame(inherited, method.ContainingType))))
                return null;
        }
        return null;
    }

    private static bool HasSameParameters(IMethodSymbol a, IMethodSymbol b) => a.Parameters.Length == b.Parameters.Length
        && a.Parameters.Zip(b.Parameters, (one, other) => one.RefKind == other.RefKind && SymbolEqualityComparer.Default.Equals(one.Type, other.Type)).All(same => same);

    private static IMethodSymbol? Override(IMethodSymbol method, INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            foreach (IMethodSymbol member in level.GetMembers().OfType<IMethodSymbol>())
            {
                for (IMethodSymbol? overridden = member; overridden is not null; overridden = overridden.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method.OriginalDefinition))
                        return member;
                }
            }
        }
        return null;
    }

    private static int Depth(INamedTypeSymbol type)
    {
        int depth = 0;
        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
            depth++;
        return depth;
    }

    private IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol outer)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (ISymbol member in outer.GetMembers().OrderBy(member => member.MetadataName, StringComparer.Ordinal))
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } type)
                yield return type;
            if (member is INamespaceOrTypeSymbol inner)
            {
                foreach (INamedTypeSymbol nested in TypesIn(inner))
                    yield return nested;
            }
        }
    }
}
