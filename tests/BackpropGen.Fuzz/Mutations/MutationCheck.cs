using System.Diagnostics;
using System.Globalization;
using BackpropGen.Fuzz.Running;
using BackpropGen.Tests;
using BackpropGen.Tests.Cases;
using BackpropGen.Tests.Checks;

namespace BackpropGen.Fuzz.Mutations;

/// <summary>Breaks the generator in one way after the other, and sees whether random programs or the corpus notice.</summary>
internal static class MutationCheck
{
    private const int Programs = 120;

    /// <summary>The number of mutations that nothing noticed. Each runs in a process of its own: broken code may tear down anything.</summary>
    public static int Run(TextWriter output)
    {
        if (InProcess(-1) is { } wrong)
            throw new InvalidOperationException($"The generator as it stands fails already: {wrong}");
        string?[] caught = new string?[AllMutations.List.Length];
        Parallel.For(0, caught.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            caught[i] = MutatedGenerator.Occurrences(AllMutations.List[i]) == 1 ? InProcess(i) : null;
            lock (output)
                output.WriteLine($"{(caught[i] is null ? "SURVIVES" : "caught  ")}  {AllMutations.List[i].What}  {caught[i]}");
        });
        int survivors = caught.Count(by => by is null);
        output.WriteLine($"{caught.Length} mutations, {survivors} survive");
        return survivors;
    }

    /// <summary>Tries one mutation, or the generator as it is for a negative number; writes what notices it.</summary>
    /// <returns>Whether anything does.</returns>
    public static bool RunOne(int number, TextWriter output)
    {
        if (MutatedGenerator.Install(number < 0 ? null : AllMutations.List[number]) is { } error)
            throw new InvalidOperationException($"The mutation does not compile: {error}");
        string? catcher = Catcher();
        output.WriteLine(Marker + catcher);
        if (catcher is null)
            output.WriteLine("Nothing notices it.");
        return catcher is not null;
    }

    private const string Marker = "noticed: ";

    private static string? InProcess(int number)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(MutationCheck).Assembly.Location);
        start.ArgumentList.Add("mutations");
        start.ArgumentList.Add("--only");
        start.ArgumentList.Add(number.ToString(CultureInfo.InvariantCulture));
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string? line = text.Split('\n').FirstOrDefault(line => line.StartsWith(Marker, StringComparison.Ordinal));
        if (line is not null)
            return line[Marker.Length..].Trim() is { Length: > 0 } by ? by : null;
        string failure = errors.Result.Trim().Split('\n')[0];
        return failure.Contains("does not compile", StringComparison.Ordinal) ? null : $"by a crash of what it generates: {failure}";
    }

    /// <summary>What notices that the installed generator is wrong; null if nothing does.</summary>
    private static string? Catcher()
    {
        try
        {
            var run = new FuzzRun(Programs, seed: 77, batchSize: Programs / 4, TextWriter.Null) { MostFaults = 0 };
            run.Run(shrink: false);
            if (run.Faults.FirstOrDefault() is { Fault: { } fault } verdict)
                return $"by random program {verdict.Program.Number}: {fault.Split('\n')[0]}";
        }
        catch (Exception e)
        {
            return $"by random programs: {(e.InnerException ?? e).Message.Split('\n')[0]}";
        }
        SourceFile[] files = SourceFile.EmbeddedIn("Corpus");
        CorpusBuild build = CorpusBuild.Of(files);
        foreach (string name in files.SelectMany(CaseSource.In).Select(source => source.Name))
        {
            TestCase @case = build[name];
            if (@case.Source.Directives.IsOptional)
                continue;
            try
            {
                if (@case.IsBroken)
                    return $"by the corpus: {name} is broken";
                CaseCheck.Run(@case).Assert();
            }
            catch (Exception)
            {
                return $"by the corpus: {name}";
            }
        }
        return null;
    }
}
