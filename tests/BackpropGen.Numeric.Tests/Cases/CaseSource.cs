using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Tests.Cases;

/// <summary>A forward method of the corpus, found by its attribute (or, if its backward is written by hand, by its directive).</summary>
/// <param name="Name"><c>Class.Method</c>; both are unique.</param>
/// <param name="UsesSingle">Its text mentions single precision, so that rounding shows in its gradients.</param>
internal sealed record CaseSource(string Name, string File, Directives Directives, bool UsesSingle)
{
    public static IEnumerable<CaseSource> In(SourceFile file) => In(GeneratorHost.Parse(file));

    public static IEnumerable<CaseSource> In(SyntaxTree tree)
    {
        foreach (MethodDeclarationSyntax method in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
        {
            if (HasAttribute(method))
                yield return new(NameOf(method), tree.FilePath, Directives.Of(method), MentionsSingle(method));
            else if (method.GetLeadingTrivia().ToString().Contains("// hand-written", StringComparison.Ordinal))
                yield return new(NameOf(method), tree.FilePath, Directives.Of(method), MentionsSingle(method));
        }
    }

    /// <summary><c>Class.Method</c> of a declaration.</summary>
    public static string NameOf(MethodDeclarationSyntax method) =>
        $"{((TypeDeclarationSyntax)method.Parent!).Identifier.Text}.{method.Identifier.Text}";

    public static bool HasAttribute(MethodDeclarationSyntax method) => Attributes(method).Any();

    /// <summary>The method without its attribute: no longer a case, still there for others to call.</summary>
    public static MethodDeclarationSyntax Strike(MethodDeclarationSyntax method)
    {
        SyntaxTriviaList trivia = method.GetLeadingTrivia();
        foreach (AttributeListSyntax list in Attributes(method).Select(attribute => (AttributeListSyntax)attribute.Parent!).ToArray())
            method = method.RemoveNode(method.AttributeLists.Single(list.IsEquivalentTo), SyntaxRemoveOptions.KeepNoTrivia)!;

        // A partial implementation has no declaration once the generator does not supply it.
        SyntaxTokenList modifiers = [.. method.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.PartialKeyword))];
        return method.WithModifiers(modifiers).WithLeadingTrivia(trivia);
    }

    private static IEnumerable<AttributeSyntax> Attributes(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes).Where(attribute => attribute.Name.ToString() is "Differentiable");

    private static bool MentionsSingle(MethodDeclarationSyntax method) => method.DescendantTokens().Any(token =>
        token.IsKind(SyntaxKind.FloatKeyword) || token.Text is "MathF"
        || (token.IsKind(SyntaxKind.NumericLiteralToken) && token.Value is float));
}
