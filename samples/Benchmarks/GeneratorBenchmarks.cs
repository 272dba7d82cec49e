using BackpropGen;
using BackpropGen.Generator;
using Basic.Reference.Assemblies;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Benchmarks;

/// <summary>What the generator costs in the compiler and in the IDE, on the sine sample's LSTM.</summary>
[SimpleJob(warmupCount: 6, iterationCount: 20)]
public class GeneratorBenchmarks
{
    private readonly CSharpCompilation compilation;
    private readonly CSharpCompilation edited;
    private readonly GeneratorDriver warm;

    /// <summary>Compiles the model once.</summary>
    public GeneratorBenchmarks()
    {
        SyntaxTree[] trees = [Parse("global using System;"), Parse(Resource("Lstm.cs")), Parse(Resource("LstmParameters.cs"))];
        IEnumerable<MetadataReference> references = [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(Tape).Assembly.Location)];
        compilation = CSharpCompilation.Create("Model", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        edited = compilation.AddSyntaxTrees(Parse("internal static class Unrelated;"));
        warm = Driver().RunGenerators(compilation);
        if (warm.GetRunResult() is not { Diagnostics.IsEmpty: true, GeneratedTrees.Length: 3 })
            throw new InvalidOperationException("The model is not differentiated.");
    }

    /// <summary>A new driver: everything from the start.</summary>
    [Benchmark(Description = "cold run")]
    public GeneratorDriver Cold() => Driver().RunGenerators(compilation);

    /// <summary>The same compilation once more.</summary>
    [Benchmark(Description = "nothing changed")]
    public GeneratorDriver Same() => warm.RunGenerators(compilation);

    /// <summary>Another file was added.</summary>
    [Benchmark(Description = "unrelated edit")]
    public GeneratorDriver Unrelated() => warm.RunGenerators(edited);

    private static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(new DifferentiableGenerator());

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text);

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(GeneratorBenchmarks).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
