using System.Text;

namespace BackpropGen.Testing.Snapshots;

/// <summary>
/// Compares files with the accepted ones in a folder, by Verify's conventions: <c>Class.Test#Hint.g.verified.cs</c>, and a
/// <c>.received.cs</c> beside it on a mismatch.
/// </summary>
/// <param name="accepts">Whether what differs is accepted instead.</param>
internal sealed class SnapshotFolder(string folder, bool accepts)
{
    private static readonly object Gate = new();

    /// <summary>Verify writes a byte order mark, too: the two share their files.</summary>
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true);

    /// <exception cref="SnapshotException">A file is missing, differs, or is left over.</exception>
    public void Verify(string test, IReadOnlyList<SnapshotFile> files)
    {
        // Tests run at the same time, and may compare the same files.
        lock (Gate)
        {
            List<string> faults = [.. files.Select(Compare).OfType<string>()];
            string name = SnapshotFiles.Clean(test);
            foreach (string received in Existing(name, "received").Except(files.Select(file => file.Received)))
                File.Delete(Path.Combine(folder, received));
            IEnumerable<string> leftOver = Existing(name, "verified").Except(files.Select(file => file.Verified));
            faults.AddRange(LeftOver(leftOver, "nothing generates it any more"));
            Throw(faults);
        }
    }

    /// <summary>Looks for accepted files of tests that are gone.</summary>
    /// <exception cref="SnapshotException">There are some.</exception>
    public void VerifyNoneIsLeftOver(string testClass, IEnumerable<string> tests)
    {
        HashSet<string> names = [.. tests];
        lock (Gate)
        {
            Throw(LeftOver(
                Files($"{testClass}.*.verified.*").Where(file => !names.Contains(TestOf(file[(testClass.Length + 1)..]))),
                $"no test of {testClass} has its name"));
        }
    }

    /// <summary>What precedes the file, the parameters, or the ending.</summary>
    private static string TestOf(string file)
    {
        int end = file.IndexOf('#');
        string test = end < 0 ? file[..file.LastIndexOf(".verified.", StringComparison.Ordinal)] : file[..end];
        // Verify's name of a test with parameters: Test_first=1_second=2
        int equals = test.IndexOf('=');
        return equals < 0 ? test : test[..Math.Max(test.LastIndexOf('_', equals), 0)];
    }

    /// <returns>The fault, if there is one.</returns>
    private string? Compare(SnapshotFile file)
    {
        string receivedFile = Path.Combine(folder, file.Received);
        string verifiedFile = Path.Combine(folder, file.Verified);
        string? verified = File.Exists(verifiedFile) ? SnapshotFiles.Lines(File.ReadAllText(verifiedFile)) : null;
        if (verified == file.Text || accepts)
        {
            if (verified != file.Text)
                Write(verifiedFile, file.Text);
            File.Delete(receivedFile);
            return null;
        }
        Write(receivedFile, file.Text);
        return verified is null
            ? $"{file.Verified} does not exist yet: read {file.Received}, and accept it."
            : $"{file.Received} differs from {file.Verified}:\n{LineDifference.Between(verified, file.Text)}";
    }

    private List<string> LeftOver(IEnumerable<string> files, string reason)
    {
        List<string> faults = [];
        foreach (string file in files.ToArray())
        {
            if (accepts)
                File.Delete(Path.Combine(folder, file));
            else
                faults.Add($"{file} is left over, {reason}: delete it.");
        }
        return faults;
    }

    private IEnumerable<string> Existing(string test, string state) =>
        Files($"{test}*.{state}.*").Where(
            file => file.StartsWith(test + "#", StringComparison.Ordinal) || file.StartsWith($"{test}.{state}.", StringComparison.Ordinal));

    private IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(folder, pattern).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    /// <summary>At once: tests for several frameworks run at the same time, and no one reads half a file.</summary>
    private static void Write(string file, string text)
    {
        string part = $"{file}.{Guid.NewGuid():N}.tmp";
        File.WriteAllText(part, text, Encoding);
        File.Move(part, file, overwrite: true);
    }

    private static void Throw(List<string> faults)
    {
        if (faults.Count > 0)
        {
            faults.Add($"To accept all: run the tests with {Acceptance.Variable}=1. To accept one: rename received to verified.");
            throw new SnapshotException(string.Join("\n", faults));
        }
    }
}
