using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>
/// Half-typed code, as an IDE sees it all the time: the generator never fails, never hangs, and what it says lies in the user's file.
/// <c>BACKPROPGEN_MUTILATIONS=10000 dotnet test tests/BackpropGen.Generator.Tests --filter MutilationTests</c> runs more.
/// </summary>
public sealed class MutilationTests
{
    private const int InTests = 400;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private static readonly string[] Intruders =
        ["(", ")", "{", "}", ";", ",", ".", "=", "*", "<", ">", "[", "]", "=>", "in", "ref", "out", "if", "for", "while", "return", "break", "double", "x", "0", "new", "static", "?", ":", "\\u0041", "#if X\n", "\"", "'", "//", "/*", "default", "this", "switch", "case", "is", "with", "async", "[Differentiable]", "partial", "\0"];

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("BACKPROPGEN_MUTILATIONS"), CultureInfo.InvariantCulture, out int count) ? count : InTests;

    [Fact]
    public void Mutilated_sources_neither_break_nor_hang_the_generator()
    {
        string[] sources = Sources();
        string[] faults = [.. Enumerable.Range(0, Count).AsParallel().Select(seed => Fault(Mutilate(sources, new Random(seed)), seed)).OfType<string>().Take(10)];
        Assert.True(faults.Length == 0, string.Join("\n\n", faults));
    }

    /// <summary>What people write: the cases of these tests, the numeric corpus, the sample.</summary>
    private static string[] Sources()
    {
        string repository = Path.Combine(ProjectFolder.Path, "..", "..");
        string[] folders =
        [
            Path.Combine(ProjectFolder.Path, "Cases"),
            Path.Combine(repository, "tests", "BackpropGen.Numeric.Tests", "Corpus"),
            Path.Combine(repository, "samples", "SineLstm"),
        ];
        // One marked method with what is around it: whole files would take long, and break in one place only.
        return [.. folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs")).Order(StringComparer.Ordinal).SelectMany(Pieces)];
    }

    private static IEnumerable<string> Pieces(string path)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot();
        SyntaxNode[] methods = [.. root.DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => method.AttributeLists.ToString().Contains("Differentiable", StringComparison.Ordinal))];
        foreach (SyntaxNode[] some in methods.Chunk(3))
            yield return root.RemoveNodes(methods.Except(some), SyntaxRemoveOptions.KeepNoTrivia)!.ToFullString();
    }

    private static string Mutilate(string[] sources, Random random)
    {
        string text = sources[random.Next(sources.Length)];
        int times = random.Next(1, 5);
        for (int i = 0; i < times; i++)
        {
            SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0)];
            if (tokens.Length < 2)
                break;
            SyntaxToken token = tokens[random.Next(tokens.Length)];
            SyntaxToken other = tokens[random.Next(tokens.Length)];
            string Without(SyntaxToken removed, string instead) => text[..removed.SpanStart] + instead + text[removed.Span.End..];
            text = random.Next(8) switch
            {
                0 or 1 => Without(token, ""),
                2 => Without(token, token.Text + " " + token.Text),
                3 => Without(token, other.Text),
                4 => Without(token, Intruders[random.Next(Intruders.Length)]),
                5 => text[..token.SpanStart] + Intruders[random.Next(Intruders.Length)] + " " + text[token.SpanStart..],
                6 => random.Next(4) == 0 ? text[..token.SpanStart] : Without(token, "unknown" + random.Next(9)),
                _ => token.SpanStart < other.SpanStart && other.SpanStart - token.SpanStart < 200 ? text[..token.SpanStart] + text[other.SpanStart..] : Without(token, ""),
            };
        }
        return text;
    }

    private static string? Fault(string source, int seed)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            // The generator reports in every other one.
            BuildOptions options = seed % 2 == 0 ? BuildOptions.WithAnalyzers : BuildOptions.Silent;
            GeneratorRun run = GeneratorHost.Run(GeneratorHost.Driver(options), GeneratorHost.Compile([GeneratorHost.Parse(new SourceFile("Mutilated.cs", source))]));
            if (run.Result.Exception is { } exception)
                return $"seed {seed}: the generator fails: {exception}\n{source}";
            Diagnostic[] found = [.. run.GeneratorDiagnostics, .. run.AnalyzerDiagnostics(options)];
            if (found.FirstOrDefault(diagnostic => diagnostic.Id is "AD0001" or "BPG0001") is { } failure)
                return $"seed {seed}: {failure.GetMessage(CultureInfo.InvariantCulture)}\n{source}";
            if (found.FirstOrDefault(diagnostic => diagnostic.Location.GetLineSpan().Path != "Mutilated.cs") is { } elsewhere)
                return $"seed {seed}: {elsewhere} is not in the user's file\n{source}";
            bool isSound = found.Length == 0 && run.Input.GetDiagnostics().All(diagnostic => diagnostic.Severity != DiagnosticSeverity.Error);
            if (isSound && run.Output.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
                return $"seed {seed}: what is generated does not compile: {GeneratorRun.Describe(error)}\n{source}";
            return clock.Elapsed < Longest ? null : $"seed {seed}: takes {clock.Elapsed}\n{source}";
        }
        catch (Exception e)
        {
            return BreaksTheCompiler(source) ? null : $"seed {seed}: {e}\n{source}";
        }
    }

    /// <summary>
    /// The compiler alone fails, as it does at <c>(double a, => b) = t;</c>, where nobody asked the generator. What the generator itself throws
    /// is found before.
    /// </summary>
    private static bool BreaksTheCompiler(string source)
    {
        try
        {
            _ = GeneratorHost.Compile([GeneratorHost.Parse(new SourceFile("Mutilated.cs", source))]).GetDiagnostics();
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
