#if !VERIFY
using Xunit;
using Xunit.Sdk;

namespace BackpropGen.Tests;

/// <summary>The snapshot comparer fails whenever it should.</summary>
public sealed class SnapshotAdapterTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("snapshots").FullName;

    private static readonly Dictionary<string, string> Source = new() { ["A.g.cs"] = "one\ntwo\n" };

    private string Verified => Path.Combine(folder, "C.Test#A.g.verified.cs");

    private string Received => Path.Combine(folder, "C.Test#A.g.received.cs");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_equal_file_passes_and_clears_what_was_received()
    {
        File.WriteAllText(Verified, "\uFEFF//HintName: A.g.cs\r\none\r\ntwo\r\n");
        File.WriteAllText(Received, "");

        Verify(Source);

        Assert.False(File.Exists(Received));
    }

    [Fact]
    public void A_missing_file_fails_and_writes_what_was_received()
    {
        Assert.Contains("does not exist yet", Fault(Source));
        Assert.Equal("//HintName: A.g.cs\none\ntwo\n", File.ReadAllText(Received));
    }

    [Fact]
    public void A_difference_fails_with_the_lines()
    {
        File.WriteAllText(Verified, "//HintName: A.g.cs\none\nthree\n");

        string fault = Fault(Source);

        Assert.Contains("- three", fault);
        Assert.Contains("+ two", fault);
        Assert.True(File.Exists(Received));
    }

    [Fact]
    public void A_stale_file_fails()
    {
        File.WriteAllText(Verified, "//HintName: A.g.cs\none\ntwo\n");

        Assert.Contains("nothing generates it", Fault([]));
    }

    [Fact]
    public void A_file_of_a_test_that_is_gone_is_found()
    {
        File.WriteAllText(Verified, "");

        Assert.Equal(["C.Test#A.g.verified.cs"], new SnapshotFolder(folder).Orphans("C", ["Other"]));
        Assert.Empty(new SnapshotFolder(folder).Orphans("C", ["Test"]));
    }

    private void Verify(Dictionary<string, string> sources) => new SnapshotFolder(folder).Verify("C.Test", sources);

    private string Fault(Dictionary<string, string> sources) => Assert.ThrowsAny<XunitException>(() => Verify(sources)).Message;
}
#endif
