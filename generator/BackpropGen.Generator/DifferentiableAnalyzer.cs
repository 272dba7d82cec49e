using System.Collections.Immutable;
using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Emit;
using BackpropGen.Generator.Frontend;
using BackpropGen.Generator.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BackpropGen.Generator;

/// <summary>
/// Reports what cannot be differentiated, from the same front end and passes as the generator, which does so itself where no analyzer runs.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DifferentiableAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.All;

    public override void Initialize(AnalysisContext context)
    {
        // The generator looks at files that call themselves generated, too.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            bool isGenerator = Reporter.IsGenerator(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
            start.RegisterSyntaxNodeAction(node => AnalyzeMethod(node, isGenerator), SyntaxKind.MethodDeclaration);
            if (!isGenerator)
                start.RegisterSyntaxNodeAction(AnalyzeOther, MisplacedAttributes.Kinds);
        });
    }

    /// <param name="isGenerator">The generator reports: all but what other generators add, which it does not see.</param>
    private static void AnalyzeMethod(SyntaxNodeAnalysisContext context, bool isGenerator)
    {
        if (context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken) is not IMethodSymbol method
            || !TypeMapping.IsDifferentiable(method))
            return;
        // Of a partial method, the part with the body is what diagnostics are about.
        if (Lowering.Lower(method, context.SemanticModel.Compilation, context.CancellationToken) is not { } lowered
            || lowered.Source.Syntax != context.Node)
            return;

        ImmutableArray<Diagnostic> found = lowered.Findings;
        if (isGenerator)
            found = found.RemoveAll(diagnostic => !Refusals.IsSeenLater(diagnostic));
        else if (lowered.Method is { Body: not null } && Differentiate(lowered) is { } refusal)
            found = found.Add(refusal);
        if (found.IsEmpty)
            return;

        // What the compiler rejects is not worth a second message.
        Diagnostic[] errors = context.SemanticModel.GetDiagnostics(context.Node.FullSpan, context.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        // Code that the compiler rejects may have any shape; what it makes of ours is no news for its author.
        if (found.Any(diagnostic => diagnostic.Id == Descriptors.InternalError.Id) && (errors.Length > 0 || HasErrorsElsewhere(context.Compilation, context.CancellationToken)))
            return;
        foreach (Diagnostic diagnostic in found)
        {
            if (!errors.Any(error => error.Location.SourceSpan.IntersectsWith(diagnostic.Location.SourceSpan)))
                context.ReportDiagnostic(diagnostic);
        }
    }

    /// <summary>Whether the compiler rejects something elsewhere: a declaration, or the body of a called method.</summary>
    private static bool HasErrorsElsewhere(Compilation compilation, CancellationToken cancellation) =>
        compilation.GetDiagnostics(cancellation).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static Diagnostic? Differentiate(Lowered lowered)
    {
        try
        {
            AmpleStack.Run(lowered.Method!, () => SourceFile.Write(Differentiation.Differentiate(lowered.Method!)));
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Failure.At(lowered.Source.Name, e, lowered.Source.Symbol.Name);
        }
    }

    private static void AnalyzeOther(SyntaxNodeAnalysisContext context)
    {
        if (MisplacedAttributes.Of(context.Node, context.SemanticModel, context.CancellationToken) is { } misplaced)
            context.ReportDiagnostic(misplaced);
    }
}
