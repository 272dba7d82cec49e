using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.Explain.Code;

/// <summary>The statements of a generated member under a comment that repeats a statement of the user's.</summary>
/// <param name="Words">The comment.</param>
/// <param name="Span">From the comment to the end of the last statement.</param>
internal sealed record BackwardGroup(string Words, TextSpan Span)
{
    /// <summary>The file of the user's statement.</summary>
    public string File { get; init; } = "";

    /// <summary>Its line; 0 where that is not known.</summary>
    public int Line { get; init; }

    /// <summary>The groups of a generated member, in the order of its text.</summary>
    /// <param name="body">The member as the compiler has it: it knows where its comments come from.</param>
    public static List<BackwardGroup> Of(MethodDeclarationSyntax member, Block body)
    {
        var groups = new List<BackwardGroup>();
        if (member.Body is { } block)
            Collect(block, groups);
        List<Remark> remarks = [.. Tree.All(body.Statements).OfType<Remark>()];
        bool areSame = remarks.Select(remark => remark.Text).SequenceEqual(groups.Select(group => group.Words));
        return areSame ? [.. groups.Zip(remarks, (group, remark) => group.At(remark.At))] : groups;
    }

    private static void Collect(BlockSyntax block, List<BackwardGroup> groups)
    {
        bool isOpen = false;
        foreach (StatementSyntax statement in block.Statements)
        {
            BlockSyntax[] inner = [.. BlocksWithComments(statement)];
            if (CommentAbove(statement) is { } comment)
            {
                int end = inner.Length > 0 ? inner[0].OpenBraceToken.GetPreviousToken().Span.End : statement.Span.End;
                groups.Add(new(comment.ToString()[2..].Trim(), TextSpan.FromBounds(comment.SpanStart, end)));
                isOpen = true;
            }
            else if (isOpen && inner.Length == 0 && !IsEnd(statement, block))
            {
                BackwardGroup last = groups[^1];
                groups[^1] = last with { Span = TextSpan.FromBounds(last.Span.Start, statement.Span.End) };
            }
            // What follows a loop or branch with comments of its own has no comment.
            isOpen = isOpen && inner.Length == 0;
            foreach (BlockSyntax deeper in inner)
                Collect(deeper, groups);
        }
    }

    private static IEnumerable<BlockSyntax> BlocksWithComments(StatementSyntax statement) =>
        statement.DescendantNodes(node => node == statement || node is not BlockSyntax).OfType<BlockSyntax>()
            .Where(block => block.Statements.Any(inner => CommentAbove(inner) is not null || BlocksWithComments(inner).Any()));

    private static SyntaxTrivia? CommentAbove(StatementSyntax statement)
    {
        SyntaxTrivia comment = statement.GetLeadingTrivia().LastOrDefault(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia));
        return comment == default ? null : comment;
    }

    /// <summary>The last statement of a member takes the record off the tape, or returns the value: it is no backward of a statement.</summary>
    private static bool IsEnd(StatementSyntax statement, BlockSyntax block) => block.Parent is MethodDeclarationSyntax && statement == block.Statements[^1]
        && statement is ReturnStatementSyntax or ExpressionStatementSyntax
        {
            Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Complete" } },
        };

    /// <param name="at"><c>Model.cs(12)</c>.</param>
    private BackwardGroup At(string at)
    {
        int bracket = at.LastIndexOf('(');
        return bracket > 0 && int.TryParse(at[(bracket + 1)..^1], out int line) ? this with { File = at[..bracket], Line = line } : this;
    }
}
