using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Generator.Frontend;

/// <summary>The names for generated members that attributes of a compilation choose. The compiler finds methods by their own names only.</summary>
internal static class ChosenNames
{
    /// <summary>Asked for each name that does not exist.</summary>
    private static readonly ConditionalWeakTable<Compilation, HashSet<string>> Known = new();

    public static HashSet<string> In(Compilation compilation, CancellationToken cancellation)
    {
        if (!Known.TryGetValue(compilation, out HashSet<string> names))
            names = Known.GetValue(compilation, _ => [.. compilation.SyntaxTrees.SelectMany(tree => In(tree, compilation, cancellation))]);
        return names;
    }

    private static IEnumerable<string> In(SyntaxTree tree, Compilation compilation, CancellationToken cancellation) => tree.GetRoot(cancellation)
        .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<MethodDeclarationSyntax>()
        // An override has the name of the method that it overrides.
        .Where(method => method.Modifiers.Any(SyntaxKind.OverrideKeyword) || method.AttributeLists.SelectMany(list => list.Attributes).Any(IsNamed))
        .Select(method => compilation.ModelOf(tree).GetDeclaredSymbol(method, cancellation)).OfType<IMethodSymbol>()
        .Where(TypeMapping.IsDifferentiable).Select(MemberStems.Of);

    private static bool IsNamed(AttributeSyntax attribute) => attribute.ArgumentList?.Arguments.Any(argument => argument.NameEquals is not null) == true;
}
