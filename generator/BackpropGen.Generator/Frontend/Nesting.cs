using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Generator.Frontend;

/// <summary>How deep code stands in other code. The compiler itself goes down as deep as that, so that too deep code is not shown to it.</summary>
internal static class Nesting
{
    /// <summary>Parentheses and blocks count here, too.</summary>
    private const int Maximum = 2 * LanguageSubset.MaximumDepth;

    private static readonly ConditionalWeakTable<SyntaxNode, StrongBox<SyntaxNode?>> Known = new();

    /// <summary>The first node that is too deep; null where there is none.</summary>
    public static SyntaxNode? TooDeep(SyntaxNode root) => Known.GetValue(root, whole => new StrongBox<SyntaxNode?>(Find(whole))).Value;

    private static SyntaxNode? Find(SyntaxNode root)
    {
        var open = new Stack<(SyntaxNode Node, int Depth)>([(root, 0)]);
        while (open.Count > 0)
        {
            (SyntaxNode node, int depth) = open.Pop();
            if (depth > Maximum)
                return node;
            foreach (SyntaxNodeOrToken part in node.ChildNodesAndTokens())
            {
                if (part.AsNode() is { } child)
                    open.Push((child, IsLevel(node, child) ? depth + 1 : depth));
            }
        }
        return null;
    }

    /// <summary>Operators in a row stand in each other on the left, and are followed without going down.</summary>
    private static bool IsLevel(SyntaxNode node, SyntaxNode child) => child is ExpressionSyntax or StatementSyntax or PatternSyntax
        && !(node is BinaryExpressionSyntax { Left: BinaryExpressionSyntax left } && left == child);
}
