#if !VERIFY
using System.Text;
using Xunit;

namespace BackpropGen.Tests.Snapshots;

/// <summary>
/// Compares generated files with the accepted ones in a folder, by the conventions of Verify.SourceGenerators:
/// <c>Class.Test#Hint.g.verified.cs</c>, its first line <c>//HintName: Hint.g.cs</c>, and a <c>.received.cs</c> beside it on a mismatch.
/// To accept: rename received to verified.
/// </summary>
internal sealed class SnapshotFolder(string folder)
{
    private const string Verified = ".verified.cs";
    private const string Received = ".received.cs";

    public void Verify(string test, IReadOnlyDictionary<string, string> sources)
    {
        var faults = new StringBuilder();
        HashSet<string> accounted = [];
        foreach ((string hint, string text) in sources.OrderBy(source => source.Key, StringComparer.Ordinal))
        {
            string name = $"{test}#{Path.GetFileNameWithoutExtension(hint)}";
            accounted.Add(name + Verified);
            Compare(name, $"//HintName: {hint}\n{Normalise(text)}", faults);
        }

        foreach (string stale in Existing($"{test}#*{Verified}").Where(file => !accounted.Contains(file)))
            faults.AppendLine($"{stale}: nothing generates it any more; delete it.");

        Assert.True(faults.Length == 0, faults.ToString());
    }

    /// <summary>Accepted files of tests that are gone.</summary>
    public IEnumerable<string> Orphans(string testClass, IEnumerable<string> tests)
    {
        HashSet<string> names = [.. tests.Select(test => $"{testClass}.{test}")];
        return Existing($"{testClass}.*#*{Verified}").Where(file => !names.Contains(file[..file.IndexOf('#')]));
    }

    private void Compare(string name, string received, StringBuilder faults)
    {
        string receivedFile = Path.Combine(folder, name + Received);
        string verifiedFile = Path.Combine(folder, name + Verified);
        string? verified = File.Exists(verifiedFile) ? Normalise(File.ReadAllText(verifiedFile)) : null;
        if (verified == received)
        {
            File.Delete(receivedFile);
            return;
        }

        // Verify writes a byte order mark too: the two engines share the files.
        File.WriteAllText(receivedFile, received, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        faults.AppendLine(verified is null
            ? $"{name}{Verified} does not exist yet; read and accept {name}{Received}."
            : $"{name}{Received} differs from {name}{Verified}:\n{LineDifference.Between(verified, received)}");
    }

    private IEnumerable<string> Existing(string pattern) =>
        Directory.EnumerateFiles(folder, pattern).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static string Normalise(string text) => text.TrimStart('\uFEFF').ReplaceLineEndings("\n");
}
#endif
