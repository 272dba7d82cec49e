using System.Globalization;
using BackpropGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Testing.Snapshots;

/// <summary>Runs the generator, and compiles what it generates.</summary>
/// <param name="built">How it was built, where a build has accepted the sources: other generators may have added to them.</param>
internal sealed class CheckedGeneration(CSharpCompilation compilation, ProjectDescription? built = null)
{
    private const int Shown = 10;

    /// <exception cref="SnapshotException">The sources do not compile, or what is generated does not compile without a warning.</exception>
    public GeneratorDriver Run(CSharpParseOptions options)
    {
        ISourceGenerator generator = new DifferentiableGenerator().AsSourceGenerator();
        GeneratorDriver driver = CSharpGeneratorDriver
            .Create([generator], parseOptions: options, optionsProvider: GeneratorOptions.WithoutAnalyzers)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        if (driver.GetRunResult().Results[0].Exception is { } exception)
            throw new SnapshotException($"The generator threw: {exception}");
        HashSet<SyntaxTree> generated = [.. driver.GetRunResult().GeneratedTrees];
        string[] complaints = [.. output.GetDiagnostics().Where(diagnostic => IsFault(diagnostic, generated)).Select(Describe)];
        if (complaints.Length > 0)
        {
            throw new SnapshotException(string.Join(
                "\n", ["What is to be compared does not compile without warnings:", .. complaints.Take(Shown), built?.Hint]));
        }
        return driver;
    }

    /// <summary>Of generated code any complaint; of the sources errors, but those that what other generators add may mend.</summary>
    private bool IsFault(Diagnostic diagnostic, HashSet<SyntaxTree> generated)
    {
        SyntaxTree? tree = diagnostic.Location.SourceTree;
        if (tree is not null && generated.Contains(tree))
            return diagnostic.Severity >= DiagnosticSeverity.Warning;
        return diagnostic.Severity == DiagnosticSeverity.Error && (built is null || tree is null || HasMarkedMethods(tree));
    }

    private static bool HasMarkedMethods(SyntaxTree tree) => tree.GetRoot().DescendantNodes().OfType<AttributeSyntax>()
        .Any(attribute => attribute.Name.ToString().Split('.', ':')[^1] is "Differentiable" or nameof(DifferentiableAttribute));

    /// <summary>The message, and the line that it is about.</summary>
    private static string Describe(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
            return $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
        int line = diagnostic.Location.GetLineSpan().StartLinePosition.Line;
        string position = string.Create(CultureInfo.InvariantCulture, $"{tree.FilePath}({line + 1})");
        string severity = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        string text = tree.GetText().Lines[line].ToString().Trim();
        return $"{position}: {severity} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}\n    {text}";
    }
}
