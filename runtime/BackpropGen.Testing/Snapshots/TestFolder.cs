namespace BackpropGen.Testing.Snapshots;

/// <summary>The folder of a source file, of which the compiler may have written another path into the assembly (<c>PathMap</c>).</summary>
internal static class TestFolder
{
    /// <exception cref="ArgumentException">It is not found.</exception>
    public static string Of(string sourceFile) => Of(sourceFile, ProjectDescription.All.SelectMany(project => project.SourceFiles));

    /// <param name="built">The files of the projects that are known.</param>
    public static string Of(string sourceFile, IEnumerable<string> built)
    {
        if (File.Exists(sourceFile))
            return Path.GetDirectoryName(Path.GetFullPath(sourceFile))!;
        string[] wanted = PartsFromTheEnd(sourceFile);
        string? found = built.Distinct().Where(file => Path.GetFileName(file) == wanted[0] && File.Exists(file))
            .MaxBy(file => PartsFromTheEnd(file).Zip(wanted).TakeWhile(pair => pair.First == pair.Second).Count());
        return Path.GetDirectoryName(found) ?? throw new ArgumentException(
            $"'{sourceFile}' is not there, so that its snapshots are not found either: run the tests where they were built, without "
            + "PathMap and DeterministicSourcePaths, or with the build files of BackpropGen.Testing.", nameof(sourceFile));
    }

    private static string[] PartsFromTheEnd(string path) => [.. Enumerable.Reverse(path.Split('/', '\\'))];
}
