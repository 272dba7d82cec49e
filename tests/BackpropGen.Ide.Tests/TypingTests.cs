using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Xunit;
using Xunit.Abstractions;

namespace BackpropGen.Tests;

/// <summary>
/// A long session in a file of 50 marked methods: after each key the IDE asks for what is generated and for the errors of the file. The
/// times are printed: <c>BACKPROPGEN_EDITS=1000 dotnet test tests/BackpropGen.Ide.Tests --filter TypingTests --logger
/// "console;verbosity=detailed"</c>.
/// </summary>
public sealed class TypingTests(ITestOutputHelper output)
{
    private const int Methods = 50;
    private const int InTests = 30;
    private const int Seed = 20;

    /// <summary>
    /// The heap may grow by this factor between a fifth of the session and its end. It warms up at first; one document kept a key doubles it
    /// in a few dozen keys.
    /// </summary>
    private const double Growth = 1.5;

    private static int Edits =>
        int.TryParse(Environment.GetEnvironmentVariable("BACKPROPGEN_EDITS"), CultureInfo.InvariantCulture, out int count)
            ? Math.Max(count, 5) : InTests;

    [Fact]
    public async Task Single_keys_in_a_long_file_neither_break_the_generator_nor_fill_the_memory()
    {
        // It is not touched: if the generator throws, its file is gone with all others.
        using Ide ide = Ide.Open(Sources.Many(Methods), Sources.Neuron);
        Assert.Empty(await ide.ErrorsAsync());
        string[] before = await TextsAsync(ide);
        Assert.Equal(Methods + 1, before.Length);
        var typist = new Typist(ide, Seed);
        List<double> generating = [], checking = [];
        long early = 0;

        for (int key = 1; key <= Edits; key++)
        {
            typist.Press();
            generating.Add(await TimeAsync(async () =>
                Assert.Contains("Models.Neuron.Unit.g.cs", (await ide.GeneratedAsync()).Select(file => file.Name))));
            checking.Add(await TimeAsync(async () =>
                Assert.DoesNotContain((await ide.DiagnosticsAsync()).Select(error => error.Id), id => id is "BPG0001" or "AD0001")));
            if (key == Edits / 5)
                early = Heap();
        }
        long late = Heap();
        typist.Mend();

        Print("generated files", generating);
        Print("errors of the file", checking);
        Print("both", [.. generating.Zip(checking, (one, other) => one + other)]);
        output.WriteLine($"managed heap after {Edits / 5} keys {early / 1e6:F1} MB, after {Edits} keys {late / 1e6:F1} MB");
        Assert.Equal(before, await TextsAsync(ide));
        Assert.Empty(await ide.ErrorsAsync());
        Assert.True(late < Growth * early, $"The heap grew from {early} to {late} bytes.");
    }

    private static async Task<string[]> TextsAsync(Ide ide)
    {
        List<string> texts = [];
        foreach (SourceGeneratedDocument file in await ide.GeneratedAsync())
            texts.Add((await file.GetTextAsync()).ToString());
        return [.. texts];
    }

    private static async Task<double> TimeAsync(Func<Task> action)
    {
        long start = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static long Heap()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private void Print(string what, List<double> times)
    {
        double[] sorted = [.. times.Order()];
        output.WriteLine($"{what}: median {At(0.5):F0} ms, 95 % {At(0.95):F0} ms, longest {sorted[^1]:F0} ms, of {sorted.Length} keys");

        double At(double part) => sorted[(int)(part * sorted.Length)];
    }
}
