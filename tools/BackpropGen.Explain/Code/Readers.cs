using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Explain.Code;

/// <summary>Which backward groups of a generated member read a kept value.</summary>
/// <param name="groups">Those of the member, with their ids.</param>
internal sealed class Readers(MethodDeclarationSyntax member, IReadOnlyList<(string Id, BackwardGroup Group)> groups)
{
    /// <param name="IsRead">The member names it at all.</param>
    /// <param name="Groups">The ids of the groups that read it.</param>
    /// <param name="Steers">The head of a loop or branch reads it.</param>
    internal sealed record Result(bool IsRead, IReadOnlyList<string> Groups, bool Steers);

    public Result Of(string kept)
    {
        HashSet<string> names = NamesOf(kept);
        List<IdentifierNameSyntax> reads = [.. member.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => names.Contains(name.Identifier.ValueText))];
        List<string> readers = groups.Where(group => reads.Exists(read => group.Group.Span.Contains(read.Span)))
            .Select(group => group.Id).ToList();
        return new(reads.Count > 0, readers, reads.Exists(IsInHead));
    }

    /// <summary>The value's own name, that of its room on the tape, and the locals that an element or a part of it is read into.</summary>
    private HashSet<string> NamesOf(string kept)
    {
        HashSet<string> names = [kept, kept + "Tape"];
        foreach (VariableDeclaratorSyntax local in member.DescendantNodes().OfType<VariableDeclaratorSyntax>())
        {
            if (local.Initializer?.Value is { } value && RootOf(value) is { } root && names.Contains(root) && !IsInGroup(local))
                names.Add(local.Identifier.ValueText);
        }
        return names;
    }

    private bool IsInGroup(SyntaxNode node) => groups.Any(group => group.Group.Span.Contains(node.Span));

    private static string? RootOf(ExpressionSyntax value) => value switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        ElementAccessExpressionSyntax element => RootOf(element.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Slice" or "Pop" } part } => RootOf(part.Expression),
        _ => null,
    };

    private static bool IsInHead(SyntaxNode read) => read.Ancestors().TakeWhile(node => node is not BlockSyntax).Any(node => node switch
    {
        IfStatementSyntax branch => branch.Condition.Span.Contains(read.Span),
        WhileStatementSyntax loop => loop.Condition.Span.Contains(read.Span),
        ForStatementSyntax => true,
        _ => false,
    });
}
