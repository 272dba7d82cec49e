using System.Reflection;
using System.Runtime.Loader;
using BackpropGen.Tests;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BackpropGen.Fuzz.Mutations;

/// <summary>Compiles the generator's sources in memory, with one piece replaced, and puts it in the place of the real one.</summary>
internal static class MutatedGenerator
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    public static string Folder => Path.Combine(Root, "generator", "BackpropGen.Generator");

    private static string Root
    {
        get
        {
            string folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "BackpropGen.sln")))
                folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) ?? throw new DirectoryNotFoundException("There is no BackpropGen.sln above the program.");
            return folder;
        }
    }

    /// <summary>How often the piece occurs in its file: once, if the mutation means anything.</summary>
    public static int Occurrences(Mutation mutation)
    {
        string text = File.ReadAllText(Path.Combine(Folder, mutation.File));
        return (text.Length - text.Replace(mutation.Original, "").Length) / mutation.Original.Length;
    }

    /// <summary>Installs the mutated generator; null if all is well, otherwise why the mutation is none.</summary>
    public static string? Install(Mutation? mutation)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        IEnumerable<SyntaxTree> trees = Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: Path.GetRelativePath(Folder, path), Text: File.ReadAllText(path)))
            .Where(file => !file.Path.StartsWith("obj", StringComparison.Ordinal) && !file.Path.StartsWith("bin", StringComparison.Ordinal))
            .Select(file => CSharpSyntaxTree.ParseText(
                mutation is not null && file.Path == mutation.File.Replace('/', Path.DirectorySeparatorChar) ? file.Text.Replace(mutation.Original, mutation.Replacement) : file.Text, options));
        MetadataReference[] references =
        [
            .. Net100.References.All,
            MetadataReference.CreateFromFile(typeof(Compilation).Assembly.Location),
            MetadataReference.CreateFromFile(typeof(CSharpCompilation).Assembly.Location),
        ];
        CSharpCompilation compilation = CSharpCompilation.Create(
            "BackpropGen.Generator", [CSharpSyntaxTree.ParseText(ImplicitUsings, options), .. trees], references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using var stream = new MemoryStream();
        if (compilation.Emit(stream) is { Success: false } result)
            return result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToString();
        stream.Position = 0;
        Assembly assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream);
        GeneratorHost.NewGenerator = () => (IIncrementalGenerator)Activator.CreateInstance(assembly.GetType("BackpropGen.Generator.DifferentiableGenerator")!)!;
        GeneratorHost.NewAnalyzer = () => (DiagnosticAnalyzer)Activator.CreateInstance(assembly.GetType("BackpropGen.Generator.DifferentiableAnalyzer")!)!;
        return null;
    }
}
