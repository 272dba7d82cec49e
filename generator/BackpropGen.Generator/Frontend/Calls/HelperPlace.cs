using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.Calls;

/// <summary>Where the generated members of a helper stand, and what they are called: they must not meet anything of the user's.</summary>
/// <param name="Shell">The helper's own type where that is partial, otherwise a class beside it.</param>
/// <param name="Class">The name of that class; empty where the members are in the helper's own type.</param>
/// <param name="Stem">What the names of the members begin with.</param>
internal sealed record HelperPlace(TypeShell Shell, string Class, string Stem, string Accessibility)
{
    private static readonly string[] Suffixes = ["Forward", "Backward", "Gradient", "TapeSize", "ScratchSize"];

    public bool IsElsewhere => Class.Length > 0;

    /// <summary>The place; null where generated members could not reach what the helper uses.</summary>
    public static HelperPlace? Of(IMethodSymbol method, Compilation compilation)
    {
        INamedTypeSymbol type = method.ContainingType;
        if (TypeShells.WithOuter(type).All(outer => !outer.IsFileLocal && TypeShells.IsPartial(outer)))
        {
            string accessibility = method.DeclaredAccessibility == Microsoft.CodeAnalysis.Accessibility.Private ? "private" : "internal";
            return new HelperPlace(TypeShells.Around(type), "", Stems(method, type), accessibility);
        }
        if (!method.IsStatic || type.IsGenericType || !compilation.IsSymbolAccessibleWithin(method, compilation.Assembly) || TypeShells.WithOuter(type).Any(outer => outer.IsFileLocal))
            return null;
        string name = string.Concat(TypeShells.WithOuter(type).Select(outer => outer.Name).Reverse()) + "Derivatives";
        for (string wanted = name; type.ContainingNamespace.GetMembers(name).Any(); name = wanted + "2")
            wanted = name;
        var shell = new TypeShell(TypeNames.Namespace(type.ContainingNamespace), [$"internal static partial class {name}"]);
        return new HelperPlace(shell, name, Stems(method, null), "internal");
    }

    /// <summary>What makes a place for the members of a method.</summary>
    public static string WayOut(IMethodSymbol method) => TypeShells.WithOuter(method.ContainingType).FirstOrDefault(type => type.IsFileLocal) is { } local
        ? $"do not declare '{local.Name}' as 'file'" : $"declare '{method.ContainingType.Name}' and the types around it as partial";

    /// <summary>What stands before the names of the members in code of another type.</summary>
    public string PrefixFrom(INamedTypeSymbol caller, string own) => !IsElsewhere ? own
        : TypeNames.Namespace(caller.ContainingNamespace) == Shell.Namespace ? Class + "."
        : "global::" + (Shell.Namespace.Length == 0 ? "" : Shell.Namespace + ".") + Class + ".";

    private static string Stems(IMethodSymbol method, INamedTypeSymbol? type)
    {
        // Overloads have members of different names: with the parameters that Backward leaves out, their signatures might be the same.
        IMethodSymbol[] overloads = method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().ToArray();
        int number = 1 + Array.FindIndex(overloads, other => SymbolEqualityComparer.Default.Equals(other.PartialImplementationPart ?? other, method.PartialImplementationPart ?? method));
        bool isMarked = overloads.Any(TypeMapping.IsDifferentiable);
        string stem = number <= 1 && !isMarked ? method.Name : method.Name + (number + 1);
        while (IsTaken(method, type, stem))
            stem += "2";
        return stem;
    }

    private static bool IsTaken(IMethodSymbol method, INamedTypeSymbol? type, string stem) =>
        (stem != method.Name && method.ContainingType.GetMembers(stem).Any()) || MemberStems.MethodsWith(method.ContainingType, stem).Any()
        || (type is not null && Suffixes.Any(suffix => type.GetMembers(stem + suffix).Any() || type.GetMembers("Check" + stem + suffix).Any()));
}
