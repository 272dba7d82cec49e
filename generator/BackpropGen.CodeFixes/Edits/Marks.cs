using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.CodeFixes.Edits;

/// <summary>Puts attributes of BackpropGen on declarations.</summary>
internal static class Marks
{
    private const string Namespace = "BackpropGen";

    private const string Suffix = "Attribute";

    /// <summary>On a method: a line of its own before the others, where the method begins one.</summary>
    public static IEnumerable<Edit> On(MethodDeclarationSyntax method, string attribute, Document document, SemanticModel model)
    {
        SourceText text = method.SyntaxTree.GetText();
        int start = method.GetFirstToken().SpanStart;
        string gap = Lines.IndentationAt(text, start) is { } indentation ? Lines.EndOf(text) + indentation : " ";
        return On(start, attribute, gap, document, model);
    }

    /// <summary>On a parameter, before what else stands there.</summary>
    public static IEnumerable<Edit> On(ParameterSyntax parameter, string attribute, Document document, SemanticModel model) =>
        On(parameter.GetFirstToken().SpanStart, attribute, " ", document, model);

    /// <summary>The name of an attribute as it is written at a place, and the line that this needs at the top of the file.</summary>
    /// <param name="isNew">The name is not known there yet.</param>
    public static string NameAt(int position, string attribute, SemanticModel model, out bool isNew)
    {
        string[] names = [attribute, attribute + Suffix];
        INamespaceOrTypeSymbol[] known = [.. names.SelectMany(name => model.LookupNamespacesAndTypes(position, name: name))
            .OfType<INamespaceOrTypeSymbol>()];
        isNew = known.Length == 0;
        bool isOurs = known.All(symbol => symbol.ToDisplayString() == $"{Namespace}.{attribute}{Suffix}");
        return isOurs ? attribute : $"global::{Namespace}.{attribute}";
    }

    private static IEnumerable<Edit> On(int position, string attribute, string gap, Document document, SemanticModel model)
    {
        string name = NameAt(position, attribute, model, out bool isNew);
        yield return Edit.Insert(document.Id, position, $"[{name}]{gap}");
        if (isNew)
            yield return Import(document.Id, model.SyntaxTree, position);
    }

    /// <summary>The directive, where the file has its others, in their order.</summary>
    public static Edit Import(DocumentId document, SyntaxTree tree, int position)
    {
        var root = (CompilationUnitSyntax)tree.GetRoot();
        SourceText text = tree.GetText();
        string end = Lines.EndOf(text);
        SyntaxList<UsingDirectiveSyntax> usings = root.Usings.Count > 0 ? root.Usings
            : root.FindToken(position).Parent!.AncestorsAndSelf().OfType<BaseNamespaceDeclarationSyntax>().Select(around => around.Usings)
                .FirstOrDefault(list => list.Count > 0);
        if (usings.Count == 0)
            return AtTop(document, root, text);
        UsingDirectiveSyntax? before = usings.LastOrDefault(IsBefore);
        // What is in front of the first stays in front: the header of the file.
        int at = before is null ? usings[0].SpanStart : text.Lines.GetLineFromPosition(before.Span.End).EndIncludingLineBreak;
        string indentation = Lines.IndentationAt(text, usings[0].SpanStart) ?? "";
        bool isLineOpen = before is not null && text.Lines.GetLineFromPosition(before.Span.End) is var line
            && line.End == line.EndIncludingLineBreak;
        string directive = $"using {Namespace};";
        return Edit.Insert(document, at, before is null ? directive + end + indentation : isLineOpen ? end + indentation + directive
            : indentation + directive + end);
    }

    /// <summary>A file without directives: they come after what has to come first, and after the header.</summary>
    private static Edit AtTop(DocumentId document, CompilationUnitSyntax root, SourceText text)
    {
        string end = Lines.EndOf(text);
        if (root.Externs.Count > 0)
            return Edit.Insert(document, text.Lines.GetLineFromPosition(root.Externs.Last().Span.End).EndIncludingLineBreak,
                $"using {Namespace};{end}");
        SyntaxToken first = root.GetFirstToken(includeZeroWidth: true);
        // Comments up to an empty line are the file's; those below it belong to what they stand at.
        int header = 0;
        int lineStart = 0;
        bool isEmpty = true;
        foreach (SyntaxTrivia trivia in first.LeadingTrivia)
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                if (isEmpty && lineStart > 0)
                    header = trivia.Span.End;
                (lineStart, isEmpty) = (trivia.Span.End, true);
            }
            else if (trivia.HasStructure && trivia.IsDirective)
            {
                (header, lineStart, isEmpty) = (trivia.FullSpan.End, trivia.FullSpan.End, true);
            }
            else if (!trivia.IsKind(SyntaxKind.WhitespaceTrivia))
            {
                isEmpty = false;
            }
        }
        return Edit.Insert(document, header, $"using {Namespace};{end}{end}");
    }

    private static bool IsBefore(UsingDirectiveSyntax other) => other switch
    {
        { GlobalKeyword.RawKind: not 0 } => true,
        { Alias: not null } or { StaticKeyword.RawKind: not 0 } => false,
        _ => IsOfSystem(other.Name!.ToString()) || string.CompareOrdinal(other.Name!.ToString(), Namespace) < 0,
    };

    private static bool IsOfSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
}
