using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>What the generator made of a compilation.</summary>
/// <param name="Output">The input with the generated files.</param>
internal sealed record GeneratorRun(GeneratorDriver Driver, CSharpCompilation Input, CSharpCompilation Output)
{
    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    public ImmutableArray<GeneratedSourceResult> Sources => Result.GeneratedSources;

    public ImmutableArray<Diagnostic> GeneratorDiagnostics => Result.Diagnostics;

    /// <summary>The generated files by name, for comparisons.</summary>
    public IReadOnlyDictionary<string, string> Texts =>
        Sources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <param name="told">What the build tells the analyzer; by default that it runs.</param>
    public ImmutableArray<Diagnostic> AnalyzerDiagnostics(BuildOptions? told = null)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([], told ?? BuildOptions.WithAnalyzers), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false);
        var analysis = new CompilationWithAnalyzers(Output, [GeneratorHost.NewAnalyzer()], options);
        return analysis.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
    }

    /// <summary>Errors anywhere, and warnings in generated files.</summary>
    public IEnumerable<Diagnostic> CompilerComplaints() => Complaints(Output.GetDiagnostics());

    public IEnumerable<Diagnostic> Complaints(IEnumerable<Diagnostic> diagnostics)
    {
        HashSet<SyntaxTree> generated = [.. Sources.Select(source => source.SyntaxTree)];
        return diagnostics.Where(diagnostic =>
            diagnostic.Severity == DiagnosticSeverity.Error
            || (diagnostic.Severity == DiagnosticSeverity.Warning
                && diagnostic.Location.SourceTree is { } tree && generated.Contains(tree)));
    }

    /// <summary>Fails unless everything compiles, without a warning in generated code, or a word from generator or analyzer.</summary>
    public GeneratorRun AssertClean()
    {
        AssertCompiles();
        Assert.Empty(AnalyzerDiagnostics().Select(Describe));
        return this;
    }

    /// <summary>As <see cref="AssertClean"/>, but the analyzer may speak.</summary>
    public GeneratorRun AssertCompiles()
    {
        Assert.Null(Result.Exception);
        Assert.Empty(GeneratorDiagnostics.Select(Describe));
        string[] complaints = [.. CompilerComplaints().Select(Describe)];
        Assert.True(complaints.Length == 0, string.Join("\n", complaints.Take(20)));
        return this;
    }

    /// <summary>The message, with the line that it is about.</summary>
    public static string Describe(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
            return diagnostic.ToString();

        FileLinePositionSpan position = diagnostic.Location.GetLineSpan();
        string line = tree.GetText().Lines[position.StartLinePosition.Line].ToString().Trim();
        string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        return $"{diagnostic.Id} {Path.GetFileName(tree.FilePath)}({position.StartLinePosition.Line + 1}): {message}\n    {line}";
    }
}
