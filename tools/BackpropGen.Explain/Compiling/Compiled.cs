using System.Globalization;
using System.Text;
using BackpropGen.Generator;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Explain.Compiling;

/// <summary>The user's sources, compiled in memory with the generator.</summary>
/// <param name="Input">As the generator sees them.</param>
/// <param name="Output">With the generated files.</param>
/// <param name="Generated">These, by their names.</param>
internal sealed record Compiled(
    CSharpCompilation Input, CSharpCompilation Output, IReadOnlyDictionary<string, SyntaxTree> Generated)
{
    private const int MostErrors = 10;

    // What the SDK adds to a project with implicit usings.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default
        .WithLanguageVersion(LanguageVersion.Preview)
        .WithPreprocessorSymbols("NET", "NETCOREAPP", "NET8_0_OR_GREATER", "NET9_0_OR_GREATER", "NET10_0_OR_GREATER", "NET10_0");

    /// <exception cref="InputException">They do not compile.</exception>
    public static Compiled Of(IEnumerable<SourceFile> sources, IEnumerable<string> references)
    {
        SyntaxTree[] trees = [.. sources.Select(source => Parse(source.Path, source.Text))];
        List<string> more = [.. references];
        Compiled asWritten = Run(Compile(trees, more));
        if (Errors(asWritten).Count == 0)
            return asWritten;
        Compiled withUsings = Run(Compile([Parse("ImplicitUsings.cs", ImplicitUsings), .. trees], more));
        List<Diagnostic> errors = Errors(withUsings);
        return errors.Count == 0 ? withUsings : throw new InputException(Describe(errors));
    }

    private static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(text, ParseOptions, path, Encoding.UTF8);

    private static CSharpCompilation Compile(SyntaxTree[] trees, List<string> references)
    {
        bool isProgram = trees.Any(tree => tree.GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax));
        HashSet<string?> given = [.. references.Select(Path.GetFileNameWithoutExtension)];
        string[] own = [typeof(Tape).Assembly.Location, typeof(Testing.GradientCheck).Assembly.Location];
        return CSharpCompilation.Create(
            "Explained",
            trees,
            [
                .. Net100.References.All,
                .. own.Where(path => !given.Contains(Path.GetFileNameWithoutExtension(path))).Concat(references)
                    .Select(path => MetadataReference.CreateFromFile(path)),
            ],
            new CSharpCompilationOptions(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                allowUnsafe: true,
                deterministic: true));
    }

    private static Compiled Run(CSharpCompilation input)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new DifferentiableGenerator().AsSourceGenerator()], parseOptions: ParseOptions);
        driver = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);
        Dictionary<string, SyntaxTree> generated = driver.GetRunResult().Results.Single().GeneratedSources
            .ToDictionary(source => source.HintName, source => source.SyntaxTree);
        return new(input, (CSharpCompilation)output, generated);
    }

    /// <summary>Those of the compiler; what BackpropGen refuses has a page.</summary>
    private static List<Diagnostic> Errors(Compiled compiled) =>
        [.. compiled.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

    private static string Describe(List<Diagnostic> errors)
    {
        IEnumerable<string> lines = errors.Take(MostErrors).Select(error =>
        {
            FileLinePositionSpan place = error.Location.GetMappedLineSpan();
            string where = place.Path.Length == 0 ? "" : $"{place.Path}({place.StartLinePosition.Line + 1}): ";
            return $"{where}{error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}";
        });
        string rest = errors.Count > MostErrors ? $"\n… and {errors.Count - MostErrors} more." : "";
        return $"The sources do not compile:\n{string.Join("\n", lines)}{rest}\n"
            + "Give all files that they need, and assemblies with --reference.";
    }
}
