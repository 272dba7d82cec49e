using BackpropGen.CodeFixes.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace BackpropGen.CodeFixes.Fixes;

/// <summary>Mends an error by changes of text, in any file of the solution. What cannot be mended is not offered.</summary>
public abstract class RepairProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => RepairAll.Instance;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            Repair? repair = await FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false);
            if (repair is not { Edits.Count: > 0 })
                continue;
            Solution solution = context.Document.Project.Solution;
            context.RegisterCodeFix(
                CodeAction.Create(repair.Title, cancellation => Edit.ApplyAsync(solution, repair.Edits, cancellation), repair.Kind),
                diagnostic);
        }
    }

    /// <summary>What mends an error; null where nothing does.</summary>
    internal async Task<Repair?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || !root.FullSpan.Contains(diagnostic.Location.SourceSpan))
            return null;
        SyntaxNode at = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        return Find(new Mistake(document, diagnostic, model, at, cancellation));
    }

    private protected abstract Repair? Find(Mistake mistake);
}
