using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.Explain.Code;

/// <summary>What the tokens of a piece of source are, as far as they have colours.</summary>
internal static class Colours
{
    public const string Keyword = "keyword";
    public const string Type = "type";
    public const string Method = "method";
    public const string Number = "number";
    public const string Text = "text";
    public const string Comment = "comment";

    public static List<Colour> Of(SyntaxTree tree, TextSpan span, SemanticModel model)
    {
        var colours = new List<Colour>();
        foreach (SyntaxToken token in tree.GetRoot().DescendantTokens(span))
        {
            AddComments(token.LeadingTrivia);
            if (span.Contains(token.Span) && KindOf(token, model) is { } kind)
                colours.Add(new(token.Span, kind));
            AddComments(token.TrailingTrivia);
        }
        return colours;

        void AddComments(SyntaxTriviaList trivia) => colours.AddRange(
            trivia.Where(part => span.Contains(part.Span) && !part.Span.IsEmpty && !part.IsKind(SyntaxKind.WhitespaceTrivia) && !part.IsKind(SyntaxKind.EndOfLineTrivia))
                .Select(part => new Colour(part.Span, Comment)));
    }

    private static string? KindOf(SyntaxToken token, SemanticModel model) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => Number,
        SyntaxKind.IdentifierToken => KindOfName(token, model),
        _ when token.IsKeyword() || token.IsContextualKeyword() => Keyword,
        _ when IsText(token) => Text,
        _ => null,
    };

    private static bool IsText(SyntaxToken token) => token.Kind() is
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.Utf8StringLiteralToken
        or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
        or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringEndToken
        or SyntaxKind.InterpolatedVerbatimStringStartToken
        or SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken
        or SyntaxKind.InterpolatedRawStringEndToken;

    private static string? KindOfName(SyntaxToken token, SemanticModel model) => token.Parent switch
    {
        MethodDeclarationSyntax or LocalFunctionStatementSyntax => Method,
        BaseTypeDeclarationSyntax or TypeParameterSyntax => Type,
        IdentifierNameSyntax { IsVar: true } => Keyword,
        SimpleNameSyntax name => model.GetSymbolInfo(name).Symbol switch
        {
            INamedTypeSymbol or ITypeParameterSymbol or IMethodSymbol { MethodKind: MethodKind.Constructor } => Type,
            IMethodSymbol => Method,
            _ => null,
        },
        _ => null,
    };
}
