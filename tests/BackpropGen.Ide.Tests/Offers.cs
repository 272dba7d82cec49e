using System.Reflection;
using BackpropGen.CodeFixes.Fixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.Tests;

/// <summary>The light bulb: what the code fixes' assembly exports, asked as an IDE asks it.</summary>
internal static class Offers
{
    private static readonly CodeFixProvider[] Fixes =
        Exported<CodeFixProvider, ExportCodeFixProviderAttribute>(export => export.Languages);

    private static readonly CodeRefactoringProvider[] Refactorings =
        Exported<CodeRefactoringProvider, ExportCodeRefactoringProviderAttribute>(export => export.Languages);

    /// <summary>The fixes that are offered for a diagnostic of the open file.</summary>
    public static async Task<IReadOnlyList<CodeAction>> FixesAsync(this Ide ide, Diagnostic diagnostic)
    {
        List<CodeAction> offered = [];
        foreach (CodeFixProvider provider in Fixes.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
            await provider.RegisterCodeFixesAsync(
                new CodeFixContext(ide.Document, diagnostic, (action, _) => offered.Add(action), default));
        return offered;
    }

    /// <summary>The refactorings that are offered where a text begins.</summary>
    public static async Task<IReadOnlyList<CodeAction>> RefactoringsAsync(this Ide ide, string at)
    {
        List<CodeAction> offered = [];
        foreach (CodeRefactoringProvider provider in Refactorings)
            await provider.ComputeRefactoringsAsync(
                new CodeRefactoringContext(ide.Document, new TextSpan(ide.Find(at), 0), offered.Add, default));
        return offered;
    }

    /// <summary>Does what was offered.</summary>
    public static async Task ApplyAsync(this Ide ide, CodeAction action) =>
        ide.Apply((await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single().ChangedSolution);

    private static T[] Exported<T, TExport>(Func<TExport, string[]> languages)
        where TExport : Attribute =>
        [
            .. typeof(PartialTypeFix).Assembly.GetTypes()
                .Where(type => type.GetCustomAttribute<TExport>() is { } export && languages(export).Contains(LanguageNames.CSharp))
                .Select(type => (T)Activator.CreateInstance(type)!),
        ];
}
