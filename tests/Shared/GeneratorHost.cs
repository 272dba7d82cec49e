using BackpropGen.Generator;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BackpropGen.Tests;

/// <summary>Compiles C# sources with the generator, in memory.</summary>
internal static class GeneratorHost
{
    public static readonly CSharpParseOptions ParseOptions =
        CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithDocumentationMode(DocumentationMode.Diagnose);

    private const string Usings = "global using System; global using BackpropGen;";

    private static readonly MetadataReference[] References =
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(Tape).Assembly.Location)];

    public static SyntaxTree Parse(SourceFile source) =>
        CSharpSyntaxTree.ParseText(source.Text, ParseOptions, source.Path, System.Text.Encoding.UTF8);

    public static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees, IEnumerable<MetadataReference>? more = null) =>
        CSharpCompilation.Create(
            "InMemory" + Guid.NewGuid().ToString("N"),
            [Parse(new("Usings.cs", Usings)), .. trees],
            [.. References, .. more ?? []],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable,
                deterministic: true,
                allowUnsafe: true,
                // The documentation of members that a user's private types reach is the user's own matter.
                specificDiagnosticOptions: [new("CS1591", ReportDiagnostic.Suppress)]));

    /// <summary>The generator under test; the mutation check puts broken ones here.</summary>
    public static Func<IIncrementalGenerator> NewGenerator { get; set; } = () => new DifferentiableGenerator();

    public static Func<Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer> NewAnalyzer { get; set; } = () => new DifferentiableAnalyzer();

    public static GeneratorDriver Driver(BuildOptions? options = null) => CSharpGeneratorDriver.Create(
        [NewGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        optionsProvider: options ?? BuildOptions.WithAnalyzers,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static GeneratorRun Run(params IEnumerable<SourceFile> sources) => Run(Compile(sources.Select(Parse)));

    public static GeneratorRun Run(CSharpCompilation compilation) => Run(Driver(), compilation);

    public static GeneratorRun Run(GeneratorDriver driver, CSharpCompilation compilation)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        return new(driver, compilation, (CSharpCompilation)output);
    }
}
