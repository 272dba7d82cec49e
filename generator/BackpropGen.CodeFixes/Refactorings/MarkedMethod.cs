using System.Runtime.CompilerServices;
using BackpropGen.CodeFixes.Edits;
using BackpropGen.Generator;
using BackpropGen.Generator.Emit;
using BackpropGen.Generator.Frontend;
using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.CodeFixes.Refactorings;

/// <summary>
/// A method marked [Differentiable] that can be differentiated, as it is now: an IDE may run the generator only when a file is saved.
/// </summary>
/// <param name="Symbol">The method in what the generator sees: the project without the generator's own files.</param>
/// <param name="Method">What the generator makes members of.</param>
internal sealed record MarkedMethod(Document Document, MethodDeclarationSyntax Syntax, IMethodSymbol Symbol, Compilation Compilation,
    Method Method)
{
    private static readonly ConditionalWeakTable<Compilation, Compilation> Seen = new();

    public Project Project => Document.Project;

    /// <summary>The method in whose head the caret is; null where there is none.</summary>
    public static async Task<MarkedMethod?> AtAsync(CodeRefactoringContext context)
    {
        CancellationToken cancellation = context.CancellationToken;
        if (await context.Document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || root.FindNode(context.Span).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { AttributeLists.Count: > 0 } syntax
            || ((SyntaxNode?)syntax.Body ?? syntax.ExpressionBody) is not { } body || !syntax.Span.IntersectsWith(context.Span)
                || context.Span.End > body.SpanStart
            || await context.Document.Project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation)
            return null;
        Compilation seen = Seen.GetValue(compilation, all =>
            all.RemoveSyntaxTrees(all.SyntaxTrees.Where(tree => IsOurs(tree, context.Document.Project.Solution))));
        if (!seen.ContainsSyntaxTree(syntax.SyntaxTree)
            || seen.ModelOf(syntax.SyntaxTree).GetDeclaredSymbol(syntax, cancellation) is not IMethodSymbol symbol
                || !TypeMapping.IsDifferentiable(symbol))
            return null;
        Lowered? lowered = Lowering.Lower(symbol, seen, cancellation);
        return lowered is { Method: { Body: not null } method, Findings.IsEmpty: true } && lowered.Source.Syntax == syntax
            ? new MarkedMethod(context.Document, syntax, symbol, seen, method) : null;
    }

    /// <summary>The file that the generator writes for a method: this one, or a helper of it; null where it fails.</summary>
    public static string? Text(Method method)
    {
        try
        {
            return AmpleStack.Run(method, () => SourceFile.Write(Differentiation.Differentiate(method)));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The analyzer reports it.
            return null;
        }
    }

    /// <summary>Whether it is a file of the generator.</summary>
    private static bool IsOurs(SyntaxTree tree, Solution solution) =>
        tree.FilePath.Contains(typeof(DifferentiableGenerator).FullName!) && solution.FileOf(tree) is null;
}
