using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator;

/// <summary>The part of the pipeline that reports where no analyzer does. Otherwise nothing goes through it.</summary>
internal static class Reports
{
    public static void Register(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<Declaration> declarations,
        IncrementalValuesProvider<Failed> failed)
    {
        IncrementalValueProvider<bool> isOurs = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => Reporter.IsGenerator(options.GlobalOptions));

        IncrementalValueProvider<EquatableArray<Report>> refused = Where(declarations, isOurs).Collect()
            .Combine(Where(failed, isOurs).Collect())
            // What the compiler rejects in a method may depend on everything, so that this is asked after every edit: where something was
            // refused, and only there.
            .Combine(context.CompilationProvider.Combine(isOurs).Select(static (both, _) => both.Right ? both.Left : null))
            .Select(static (all, cancellation) => all.Right is { } compilation
                ? Unexplained(all.Left.Left, all.Left.Right, new CompilerErrors(compilation, cancellation)) : [])
            .WithTrackingName(TrackingNames.Report);

        context.RegisterSourceOutput(refused, static (output, reports) =>
        {
            foreach (Report report in reports)
                output.ReportDiagnostic(report.ToDiagnostic());
        });
        context.RegisterSourceOutput(
            Where(Misplaced(context), isOurs), static (output, report) => output.ReportDiagnostic(report.ToDiagnostic()));
    }

    /// <summary>Of helpers no analyzer tells, as they are not marked; what a caller is refused for is not among this.</summary>
    public static void RegisterHelpers(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Failed> failed) =>
        context.RegisterSourceOutput(failed, static (output, helper) =>
            output.ReportDiagnostic(new Report(helper.Failure.Id, helper.Failure.Message, Place.None).ToDiagnostic()));

    private static EquatableArray<Report> Unexplained(
        IReadOnlyList<Declaration> declarations, IReadOnlyList<Failed> failed, CompilerErrors errors)
    {
        Failure? FailureOf(Declaration declaration) => failed.FirstOrDefault(method => method.HintName == declaration.HintName)?.Failure;
        return declarations.SelectMany(declaration => declaration.Unexplained(FailureOf(declaration), errors)).ToList();
    }

    /// <summary>The attribute on what is no method declaration.</summary>
    private static IncrementalValuesProvider<Report> Misplaced(IncrementalGeneratorInitializationContext context) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(
                Lowering.Attribute,
                static (node, _) => MisplacedAttributes.MayCarry(node),
                static (found, cancellation) =>
                    MisplacedAttributes.Of(found.TargetNode, found.SemanticModel, cancellation) is { } misplaced ? Report.Of(misplaced) : null)
            .SelectMany(static (report, _) => report is null ? [] : new[] { report });

    private static IncrementalValuesProvider<T> Where<T>(IncrementalValuesProvider<T> values, IncrementalValueProvider<bool> condition) =>
        values.Combine(condition).Where(static both => both.Right).Select(static (both, _) => both.Left);
}
