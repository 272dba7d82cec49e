using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Emit;
using BackpropGen.Generator.Frontend;
using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Generator;

/// <summary>Adds the backward methods of methods marked [Differentiable]. Diagnostics are the analyzer's.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class DifferentiableGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // The one step that sees symbols: what leaves it compares by value, so that most edits stop here.
        IncrementalValuesProvider<Method> methods = context.SyntaxProvider
            .ForAttributeWithMetadataName(Lowering.Attribute, static (node, _) => node is MethodDeclarationSyntax, Lower)
            .SelectMany(static (method, _) => method is null ? [] : new[] { method })
            .WithTrackingName(TrackingNames.Lower);

        // A helper is generated once, however many methods call it.
        IncrementalValuesProvider<Method> helpers = methods
            .SelectMany(static (method, _) => method.Helpers.Items)
            .Collect()
            .SelectMany(static (all, _) => all.GroupBy(helper => helper.HintName).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.First()))
            .WithTrackingName(TrackingNames.Helpers);

        Generate(context, methods.Select(static (method, _) => method with { Helpers = [] }));
        Generate(context, helpers);
    }

    private static void Generate(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Method> methods)
    {
        IncrementalValuesProvider<Derivative> derivatives = methods
            .Select(static (method, _) => Differentiate(method))
            .WithTrackingName(TrackingNames.Differentiate);

        IncrementalValuesProvider<(string HintName, string Text)> files = derivatives
            .Select(static (derivative, _) => (derivative.Method.HintName, Write(derivative)))
            .WithTrackingName(TrackingNames.Emit);

        context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.HintName, file.Text));
    }

    private static Method? Lower(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        context.TargetSymbol is IMethodSymbol method && Lowering.IsFirst(method, context.TargetNode)
            ? Lowering.Lower(method, context.SemanticModel.Compilation, cancellation)?.Method
            : null;

    private static Derivative Differentiate(Method method)
    {
        try
        {
            return Differentiation.Differentiate(method);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The analyzer reports it; a stub keeps the callers from failing as well.
            return Differentiation.Differentiate(method with { Body = null });
        }
    }

    private static string Write(Derivative derivative)
    {
        try
        {
            return SourceFile.Write(derivative);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return SourceFile.Write(Differentiate(derivative.Method with { Body = null }));
        }
    }
}
