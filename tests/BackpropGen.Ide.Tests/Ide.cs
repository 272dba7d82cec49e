using System.Collections.Immutable;
using System.Reflection;
using BackpropGen.CodeFixes.Fixes;
using BackpropGen.Generator;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.Tests;

/// <summary>
/// The inside of an IDE: a workspace with Roslyn's features, in which one file is open. The generator, the analyzer and the code fixes are
/// found in their assemblies, by their attributes, as an IDE finds them.
/// </summary>
internal sealed class Ide : IDisposable
{
    private const string Folder = "/models/";

    private const string Usings = "global using System; global using BackpropGen;";

    /// <summary>What the build of a project tells its IDE, where BackpropGen.props is imported.</summary>
    private const string BuildProperties = """
        is_global = true
        build_property.RunAnalyzers =
        build_property.RunAnalyzersDuringBuild =
        build_property.IsImplicitlyTriggeredBuild =
        """;

    private static readonly ImmutableArray<AnalyzerReference> Analyzers =
        [Reference(typeof(DifferentiableGenerator).Assembly), Reference(typeof(PartialTypeFix).Assembly)];

    private static readonly ImmutableArray<MetadataReference> References =
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(Tape).Assembly.Location)];

    private readonly AdhocWorkspace workspace = new(MefHostServices.DefaultHost);
    private readonly DocumentId file;

    private Ide(string text, string other)
    {
        var id = ProjectId.CreateNewId();
        var project = ProjectInfo.Create(
            id, VersionStamp.Default, "Models", "Models", LanguageNames.CSharp, filePath: Folder + "Models.csproj");
        file = DocumentId.CreateNewId(id);
        Solution solution = workspace.CurrentSolution
            .AddProject(project)
            .WithProjectParseOptions(id, CSharpParseOptions.Default.WithDocumentationMode(DocumentationMode.Diagnose))
            .WithProjectCompilationOptions(id, new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                // Models of tests are not documented.
                specificDiagnosticOptions: [new("CS1591", ReportDiagnostic.Suppress), new("CS1701", ReportDiagnostic.Suppress)]))
            .WithProjectMetadataReferences(id, References)
            .WithProjectAnalyzerReferences(id, Analyzers)
            .AddAnalyzerConfigDocument(
                DocumentId.CreateNewId(id), ".globalconfig", SourceText.From(BuildProperties), filePath: Folder + ".globalconfig")
            .AddDocument(DocumentId.CreateNewId(id), "Usings.cs", Usings, filePath: Folder + "Usings.cs")
            .AddDocument(DocumentId.CreateNewId(id), "Other.cs", other, filePath: Folder + "Other.cs")
            .AddDocument(file, "Open.cs", text, filePath: Folder + "Open.cs");
        if (!workspace.TryApplyChanges(solution))
            throw new InvalidOperationException("The workspace does not take the project.");
        workspace.OpenDocument(file);
    }

    /// <summary>A project with an open file, and another one that is not open.</summary>
    public static Ide Open(string text, string other = "") => new(text, other);

    public Solution Solution => workspace.CurrentSolution;

    /// <summary>The open file.</summary>
    public Document Document => Solution.GetDocument(file)!;

    /// <summary>The text of the open file.</summary>
    public string Text => Document.GetTextAsync().Result.ToString();

    /// <summary>Where a text stands that is there once.</summary>
    public int Find(string text)
    {
        string all = Text;
        int found = all.IndexOf(text, StringComparison.Ordinal);
        if (found < 0 || all.IndexOf(text, found + 1, StringComparison.Ordinal) >= 0)
            throw new ArgumentException($"'{text}' does not stand once in the file.", nameof(text));
        return found;
    }

    /// <summary>Replaces a part of the open file, as a key does.</summary>
    public void Type(TextChange change) => Apply(Solution.WithDocumentText(file, Document.GetTextAsync().Result.WithChanges(change)));

    /// <summary>Inserts text before another one.</summary>
    public void TypeBefore(string anchor, string text) => Type(new TextChange(new TextSpan(Find(anchor), 0), text));

    /// <summary>Removes a text that is there once.</summary>
    public void Delete(string text) => Type(new TextChange(new TextSpan(Find(text), text.Length), ""));

    /// <summary>Takes over what a fix, a refactoring or a rename made.</summary>
    public void Apply(Solution solution)
    {
        if (!workspace.TryApplyChanges(solution))
            throw new InvalidOperationException("The workspace does not take the change.");
    }

    /// <summary>The files that the generator writes for the text as it is now.</summary>
    public async Task<IReadOnlyList<SourceGeneratedDocument>> GeneratedAsync() =>
        [.. await Document.Project.GetSourceGeneratedDocumentsAsync()];

    /// <summary>
    /// What the error list shows of the open file: the compiler's diagnostics and the analyzer's, in the order of the file. An exception
    /// of an analyzer is an AD0001 among them.
    /// </summary>
    public async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync()
    {
        Document document = Document;
        SemanticModel model = (await document.GetSemanticModelAsync())!;
        CompilationWithAnalyzers analysis = model.Compilation.WithAnalyzers(
            [.. Analyzers.SelectMany(reference => reference.GetAnalyzers(LanguageNames.CSharp))], document.Project.AnalyzerOptions);
        return
        [
            .. model.GetDiagnostics()
                .Concat(await analysis.GetAnalyzerSyntaxDiagnosticsAsync(model.SyntaxTree, default))
                .Concat(await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, default))
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
                .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
    }

    /// <summary>The same, each as <c>id: text at its place</c>.</summary>
    public async Task<string[]> ErrorsAsync()
    {
        string text = Text;
        return [.. (await DiagnosticsAsync()).Select(diagnostic => $"{diagnostic.Id}: {TextOf(diagnostic.Location.SourceSpan)}")];

        string TextOf(TextSpan span) => text.Substring(span.Start, span.Length);
    }

    public void Dispose() => workspace.Dispose();

    private static AnalyzerFileReference Reference(Assembly assembly) => new(assembly.Location, new Loader());

    /// <summary>Takes the assemblies that the tests have loaded already.</summary>
    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
