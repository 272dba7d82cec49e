using System.Collections.Immutable;
using BackpropGen.CodeFixes.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace BackpropGen.CodeFixes.Fixes;

/// <summary>
/// Mends all errors of a kind at once. Several may need the same change, which is made once; and a change may be in another file than its
/// error.
/// </summary>
internal sealed class RepairAll : FixAllProvider
{
    public static readonly RepairAll Instance = new();

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() =>
        [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        var provider = (RepairProvider)context.CodeFixProvider;
        List<Repair> repairs = [];
        foreach (Diagnostic diagnostic in await DiagnosticsAsync(context).ConfigureAwait(false))
        {
            if (diagnostic.Location.SourceTree is { } tree && context.Solution.FileOf(tree) is { } document
                && await provider.FindAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } repair
                && repair.Kind == context.CodeActionEquivalenceKey)
                repairs.Add(repair);
        }
        Edit[] edits = [.. repairs.SelectMany(repair => repair.Edits)];
        return repairs.Count == 0 ? null
            : CodeAction.Create(repairs[0].Title, cancellation => Edit.ApplyAsync(context.Solution, edits, cancellation), repairs[0].Kind);
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(FixAllContext context)
    {
        if (context.Scope == FixAllScope.Document)
            return context.Document is { } document ? await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
                : ImmutableArray<Diagnostic>.Empty;
        IEnumerable<Project> projects = context.Scope == FixAllScope.Project ? [context.Project] : context.Solution.Projects;
        ImmutableArray<Diagnostic>.Builder found = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (Project project in projects.Where(project => project.Language == LanguageNames.CSharp))
            found.AddRange(await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
        return found.ToImmutable();
    }
}
