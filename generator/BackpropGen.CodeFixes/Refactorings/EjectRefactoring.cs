using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;

namespace BackpropGen.CodeFixes.Refactorings;

/// <summary>
/// Makes what is generated for a method the user's own: the method is then marked [CustomBackward], and its callers use the copy.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(EjectRefactoring))]
public sealed class EjectRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        if (await MarkedMethod.AtAsync(context).ConfigureAwait(false) is { } method
            && Ejection.Of(method, context.CancellationToken) is { } solution)
        {
            context.RegisterRefactoring(CodeAction.Create(
                $"Copy the generated backward method of '{method.Symbol.Name}' as a custom one",
                _ => Task.FromResult(solution),
                nameof(EjectRefactoring)));
        }
    }
}
