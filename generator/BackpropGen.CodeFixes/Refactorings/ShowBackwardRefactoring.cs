using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;

namespace BackpropGen.CodeFixes.Refactorings;

/// <summary>
/// Shows what is generated for a method as it is now. An IDE that has previews shows it there; applied, it is a file that is not compiled,
/// which every IDE can open.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(ShowBackwardRefactoring))]
public sealed class ShowBackwardRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        if (await MarkedMethod.AtAsync(context).ConfigureAwait(false) is { } method)
            context.RegisterRefactoring(new Show(method));
    }

    private sealed class Show(MarkedMethod method) : CodeAction
    {
        /// <summary>Nobody defines it.</summary>
        private const string Symbol = "SHOWN_BY_BACKPROPGEN";

        private string Id => method.Method.Id;

        public override string Title => $"Show the backward method of '{method.Symbol.Name}'";

        public override string EquivalenceKey => nameof(ShowBackwardRefactoring);

        protected override Task<IEnumerable<CodeActionOperation>> ComputePreviewOperationsAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<CodeActionOperation>>(
                MarkedMethod.Text(method.Method) is { } text ? [new ApplyChangesOperation(With(text, out _))] : []);

        protected override Task<IEnumerable<CodeActionOperation>> ComputeOperationsAsync(CancellationToken cancellationToken)
        {
            if (MarkedMethod.Text(method.Method) is not { } text)
                return Task.FromResult<IEnumerable<CodeActionOperation>>([]);
            string note = $"// What BackpropGen generates for {Id} as it was when this was written. It is not compiled: delete it after reading.\n";
            string shown = $"{note}#if {Symbol}\n{text}#endif\n";
            Solution solution = With(shown, out DocumentId document);
            return Task.FromResult<IEnumerable<CodeActionOperation>>(
                [new ApplyChangesOperation(solution), new OpenDocumentOperation(document, activateIfAlreadyOpen: true)]);
        }

        private Solution With(string text, out DocumentId document) =>
            NewFile.Beside(method.Document, method.Method.HintName.Replace(".g.cs", ".shown.cs"), text, method.Project.Solution,
                out document);
    }
}
