using Microsoft.CodeAnalysis;

namespace BackpropGen.Testing.Snapshots;

/// <summary>
/// What is compared: a file for each generated source, and one with the diagnostics where there are any. Their names and contents are those
/// that Verify.SourceGenerators gives them.
/// </summary>
internal static class SnapshotFiles
{
    /// <summary>What no file name has on any system, and <c>#</c>, which separates the test.</summary>
    private const string Forbidden = "\"<>|:*?/\\#";

    /// <param name="test"><c>Class.Test</c></param>
    public static IReadOnlyList<SnapshotFile> Of(GeneratorDriverRunResult result, string test)
    {
        List<SnapshotFile> files = [];
        if (!result.Diagnostics.IsEmpty)
            files.Add(new(Clean(test), "txt", Lines(DiagnosticsText.Of(result.Diagnostics))));
        // Files of one name in different folders are numbered.
        foreach (IGrouping<string, GeneratedSourceResult> group in result.Results
            .SelectMany(generator => generator.GeneratedSources.OrderBy(source => source.HintName, StringComparer.Ordinal))
            .GroupBy(source => Clean(Path.GetFileNameWithoutExtension(source.HintName)), StringComparer.OrdinalIgnoreCase))
        {
            GeneratedSourceResult[] sources = [.. group];
            for (int i = 0; i < sources.Length; i++)
            {
                string number = sources.Length == 1 ? "" : $".{i:D2}";
                files.Add(new(
                    $"{Clean(test)}#{group.Key}{number}", "cs", Lines($"//HintName: {sources[i].HintName}\n{sources[i].SourceText}")));
            }
        }
        return files;
    }

    public static string Clean(string name) => string.Concat(name.Select(c => char.IsControl(c) || Forbidden.Contains(c) ? '-' : c));

    /// <summary>However lines end, and whether or not a mark of the encoding comes first.</summary>
    public static string Lines(string text) => text.TrimStart('\uFEFF').ReplaceLineEndings("\n");
}
