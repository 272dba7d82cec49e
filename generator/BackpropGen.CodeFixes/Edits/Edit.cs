using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.CodeFixes.Edits;

/// <summary>
/// A change of a piece of a file: of text, so that all around it stays as it was written. Two that say the same are one, wherever they come
/// from.
/// </summary>
/// <param name="Order">What stands first where several insert at one place: attributes, accessibility, <c>partial</c>.</param>
internal sealed record Edit(DocumentId Document, TextSpan Span, string Text, int Order)
{
    public static Edit Insert(DocumentId document, int position, string text, int order = 0) =>
        new(document, new TextSpan(position, 0), text, order);

    public static Edit Replace(DocumentId document, TextSpan span, string text) => new(document, span, text, Order: 0);

    /// <summary>Makes the changes, those that are there twice once.</summary>
    public static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<Edit> edits, CancellationToken cancellation)
    {
        foreach (IGrouping<DocumentId, Edit> group in edits.Distinct().GroupBy(edit => edit.Document))
        {
            SourceText text = await solution.GetDocument(group.Key)!.GetTextAsync(cancellation).ConfigureAwait(false);
            IEnumerable<TextChange> changes = group.GroupBy(edit => edit.Span)
                .OrderBy(same => same.Key.Start).ThenBy(same => same.Key.Length)
                .Select(same => new TextChange(same.Key, string.Concat(same.OrderBy(edit => edit.Order).Select(edit => edit.Text))));
            solution = solution.WithDocumentText(group.Key, text.WithChanges(changes));
        }
        return solution;
    }
}
