using System.Collections.Immutable;
using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Emit;
using BackpropGen.Generator.Frontend;
using BackpropGen.Generator.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BackpropGen.Generator;

/// <summary>Reports what cannot be differentiated, from the same front end and passes as the generator.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DifferentiableAnalyzer : DiagnosticAnalyzer
{
    /// <summary>What else an attribute for methods can stand on.</summary>
    private static readonly IReadOnlyDictionary<SyntaxKind, string> OtherMethods = new Dictionary<SyntaxKind, string>
    {
        [SyntaxKind.LocalFunctionStatement] = "a local function",
        [SyntaxKind.OperatorDeclaration] = "an operator",
        [SyntaxKind.ConversionOperatorDeclaration] = "a conversion operator",
        [SyntaxKind.GetAccessorDeclaration] = "an accessor",
        [SyntaxKind.SetAccessorDeclaration] = "an accessor",
        [SyntaxKind.InitAccessorDeclaration] = "an accessor",
        [SyntaxKind.ParenthesizedLambdaExpression] = "a lambda",
    };

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.All;

    public override void Initialize(AnalysisContext context)
    {
        // The generator looks at files that call themselves generated, too.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(AnalyzeMethod, SyntaxKind.MethodDeclaration);
        context.RegisterSyntaxNodeAction(AnalyzeOther, OtherMethods.Keys.ToArray());
    }

    private static void AnalyzeMethod(SyntaxNodeAnalysisContext context)
    {
        if (context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken) is not IMethodSymbol method
            || !TypeMapping.IsDifferentiable(method))
            return;
        // Of a partial method, the part with the body is what diagnostics are about.
        if (Lowering.Lower(method, context.SemanticModel.Compilation, context.CancellationToken) is not { } lowered
            || lowered.Source.Syntax != context.Node)
            return;

        ImmutableArray<Diagnostic> found = lowered.Diagnostics;
        if (lowered.Method is { Body: not null } && Differentiate(lowered) is { } refusal)
            found = found.Add(refusal);
        if (found.IsEmpty && !lowered.IsExplainedElsewhere && lowered.Method is null or { Body: null })
            found = ImmutableArray.Create(Diagnostic.Create(Descriptors.InternalError, lowered.Source.Name, method.Name, "it was refused without a reason"));
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
            SourceFile.Write(Differentiation.Differentiate(lowered.Method!));
            return null;
        }
        catch (UnsupportedException refusal)
        {
            return Diagnostic.Create(Descriptors.NoDerivative, lowered.Source.Name, lowered.Source.Symbol.Name, refusal.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Diagnostic.Create(Descriptors.InternalError, lowered.Source.Name, lowered.Source.Symbol.Name, e.Message);
        }
    }

    private static void AnalyzeOther(SyntaxNodeAnalysisContext context)
    {
        bool isMarked = context.Node.ChildNodes().OfType<AttributeListSyntax>().SelectMany(list => list.Attributes).Any(attribute =>
            context.SemanticModel.GetSymbolInfo(attribute, context.CancellationToken).Symbol is { ContainingType: { } type }
            && type.ToDisplayString() == Lowering.Attribute);
        if (isMarked)
        {
            string what = OtherMethods[context.Node.Kind()];
            string name = context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken) is IMethodSymbol method ? MemberNames.Of(method) : "This";
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.UnsupportedMethod, context.Node.GetLocation(), name, what));
        }
    }
}
