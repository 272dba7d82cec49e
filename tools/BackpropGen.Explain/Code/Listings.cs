using BackpropGen.Explain.Compiling;
using BackpropGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.Explain.Code;

/// <summary>Makes the listings of a page.</summary>
internal sealed class Listings(Compiled compiled)
{
    public static string ProblemId(int index) => $"p{index}";

    public static bool IsIn(SyntaxNode member, Diagnostic refusal) =>
        refusal.Location.SourceTree == member.SyntaxTree && member.Span.Contains(refusal.Location.SourceSpan);

    /// <summary>A member without its documentation and attributes, as it stands there.</summary>
    public static string Plain(MethodDeclarationSyntax member)
    {
        SourceText text = member.SyntaxTree.GetText();
        IEnumerable<string> lines = text.Lines.Where(line => SpanOf(member).Contains(line.Span)).Select(line => line.ToString());
        int indent = text.Lines.GetLineFromPosition(member.Modifiers.Span.Start) is var first ? member.Modifiers.Span.Start - first.Start : 0;
        return string.Join("\n", lines.Select(line => line.Length >= indent ? line[indent..] : line));
    }

    /// <summary>The method, and then the members whose statements became part of it.</summary>
    public IEnumerable<Listing> Forward(MethodDeclarationSyntax method, Pairing pairing)
    {
        List<SyntaxNode> owners = [method];
        owners.AddRange(pairing.Statements.Where(statement => !IsInside(statement, method))
            .Select(statement => statement.Owner ?? statement.Node).Distinct());
        return owners.Select((owner, i) => Make(
            $"forward{i}", TitleOf(owner), owner, pairing.Statements.Where(statement => IsInside(statement, owner)).Select(Region)));

        Region Region(UserStatement statement)
        {
            List<string> groups = pairing.GroupsOf(statement);
            return new(pairing.IdOf(statement), statement.Span, groups, "");
        }
    }

    public Listing Backward(GeneratedMember member, Pairing pairing) => Make(member.Name, member.Name, member.Syntax, member.Groups.Select(pair =>
    {
        UserStatement? statement = pairing.StatementOf(pair.Id);
        return new Region(
            pair.Id, pair.Group.Span, statement is null ? [] : [pairing.IdOf(statement)], statement is null ? "" : $"line {statement.FirstLine}");
    }));

    /// <summary>The method with the places that are in error.</summary>
    public Listing Refused(MethodDeclarationSyntax method, List<Diagnostic> refusals)
    {
        IEnumerable<Region> places = refusals.Select((refusal, i) => (refusal, i)).Where(pair => IsIn(method, pair.refusal))
            .Select(pair => new Region(ProblemId(pair.i), pair.refusal.Location.SourceSpan, [], pair.refusal.Id) { IsProblem = true });
        return Make("forward0", TitleOf(method), method, places);
    }

    private Listing Make(string id, string title, SyntaxNode node, IEnumerable<Region> regions)
    {
        TextSpan span = SpanOf(node);
        SemanticModel model = compiled.Output.GetSemanticModel(node.SyntaxTree);
        return new(id, title, node.SyntaxTree.GetText(), span, Colours.Of(node.SyntaxTree, span, model), Apart(regions));
    }

    /// <summary>Regions in order; of those that overlap, the outer one stands for all.</summary>
    private static List<Region> Apart(IEnumerable<Region> regions)
    {
        var apart = new List<Region>();
        foreach (Region region in regions.OrderBy(region => region.Span.Start).ThenByDescending(region => region.Span.Length))
        {
            if (apart.Count > 0 && apart[^1].Span.OverlapsWith(region.Span))
                apart[^1] = apart[^1] with { Partners = [.. apart[^1].Partners.Union(region.Partners)], Aliases = [.. apart[^1].Aliases, region.Id] };
            else
                apart.Add(region);
        }
        return apart;
    }

    private static bool IsInside(UserStatement statement, SyntaxNode owner) =>
        statement.Node.SyntaxTree == owner.SyntaxTree && owner.Span.Contains(statement.Span);

    /// <summary>From the start of its first line; of generated members without the attribute that all have.</summary>
    private static TextSpan SpanOf(SyntaxNode node)
    {
        bool isGenerated = node is MethodDeclarationSyntax { AttributeLists: [var list, ..] } && list.ToString().Contains("GeneratedCode");
        int start = isGenerated ? ((MethodDeclarationSyntax)node).Modifiers.Span.Start : node.Span.Start;
        return TextSpan.FromBounds(node.SyntaxTree.GetText().Lines.GetLineFromPosition(start).Start, node.Span.End);
    }

    private static string TitleOf(SyntaxNode owner)
    {
        string name = owner switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            LocalFunctionStatementSyntax function => function.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
            OperatorDeclarationSyntax @operator => "operator " + @operator.OperatorToken.ValueText,
            _ => "code",
        };
        return $"{name}, {Place.Of(owner.GetLocation()).File}";
    }
}
