using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Emit;
using BackpropGen.Generator.Frontend;
using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Generator;

/// <summary>
/// Adds the backward methods of methods marked [Differentiable]. Diagnostics are the analyzer's, or those of <see cref="Reports"/>.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class DifferentiableGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // The one step that sees symbols: what leaves it compares by value.
        IncrementalValuesProvider<Marked> marked = context.SyntaxProvider
            .ForAttributeWithMetadataName(Lowering.Attribute, static (node, _) => node is MethodDeclarationSyntax, Lower)
            .SelectMany(static (method, _) => method is null ? [] : new[] { method });

        // Without the places, which most edits move, so that these edits stop here.
        IncrementalValuesProvider<Method> methods = marked
            .SelectMany(static (method, _) => method.Method is null ? [] : new[] { method.Method })
            .WithTrackingName(TrackingNames.Lower);
        IncrementalValuesProvider<Declaration> declarations = marked.Select(static (method, _) => method.Declaration);

        // A helper is generated once, however many methods call it.
        IncrementalValuesProvider<Method> helpers = methods
            .SelectMany(static (method, _) => method.Helpers.Items)
            .Collect()
            .SelectMany(static (all, _) => all.GroupBy(helper => helper.HintName).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.First()))
            .WithTrackingName(TrackingNames.Helpers);

        IncrementalValuesProvider<Method> own = methods.Select(static (method, _) => method with { Helpers = [] });
        Reports.Register(context, declarations, Generate(context, own, declarations));
        Reports.RegisterHelpers(context, Generate(context, helpers, declarations));
    }

    /// <summary>The files of methods; gives those that the passes threw at.</summary>
    private static IncrementalValuesProvider<Failed> Generate(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<Method> methods,
        IncrementalValuesProvider<Declaration> declarations)
    {
        IncrementalValuesProvider<(Derivative? Derivative, Failed? Failed)> derivatives = methods
            .Select(static (method, _) => Try(method, Differentiation.Differentiate))
            .WithTrackingName(TrackingNames.Differentiate);

        IncrementalValuesProvider<(string HintName, string? Text, Failed? Failed)> files = derivatives
            .Select(static (done, _) =>
                done.Derivative is { } derivative ? Write(derivative) : (done.Failed!.HintName, null, done.Failed))
            .WithTrackingName(TrackingNames.Emit);
        IncrementalValuesProvider<Failed> failed = files.SelectMany(static (file, _) => file.Failed is null ? [] : new[] { file.Failed });

        // A stub keeps the callers from failing as well, and says where the method stands.
        IncrementalValuesProvider<(string HintName, string Text)> stubs = failed.Combine(declarations.Collect())
            .Select(static (both, _) => (both.Left.HintName, SourceFile.Write(Differentiation.Differentiate(both.Left.Stub(both.Right)))));

        context.RegisterSourceOutput(
            files.Where(static file => file.Text is not null), static (output, file) => output.AddSource(file.HintName, file.Text!));
        context.RegisterSourceOutput(stubs, static (output, file) => output.AddSource(file.HintName, file.Text));
        return failed;
    }

    private static Marked? Lower(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        context.TargetSymbol is IMethodSymbol method && Lowering.IsFirst(method, context.TargetNode)
            && Lowering.Lower(method, context.SemanticModel.Compilation, cancellation) is { } lowered ? Marked.Of(lowered) : null;

    private static (string HintName, string? Text, Failed? Failed) Write(Derivative derivative)
    {
        (string? text, Failed? failed) = Try(derivative.Method, _ => SourceFile.Write(derivative));
        return (derivative.Method.HintName, text, failed);
    }

    private static (T? Result, Failed? Failed) Try<T>(Method method, Func<Method, T> make)
        where T : class
    {
        try
        {
            return (AmpleStack.Run(method, () => make(method)), null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return (null, new Failed(method, Failure.Of(e, method.Name.TrimStart('@'))));
        }
    }
}
