using System.Globalization;
using Xunit;

namespace BackpropGen.Tests.Memory;

/// <summary>Measured alone: other tests take memory meanwhile, and would find their objects moved by the collections.</summary>
[CollectionDefinition(nameof(LiveBytesTests), DisableParallelization = true)]
public sealed class LiveBytesCollection;

/// <summary>What a tape says that it takes is what the process takes.</summary>
[Collection(nameof(LiveBytesTests))]
public sealed class LiveBytesTests
{
    private const long Slack = 400 * 1024;

    private readonly double[] centers = Numbers(2 * 200);
    private readonly double[] points = Numbers(2 * 2000);

    [Fact]
    public void Determinant_by_minors()
    {
        double[] a = Numbers(8 * 8);
        Check(tape => Programs.DeterminantForward(a, 8, tape), stated: null, records: 69_281);
    }

    [Fact]
    public void Clusters_with_a_helper_that_records_nothing() => Check(
        tape => Programs.ClustersForward(centers, points, 200, tape), Programs.ClustersTapeSize(points, 200), records: 1);

    [Fact]
    public void Volumes_with_a_helper_that_records() => Check(
        tape => Programs.VolumesForward(centers, points, 200, tape), Programs.VolumesTapeSize(points, 200), records: 400_001);

    /// <param name="forward">A forward pass.</param>
    /// <param name="stated">Its tape size; null where it has none.</param>
    /// <param name="records">How many records it leaves.</param>
    private static void Check(Action<Tape> forward, long? stated, int records)
    {
        // Compiled before anything is measured. Its memory stays taken, so that the other tape does not get it and the process grows.
        using var first = new Tape();
        forward(first);

        using var tape = new Tape();
        long managed = GC.GetTotalMemory(forceFullCollection: true);
        long resident = Resident();
        forward(tape);
        resident = Resident() - resident;
        managed = GC.GetTotalMemory(forceFullCollection: true) - managed;

        Assert.Equal(records, tape.Count);
        Assert.Equal(stated ?? tape.BytesInUse, tape.BytesInUse);
        Assert.InRange(managed + tape.BytesReserved, tape.BytesInUse, 1.13 * tape.BytesInUse + Slack);
        // Beside the tape the collector keeps a heap that is not full.
        if (OperatingSystem.IsLinux())
            Assert.InRange(resident, 0, 1.13 * tape.BytesInUse + 16 * 1024 * 1024);

        if (stated is not { } bytes)
            return;
        using var reserved = new Tape(bytes);
        forward(reserved);
        Assert.InRange(reserved.BytesReserved, bytes, bytes + Slack);
    }

    /// <summary>The bytes of the process that are in memory.</summary>
    private static long Resident() => !OperatingSystem.IsLinux() ? 0
        : long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;

    private static double[] Numbers(int count)
    {
        var random = new Random(count);
        return Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5).ToArray();
    }
}
