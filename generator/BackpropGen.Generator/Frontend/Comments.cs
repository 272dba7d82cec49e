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

    /// <summary>Longer code is not repeated: it is found above, and taking it apart would take its time.</summary>
    private const int Longest = 1000;

    private const int Beginning = 100;

    public static string Text(SyntaxNode node)
    {
        if (node.Span.Length > Longest)
            return BeginningOf(node);
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

    /// <summary>The first words of long code, spaced as they are there.</summary>
    private static string BeginningOf(SyntaxNode node)
    {
        var line = new StringBuilder();
        foreach (SyntaxToken token in node.DescendantTokens())
        {
            // A string may have lines of its own.
            line.Append(token.Text.Length <= Beginning && token.Text.IndexOf('\n') < 0 ? token.Text : "...");
            if (token.HasTrailingTrivia && line[line.Length - 1] != ' ')
                line.Append(' ');
            if (line.Length > Beginning)
                break;
        }
        return line.ToString().TrimEnd() + " ...";
    }
}
