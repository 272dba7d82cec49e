using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Generator.Frontend;

/// <summary>Statements on one line, as people format them, without their own comments.</summary>
internal static class Comments
{
    public static string Of(SyntaxNode node) => node switch
    {
        ArrowExpressionClauseSyntax arrow => Text(arrow.Expression) + ";",
        ExpressionSyntax expression => Text(expression) + ";",
        _ => Text(node),
    };

    /// <summary>One of several variables that share a declaration.</summary>
    public static string Of(VariableDeclarationSyntax declaration, VariableDeclaratorSyntax declarator) =>
        Text(declaration.Type) + " " + Text(declarator) + ";";

    public static string Text(SyntaxNode node)
    {
        SyntaxNode bare = node.ReplaceTrivia(node.DescendantTrivia(), (_, _) => default);
        var line = new StringBuilder();
        foreach (char c in bare.NormalizeWhitespace(indentation: "", eol: " ").ToString())
        {
            if (!char.IsWhiteSpace(c))
                line.Append(c);
            else if (line.Length > 0 && line[line.Length - 1] != ' ')
                line.Append(' ');
        }
        // The normalizer takes a relational pattern for a list of type arguments.
        return line.Replace(" is>", " is >").Replace(" is<", " is <").ToString().TrimEnd();
    }
}
