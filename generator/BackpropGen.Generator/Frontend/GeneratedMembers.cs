using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Generator.Frontend;

/// <summary>
/// What is generated for marked methods. The analyzer sees these members; the generator sees calls of names that do not exist.
/// </summary>
internal static class GeneratedMembers
{
    /// <summary>What the names of generated members end with.</summary>
    public static readonly string[] Suffixes = ["Forward", "Backward", "Gradient", "TapeSize", GradientShape.ZerosLike, GradientShape.Clear, .. TestingMembers.Suffixes];

    public static bool Contain(ISymbol member) => member.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.Name == "GeneratedCodeAttribute" && attribute.ConstructorArguments is [{ Value: "BackpropGen" }, ..]);

    /// <summary>Whether a name that does not exist will be that of a generated member.</summary>
    public static bool WillHave(string name, Compilation compilation, CancellationToken cancellation) =>
        Suffixes.FirstOrDefault(suffix => name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal)) is { } suffix
        && IsStem(name.Substring(0, name.Length - suffix.Length), compilation, cancellation);

    private static bool IsStem(string stem, Compilation compilation, CancellationToken cancellation) =>
        compilation.GetSymbolsWithName(stem, SymbolFilter.Member, cancellation).OfType<IMethodSymbol>().Any(method => MemberStems.Of(method) == stem && TypeMapping.IsDifferentiable(method))
        || ChosenNames.In(compilation, cancellation).Contains(stem);

    /// <summary>The first name of a generated member in what the compiler rejects before there is one; null where there is none.</summary>
    public static SimpleNameSyntax? NamedIn(SyntaxNode rejected, Compilation compilation, CancellationToken cancellation) =>
        rejected.DescendantNodesAndSelf().OfType<SimpleNameSyntax>()
            .FirstOrDefault(name => WillHave(name.Identifier.ValueText, compilation, cancellation));
}
