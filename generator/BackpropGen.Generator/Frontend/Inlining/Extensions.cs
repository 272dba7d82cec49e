using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Inlining;

/// <summary>Members of extension blocks, which this version of the compiler's interface has no words for.</summary>
internal static class Extensions
{
    /// <summary>Whether a type is an extension block: it has no name.</summary>
    public static bool IsBlock(INamedTypeSymbol? type) => type is { Name: "", TypeKind: not TypeKind.Error, IsAnonymousType: false, ContainingType.IsStatic: true };

    /// <summary>Called as a static method of the class around the block.</summary>
    public static bool IsCalledAsStatic(IMethodSymbol method) => method is { IsStatic: true, IsImplicitlyDeclared: true, MethodKind: MethodKind.Ordinary, DeclaringSyntaxReferences.Length: > 0 };

    /// <summary>The parameter of the block, as the body of a member knows it; null where the body does not use it.</summary>
    public static IParameterSymbol? Receiver(IMethodSymbol member, IBlockOperation? body) => !IsBlock(member.ContainingType) ? null
        : body?.Descendants().OfType<IParameterReferenceOperation>().Select(reference => reference.Parameter)
            .FirstOrDefault(parameter => SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, member.ContainingType.OriginalDefinition));
}
