using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.Explain.Code;

/// <summary>A statement of the user's, with the words in which generated comments may repeat it.</summary>
/// <param name="Node">The statement, one of its declarators, or the expression that stands in for a statement.</param>
/// <param name="Span">Without the statements inside: of a loop its head.</param>
internal sealed record UserStatement(SyntaxNode Node, TextSpan Span, string File, int FirstLine, int LastLine)
{
    /// <summary>All of a file, outer ones first.</summary>
    public static List<UserStatement> In(SyntaxTree tree) =>
        [.. tree.GetRoot().DescendantNodes().Where(IsStatement).Select(Of)];

    /// <summary>The member, local function or accessor that it stands in.</summary>
    public SyntaxNode? Owner => Node.Ancestors().FirstOrDefault(node =>
        node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or BasePropertyDeclarationSyntax);

    public bool Covers(int line) => FirstLine <= line && line <= LastLine;

    public bool IsRepeatedBy(string comment) => Words().Contains(comment);

    private static bool IsStatement(SyntaxNode node) => node switch
    {
        BlockSyntax or LocalFunctionStatementSyntax => false,
        StatementSyntax => true,
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: > 1 } } => true,
        ExpressionSyntax => node.Parent is ArrowExpressionClauseSyntax or LambdaExpressionSyntax,
        _ => false,
    };

    private static UserStatement Of(SyntaxNode node)
    {
        var span = TextSpan.FromBounds(node.SpanStart, EndOf(node));
        Place place = Place.Of(Location.Create(node.SyntaxTree, span));
        return new(node, span, place.File, place.Line, place.Lines.End.Line + 1);
    }

    /// <summary>Where the first statement inside begins, if there is one.</summary>
    private static int EndOf(SyntaxNode node)
    {
        SyntaxNode? inner = node is StatementSyntax ? node.ChildNodes().FirstOrDefault(child => child is StatementSyntax or SwitchSectionSyntax) : null;
        return inner?.GetFirstToken().GetPreviousToken().Span.End ?? node.Span.End;
    }

    private IEnumerable<string> Words() => Node switch
    {
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } declarator => [Comments.Of(declaration, declarator)],
        ExpressionSyntax expression => [Comments.Of(expression), "return " + Comments.Of(expression)],
        _ => [Comments.Of(Node)],
    };
}
