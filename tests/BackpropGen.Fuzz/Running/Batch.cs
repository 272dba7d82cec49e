using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using BackpropGen.Fuzz.Oracle;
using BackpropGen.Fuzz.Programs;
using BackpropGen.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BackpropGen.Fuzz.Running;

/// <summary>What became of a program.</summary>
/// <param name="Refusal">The id of the diagnostic that refused it.</param>
/// <param name="Fault">Why it is wrong.</param>
internal sealed record Verdict(FuzzProgram Program, string? Refusal, string? Fault, bool IsChecked);

/// <summary>Compiles programs together with what is generated for them, and with their twins over dual numbers, and judges each.</summary>
internal static partial class Batch
{
    /// <summary>Code that runs a few times only: most of the time of judging it would go into making it fast.</summary>
    private const string Unoptimized = "[assembly: System.Diagnostics.Debuggable(true, true)]";

    /// <summary>Only what is generated has to be free of warnings; the compiler looks for these everywhere unless told not to.</summary>
    private const string Unwarned = "#nullable disable warnings\nusing BackpropGen.Fuzz.Oracle;\n";

    private static readonly string TwinLibrary = FuzzProgram.Twin(Library.Source);

    public static List<Verdict> Run(IReadOnlyList<FuzzProgram> programs, int seed)
    {
        GeneratorRun run = Generate(programs);
        if (run.Result.Exception is { } crash)
            return [.. programs.Select(program => new Verdict(program, null, "The generator crashes: " + crash, false))];
        IReadOnlyDictionary<string, string> texts = run.Texts;
        string TextOf(FuzzProgram program) => texts.GetValueOrDefault($"Fuzzed.{program.ClassName}.F.g.cs", "");
        bool IsRefused(FuzzProgram program) => TextOf(program) is var text && (text.Length == 0 || text.Contains("NotSupportedException"));

        List<Verdict> verdicts = [];
        FuzzProgram[] refused = [.. programs.Where(IsRefused)];
        if (refused.Length > 0)
        {
            // The analyzer does the generator's work again: only for those that need a reason.
            ILookup<string, Diagnostic> diagnostics = Generate(refused).AnalyzerDiagnostics().ToLookup(ClassOf);
            foreach (FuzzProgram program in refused)
            {
                Diagnostic? reason = diagnostics[program.ClassName].FirstOrDefault();
                if (reason is null && OwnError(run, program) is { } error)
                {
                    verdicts.Add(new(program, error, null, false));
                    continue;
                }
                bool isFault = reason is null or { Id: "BPG0001" };
                verdicts.Add(new(program, reason?.Id ?? "?", isFault ? "Refused: " + (reason is null ? "without a reason" : GeneratorRun.Describe(reason)) : null, false));
            }
        }
        FuzzProgram[] sound = [.. programs.Except(refused)];
        if (Load(run, sound, TextOf, verdicts) is not { } harnesses)
            return verdicts;
        foreach ((FuzzProgram program, Harness harness) in harnesses)
            verdicts.Add(Judge(program, harness, seed));
        return verdicts;
    }

    private static GeneratorRun Generate(IEnumerable<FuzzProgram> programs) => GeneratorHost.Run(
    [
        .. programs.Select(program => new SourceFile($"{program.ClassName}.cs", $"namespace Fuzzed;\n\n{program.Source()}")),
        new SourceFile("Lib.cs", $"namespace Fuzzed;\n\n{Library.Source}"),
    ]);

