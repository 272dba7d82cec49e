using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Tests.Cases;

/// <summary>
/// The corpus with every float made a double, in another namespace and without attributes: what difference quotients are taken of.
/// Rounding to single precision is not part of a derivative, and would drown them.
/// </summary>
internal sealed class DoubleTwin : CSharpSyntaxRewriter
{
    public const string Suffix = "Twin";

    private DoubleTwin()
    {
    }

    public static SyntaxTree Of(SyntaxTree tree) =>
        GeneratorHost.Parse(new(Suffix + "/" + tree.FilePath, new DoubleTwin().Visit(tree.GetRoot()).ToFullString()));

    public override SyntaxNode? VisitFileScopedNamespaceDeclaration(FileScopedNamespaceDeclarationSyntax node)
    {
        NameSyntax name = SyntaxFactory.ParseName(node.Name + Suffix).WithTriviaFrom(node.Name);
        return base.VisitFileScopedNamespaceDeclaration(node.WithName(name));
    }

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) =>
        base.VisitMethodDeclaration(CaseSource.Strike(node));

    public override SyntaxNode? VisitPredefinedType(PredefinedTypeSyntax node) =>
        node.Keyword.IsKind(SyntaxKind.FloatKeyword)
            ? node.WithKeyword(SyntaxFactory.Token(SyntaxKind.DoubleKeyword).WithTriviaFrom(node.Keyword))
            : node;

    public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node) =>
        node.Identifier.Text == "MathF" ? SyntaxFactory.IdentifierName("Math").WithTriviaFrom(node) : node;

    public override SyntaxToken VisitToken(SyntaxToken token)
    {
        // 0.1f is not 0.1: the twin has to use the number that the method uses.
        if (token.IsKind(SyntaxKind.NumericLiteralToken) && token.Value is float value)
            return SyntaxFactory.ParseToken(((double)value).ToString("R", CultureInfo.InvariantCulture) + "d").WithTriviaFrom(token);
        return base.VisitToken(token);
    }
}
