using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using BackpropGen.Fuzz.Programs;

namespace BackpropGen.Fuzz.Running;

/// <summary>Many programs, in batches, on several threads.</summary>
internal sealed class FuzzRun(int programs, int seed, int batchSize, TextWriter output)
{
    private readonly ConcurrentDictionary<string, int> refusals = [];
    private readonly ConcurrentQueue<Verdict> faults = [];
    private int done;
    private int judged;

    public IReadOnlyCollection<Verdict> Faults => faults;

    /// <summary>With more faults than that it is not worth going on.</summary>
    public int MostFaults { get; init; } = 20;

    /// <summary>The number of the first program: of a run, a part can be done again.</summary>
    public int First { get; init; }

    public int Judged => judged;

    public int Refused => refusals.Values.Sum();

    public void Run(bool shrink)
    {
        var clock = Stopwatch.StartNew();
        int batches = (programs + batchSize - 1) / batchSize;
        Parallel.For(0, batches, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (batch, loop) =>
        {
            int first = batch * batchSize;
            FuzzProgram[] some = [.. Enumerable.Range(First + first, Math.Min(batchSize, programs - first)).Select(i => ProgramWriter.Write(unchecked(seed * 1_000_003 + i), i))];
            foreach (Verdict verdict in Batch.Run(some, seed))
                Count(verdict);
            int now = Interlocked.Add(ref done, some.Length);
            if (now / 1000 != (now - some.Length) / 1000)
                output.WriteLine($"{now} of {programs} programs, {faults.Count} faults, {clock.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s");
            if (faults.Count > MostFaults)
                loop.Stop();
        });
        output.WriteLine($"{done} programs with seed {seed}: {judged} judged, {Refused} refused"
            + $" ({string.Join(", ", refusals.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key}: {pair.Value}"))}), {faults.Count} faults, "
            + $"{clock.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s");
        foreach (Verdict fault in shrink ? faults.Take(5).Select(fault => Shrinking.Run(fault, seed)) : faults.Take(5))
            output.WriteLine($"\n// {fault.Fault}\n{fault.Program.Source()}");
    }

    private void Count(Verdict verdict)
    {
        if (verdict.Fault is not null)
        {
            faults.Enqueue(verdict);
            // A long run may be stopped before its end.
            output.WriteLine($"Program {verdict.Program.Number}: {verdict.Fault}");
        }
        else if (verdict.Refusal is { } id)
            refusals.AddOrUpdate(id, 1, (_, count) => count + 1);
        else if (verdict.IsChecked)
            Interlocked.Increment(ref judged);
    }
}
