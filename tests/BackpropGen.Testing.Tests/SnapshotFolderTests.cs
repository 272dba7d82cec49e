using BackpropGen.Testing.Snapshots;
using Xunit;

namespace BackpropGen.Testing.Tests;

/// <summary>The comparer of snapshots fails whenever it should, and says why.</summary>
public sealed class SnapshotFolderTests : IDisposable
{
    private const string Text = "//HintName: A.g.cs\none\ntwo\n";

    private static readonly SnapshotFile File = new("C.Test#A.g", "cs", Text);

    private readonly string folder = Directory.CreateTempSubdirectory("snapshots").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("//HintName: A.g.cs\none\ntwo\n")]
    [InlineData("\uFEFF//HintName: A.g.cs\r\none\r\ntwo\r\n")]
    public void An_equal_file_passes_however_its_lines_end_and_clears_what_was_received(string verified)
    {
        Write("C.Test#A.g.verified.cs", verified);
        Write("C.Test#A.g.received.cs", "");
        Write("C.Test#Old.g.received.cs", "");

        Verify(File);

        Assert.Equal(["C.Test#A.g.verified.cs"], Files());
        Assert.Equal(verified.TrimStart('\uFEFF'), Read("C.Test#A.g.verified.cs"));
    }

    [Fact]
    public void A_missing_file_fails_and_is_received()
    {
        Assert.Contains("C.Test#A.g.verified.cs does not exist yet", Fault(File));
        Assert.Equal(["C.Test#A.g.received.cs"], Files());
        Assert.Equal(Text, Read("C.Test#A.g.received.cs"));
    }

    [Fact]
    public void A_difference_fails_with_the_lines_around_it()
    {
        string[] lines = [.. Enumerable.Range(0, 30).Select(i => $"line {i}.")];
        Write("C.Test#A.g.verified.cs", string.Join("\n", lines));
        lines[15] = "changed";

        string fault = Fault(File with { Text = string.Join("\n", lines) });

        Assert.Contains("  line 14.\n- line 15.\n+ changed\n  line 16.\n", fault);
        Assert.Contains(Acceptance.Variable, fault);
        Assert.DoesNotContain("line 3.", fault);
        Assert.DoesNotContain("line 20.", fault);
        Assert.Equal(string.Join("\n", lines), Read("C.Test#A.g.received.cs"));
    }

    [Theory]
    [InlineData("//HintName: A.g.cs\none\ntwo")]
    [InlineData("//HintName: A.g.cs\none \ntwo\n")]
    public void White_space_matters(string verified)
    {
        Write("C.Test#A.g.verified.cs", verified);

        Assert.Contains("differs", Fault(File));
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        string fault = Fault(File, File with { Name = "C.Test#B.g" });

        Assert.Contains("C.Test#A.g.verified.cs", fault);
        Assert.Contains("C.Test#B.g.verified.cs", fault);
    }

    [Theory]
    [InlineData("C.Test#B.g.verified.cs")]
    [InlineData("C.Test.verified.txt")]
    public void A_file_that_nothing_generates_any_more_fails(string left)
    {
        Write(left, "");
        Write("C.TestOfOther#A.g.verified.cs", "");

        Assert.Contains($"{left} is left over", Fault());
        Assert.DoesNotContain("TestOfOther", Fault());
    }

    [Fact]
    public void What_is_accepted_passes_from_then_on()
    {
        Write("C.Test#A.g.verified.cs", "old");
        Write("C.Test#B.g.verified.cs", "left over");
        Assert.NotEmpty(Fault(File));

        new SnapshotFolder(folder, accepts: true).Verify("C.Test", [File]);

        Assert.Equal(["C.Test#A.g.verified.cs"], Files());
        Verify(File);
    }

    [Fact]
    public void A_file_of_a_test_that_is_gone_is_found()
    {
        string[] kept = ["C.Test#A.g.verified.cs", "C.Test.verified.txt", "C.Test_n=1_m=2#A.g.verified.cs", "Cc.Gone#A.g.verified.cs"];
        Assert.All(kept, file => Write(file, ""));
        LookForLeftOver("Test", "Other");

        foreach (string gone in new[] { "C.Gone#A.g.verified.cs", "C.Tes.verified.txt", "C.Testing.verified.txt", "C.Gone_n=1.verified.txt" })
        {
            Write(gone, "");
            Assert.StartsWith(gone, Assert.Throws<SnapshotException>(() => LookForLeftOver("Test", "Other")).Message);
            System.IO.File.Delete(Path.Combine(folder, gone));
        }

        void LookForLeftOver(params string[] tests) => new SnapshotFolder(folder, accepts: false).VerifyNoneIsLeftOver("C", tests);
    }

    [Fact]
    public void Tests_that_run_at_the_same_time_do_not_meet()
    {
        SnapshotFile[] files = [.. Enumerable.Range(0, 4).Select(i => File with { Name = $"C.Test#{i}.g" })];
        new SnapshotFolder(folder, accepts: true).Verify("C.Test", files);

        Parallel.For(0, 200, i =>
        {
            if (i % 2 == 0)
                Verify(files);
            else
                Assert.Throws<SnapshotException>(() => NewTest($"C.Other{i % 8}"));
        });

        Assert.Equal(8, Files().Length);

        void NewTest(string test) => new SnapshotFolder(folder, accepts: false).Verify(test, [File with { Name = test + "#A.g" }]);
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("0", null, false)]
    [InlineData("1", null, true)]
    [InlineData("true", "false", true)]
    [InlineData(null, "true", false)]
    public void A_variable_accepts(string? accept, string? ci, bool expected) =>
        Assert.Equal(expected, Acceptance.IsOnIn(name => name == "CI" ? ci : name == Acceptance.Variable ? accept : null));

    [Fact]
    public void Nothing_is_accepted_on_a_build_server() =>
        Assert.Contains("every snapshot would pass", Assert.Throws<SnapshotException>(() =>
            Acceptance.IsOnIn(name => name is "CI" or Acceptance.Variable ? "true" : null)).Message);

    [Fact]
    public void The_folder_is_found_where_the_compiler_wrote_another_path()
    {
        string[] built = [Write("A/Tests.cs", ""), Write("B/Tests.cs", ""), Write("Tests.cs", "")];

        Assert.Equal(Path.Combine(folder, "B"), TestFolder.Of("/_/B/Tests.cs", built));
        Assert.Equal(Path.Combine(folder, "A"), TestFolder.Of(built[0], []));
        Assert.Throws<ArgumentException>(() => TestFolder.Of("/_/B/Other.cs", built));
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private string Read(string name) => System.IO.File.ReadAllText(Path.Combine(folder, name));

    private string[] Files() => [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private void Verify(params SnapshotFile[] files) => new SnapshotFolder(folder, accepts: false).Verify("C.Test", files);

    private string Fault(params SnapshotFile[] files) => Assert.Throws<SnapshotException>(() => Verify(files)).Message;
}
