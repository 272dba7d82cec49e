using System.Collections.Immutable;
using BackpropGen.CodeFixes.Fixes;
using BackpropGen.Generator;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>A solution of one project as an IDE has it: with the generator and its analyzer, and with what is offered at a place.</summary>
internal sealed class Editor
{
    private const string Usings = "global using System;";

    private static readonly MetadataReference Runtime = MetadataReference.CreateFromFile(typeof(Tape).Assembly.Location);
    private static readonly MetadataReference Checks = MetadataReference.CreateFromFile(typeof(Testing.GradientCheck).Assembly.Location);
    private static readonly MetadataReference Xunit = MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location);

    private readonly ProjectId project;

    private Editor(Solution solution, ProjectId project) => (Solution, this.project) = (solution, project);

    public Solution Solution { get; }

    public Project Project => Solution.GetProject(project)!;

    /// <summary>With files that are called A.cs, B.cs and so on.</summary>
    public static Editor Open(params string[] texts)
    {
        var workspace = new AdhocWorkspace();
        ProjectId id = ProjectId.CreateNewId();
        Solution solution = workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(id, VersionStamp.Default, "Models", "Models", LanguageNames.CSharp))
            .WithProjectParseOptions(id, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithDocumentationMode(DocumentationMode.Diagnose))
            .WithProjectCompilationOptions(id, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                // Models of tests are not documented; and what the SDK leaves out as well: references to older versions of the framework.
                specificDiagnosticOptions: [new("CS1591", ReportDiagnostic.Suppress), new("CS1701", ReportDiagnostic.Suppress)]))
            .AddMetadataReferences(id, [.. Net100.References.All, Runtime])
            .AddAnalyzerReference(id, new Reference())
            .AddDocument(DocumentId.CreateNewId(id), "Usings.cs", Usings, filePath: "/models/Usings.cs");
        for (int i = 0; i < texts.Length; i++)
        {
            string name = $"{(char)('A' + i)}.cs";
            solution = solution.AddDocument(DocumentId.CreateNewId(id), name, texts[i], filePath: "/models/" + name);
        }
        return new(solution, id);
    }

    /// <summary>With the gradient check, and perhaps xunit.</summary>
    public Editor WithChecks(bool withTests = true) =>
        new(Solution.AddMetadataReferences(project, withTests ? [Checks, Xunit] : [Checks]), project);

    /// <summary>As an IDE that runs generators only when a file is saved has it before that.</summary>
    public Editor WithoutGenerator() => new(Solution.WithProjectAnalyzerReferences(project, []), project);

    public Document Find(string name) => Project.Documents.Single(document => document.Name == name);

    /// <summary>The text of a file.</summary>
    public string this[string name] => Find(name).GetTextAsync().Result.ToString();

    /// <summary>With another text in a file.</summary>
    public Editor Write(string name, string text) => new(Solution.WithDocumentText(Find(name).Id, SourceText.From(text)), project);

    public IEnumerable<string> Files => Project.Documents.Select(document => document.Name).Where(name => name != "Usings.cs");

    public async Task<Compilation> CompileAsync() => (await Project.GetCompilationAsync())!;

    /// <summary>What the compiler and the analyzer say, without hidden words.</summary>
    public async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync()
    {
        Compilation compilation = await CompileAsync();
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers([new DifferentiableAnalyzer()],
            new AnalyzerOptions([], BuildOptions.WithAnalyzers));
        return [.. (await analysis.GetAllDiagnosticsAsync()).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
    }

    /// <summary>Fails unless everything compiles, and nothing is refused.</summary>
    public async Task<Editor> AssertCleanAsync()
    {
        Assert.Empty((await DiagnosticsAsync()).Select(diagnostic => diagnostic.ToString()));
        return this;
    }

    /// <summary>The fixes that are offered for a diagnostic.</summary>
    public async Task<List<CodeAction>> FixesAsync(RepairProvider provider, Diagnostic diagnostic)
    {
        List<CodeAction> actions = [];
        Document document = Solution.GetDocument(diagnostic.Location.SourceTree)!;
        Assert.Contains(diagnostic.Id, provider.FixableDiagnosticIds);
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), default));
        return actions;
    }

    /// <summary>Fixes all diagnostics of an id, one after the other as long as there are any, with the one fix that is offered.</summary>
    public async Task<Editor> FixAsync(RepairProvider provider, string id)
    {
        Editor editor = this;
        for (int turns = 0; (await editor.DiagnosticsAsync()).FirstOrDefault(diagnostic => diagnostic.Id == id) is { } diagnostic; turns++)
        {
            Assert.True(turns < 10, "It does not help: " + diagnostic);
            editor = await editor.ApplyAsync(Assert.Single(await editor.FixesAsync(provider, diagnostic)));
        }
        return editor;
    }

    /// <summary>Fixes all diagnostics of an id at once.</summary>
    public async Task<Editor> FixAllAsync(RepairProvider provider, string id)
    {
        Diagnostic[] found = [.. (await DiagnosticsAsync()).Where(diagnostic => diagnostic.Id == id)];
        CodeAction first = Assert.Single(await FixesAsync(provider, found[0]));
        var context = new FixAllContext(
            Solution.GetDocument(found[0].Location.SourceTree)!, provider, FixAllScope.Solution, first.EquivalenceKey!, [id],
                new Known(found), default);
        return await ApplyAsync((await provider.GetFixAllProvider().GetFixAsync(context))!);
    }

    /// <summary>The refactorings at <c>$$</c> in a file, with the editor in which the mark is gone.</summary>
    public async Task<(Editor Editor, List<CodeAction> Actions)> OfferedAsync(CodeRefactoringProvider provider, string file = "A.cs")
    {
        string text = this[file];
        int caret = text.IndexOf("$$", StringComparison.Ordinal);
        Editor editor = Write(file, text.Remove(caret, 2));
        return (editor, await editor.OfferedAsync(provider, file, caret));
    }

    /// <summary>The refactorings at a place in a file.</summary>
    public async Task<List<CodeAction>> OfferedAsync(CodeRefactoringProvider provider, string file, int place)
    {
        List<CodeAction> actions = [];
        await provider.ComputeRefactoringsAsync(new CodeRefactoringContext(Find(file), new TextSpan(place, 0), actions.Add, default));
        return actions;
    }

    /// <summary>Applies the one refactoring that is offered.</summary>
    public async Task<Editor> RefactorAsync(CodeRefactoringProvider provider)
    {
        (Editor editor, List<CodeAction> actions) = await OfferedAsync(provider);
        return await editor.ApplyAsync(Assert.Single(actions));
    }

    public async Task<Editor> ApplyAsync(CodeAction action)
    {
        Solution changed = (await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
        var editor = new Editor(changed, project);
        Assert.All(editor.Project.Documents, document =>
            Assert.DoesNotContain(document.GetSyntaxTreeAsync().Result!.GetDiagnostics(), error =>
                error.Severity == DiagnosticSeverity.Error));
        return editor;
    }

    private sealed class Known(Diagnostic[] diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document,
            CancellationToken cancellationToken) =>
            await document.GetSyntaxTreeAsync(cancellationToken) is { } tree
                ? diagnostics.Where(diagnostic => diagnostic.Location.SourceTree == tree) : [];

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }

    /// <summary>The generator, as a project has it.</summary>
    private sealed class Reference : AnalyzerReference
    {
        private readonly ImmutableArray<ISourceGenerator> generators = [new DifferentiableGenerator().AsSourceGenerator()];

        public override string? FullPath => null;

        public override object Id => nameof(DifferentiableGenerator);

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => generators;
    }
}