    /// <summary>The compiler's own objection to a program, which then says nothing of the generator.</summary>
    private static string? OwnError(GeneratorRun run, FuzzProgram program) => run.Input.GetSemanticModel(run.Input.SyntaxTrees.First(tree => tree.FilePath == $"{program.ClassName}.cs"))
        .GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)?.Id;

    /// <summary>The program that a diagnostic is about: its file, or the generated one.</summary>
    private static string ClassOf(Diagnostic diagnostic) => ProgramName().Match(Path.GetFileName(diagnostic.Location.SourceTree?.FilePath ?? "")).Value;

    private static List<(FuzzProgram, Harness)>? Load(GeneratorRun run, FuzzProgram[] programs, Func<FuzzProgram, string> textOf, List<Verdict> verdicts)
    {
        HashSet<string> broken = [.. run.Input.SyntaxTrees.Select(tree => ProgramName().Match(Path.GetFileName(tree.FilePath)).Value)
            .Where(name => name.Length > 0 && programs.All(program => program.ClassName != name))];
        while (true)
        {
            FuzzProgram[] left = [.. programs.Where(program => !broken.Contains(program.ClassName))];
            CSharpCompilation output = run.Output
                .RemoveSyntaxTrees(run.Output.SyntaxTrees.Where(tree => broken.Contains(ProgramName().Match(Path.GetFileName(tree.FilePath)).Value)))
                .AddReferences(MetadataReference.CreateFromFile(typeof(Harness).Assembly.Location))
                .AddSyntaxTrees(
                [
                    .. left.Select(program => GeneratorHost.Parse(new($"Twin{program.ClassName}.cs", $"{Unwarned}namespace Twins;\n\n{program.Source(isTwin: true)}"))),
                    GeneratorHost.Parse(new("Unoptimized.cs", Unoptimized)),
                    GeneratorHost.Parse(new("TwinLib.cs", $"{Unwarned}namespace Twins;\n\n{TwinLibrary}")),
                    .. left.Select(program => GeneratorHost.Parse(new($"Harness{program.ClassName}.cs", Unwarned + HarnessOf(program.ClassName, textOf(program))))),
                ]);
            using var stream = new MemoryStream();
            var result = output.Emit(stream);
            Diagnostic[] complaints = [.. run.Complaints(result.Diagnostics)];
            if (complaints.Length == 0)
            {
                stream.Position = 0;
                Assembly assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream);
                return [.. left.Select(program => (program, (Harness)Activator.CreateInstance(assembly.GetType("Harness_" + program.ClassName)!)!))];
            }
            int before = broken.Count;
            foreach (IGrouping<string, Diagnostic> group in complaints.GroupBy(ClassOf))
            {
                if (programs.FirstOrDefault(program => program.ClassName == group.Key) is not { } program || !broken.Add(group.Key))
                    continue;
                Diagnostic first = group.OrderByDescending(diagnostic => diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)).First();
                string? error = OwnError(run, program)
                    ?? (first.Location.SourceTree?.FilePath == $"Twin{program.ClassName}.cs" ? "twin: " + first.GetMessage(System.Globalization.CultureInfo.InvariantCulture) : null);
                verdicts.Add(new(program, error, error is null ? "Does not compile: " + GeneratorRun.Describe(first) : null, false));
            }
            if (broken.Count == before)
                throw new InvalidOperationException(string.Join("\n", complaints.Select(GeneratorRun.Describe)));
        }
    }

    /// <summary>What a method does not write is a parameter of its Backward.</summary>
    private static string HarnessOf(string name, string text) =>
        Harness.Source(name, text.Contains("Tape? tape = null"), Reads(text, "Span<double> y,"), Reads(text, "double[][] w,"), Reads(text, "Span<Lib.Pair> u,"));

    /// <summary>Whether its Backward takes a parameter, which it does where the program does not write to it.</summary>
    private static bool Reads(string text, string parameter)
    {
        int backward = text.IndexOf(" FBackward(", StringComparison.Ordinal);
        return text[backward..text.IndexOf("Tape tape", backward, StringComparison.Ordinal)].Contains(parameter);
    }

    private static Verdict Judge(FuzzProgram program, Harness harness, int seed)
    {
        bool isChecked = false;
        for (int length = 1; length <= 4; length += length == 1 ? 1 : 2)
        {
            (string? fault, bool isFinite) = Judgement.Of(harness, new Random(seed ^ (program.Number * 31 + length)), length, (program.Number + length) % 3, program);
            isChecked |= isFinite;
            if (fault is not null)
                return new(program, null, fault, true);
        }
        return new(program, null, null, isChecked);
    }

    [GeneratedRegex(@"P\d+")]
    private static partial Regex ProgramName();
}
