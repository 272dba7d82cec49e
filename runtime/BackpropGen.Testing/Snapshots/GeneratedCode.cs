using BackpropGen.Testing.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BackpropGen.Testing;

/// <summary>
/// What BackpropGen generates, as the driver of the generator: for <see cref="Snapshot"/>, or for Verify.SourceGenerators, as it is. The
/// errors that the analyzer shows in an IDE are among the diagnostics of the driver.
/// </summary>
/// <remarks>
/// Where the sources do not compile, or what is generated does not compile without a warning, there is an exception instead.
/// </remarks>
public static class GeneratedCode
{
    private static readonly CSharpParseOptions ParseOptions =
        CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithDocumentationMode(DocumentationMode.Diagnose);

    /// <summary>
    /// The assemblies that the tests run with. Without this one, so that methods have no gradient checks: the code of a model has none.
    /// </summary>
    private static readonly Lazy<MetadataReference[]> References = new(() =>
        [.. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => Path.GetFileNameWithoutExtension(path) != typeof(GeneratedCode).Assembly.GetName().Name)
            .Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>For a source text, which is compiled with the assemblies that the tests run with, and nullable reference types.</summary>
    /// <param name="source">A file of C# code, with its <c>using</c> directives.</param>
    /// <exception cref="SnapshotException">The text does not compile, or what is generated does not compile without a warning.</exception>
    public static GeneratorDriver FromSource(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        // The documentation of the text is not the point.
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true,
            specificDiagnosticOptions: [new("CS1591", ReportDiagnostic.Suppress)]);
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, ParseOptions, "Source.cs");
        return From(CSharpCompilation.Create("Source", [tree], References.Value, options));
    }

    /// <summary>
    /// For the project that a type is of: the tests' own, or one that they reference. It is compiled as it was built: with its sources,
    /// references, symbols and options.
    /// </summary>
    /// <param name="type">Any type of the project.</param>
    /// <exception cref="ArgumentException">It is not known how the project was built.</exception>
    /// <exception cref="SnapshotException">A file with marked methods does not compile, or generated code has a warning.</exception>
    public static GeneratorDriver FromProjectOf(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        ProjectDescription built = ProjectDescription.Of(type.Assembly) ?? throw new ArgumentException(
            $"It is not known how {type.Assembly.GetName().Name} was built: it and the tests have to be projects of C# with the build "
            + "files of BackpropGen (docs/snapshots.md), and the tests have to run where they were built.", nameof(type));
        return new CheckedGeneration(built.Compile(), built).Run(built.ParseOptions);
    }

    /// <summary>For a compilation of one's own.</summary>
    /// <param name="compilation">Without what BackpropGen generates.</param>
    /// <exception cref="SnapshotException">It does not compile, or what is generated does not compile without a warning.</exception>
    public static GeneratorDriver From(CSharpCompilation compilation)
    {
        ArgumentNullException.ThrowIfNull(compilation);
        var options = compilation.SyntaxTrees.FirstOrDefault()?.Options as CSharpParseOptions;
        return new CheckedGeneration(compilation).Run(options ?? ParseOptions);
    }
}
