namespace BackpropGen.Explain.Compiling;

/// <summary>A C# file of the user's.</summary>
internal sealed record SourceFile(string Path, string Text);

/// <summary>Finds and reads the files that a command line names.</summary>
internal static class SourceFiles
{
    private static readonly string[] BuildFolders = ["bin", "obj"];

    public static List<SourceFile> Read(IEnumerable<string> sources)
    {
        List<string> paths = [.. sources.SelectMany(Find).DistinctBy(Path.GetFullPath)];
        return paths.ConvertAll(path => new SourceFile(path, File.ReadAllText(path)));
    }

    private static IEnumerable<string> Find(string source)
    {
        if (Directory.Exists(source))
            return InFolder(source);
        if (!File.Exists(source))
            throw new InputException($"There is no file or folder '{source}'.");
        // A project stands for its folder.
        if (Path.GetExtension(source) == ".csproj")
            return InFolder(Path.GetDirectoryName(source) is { Length: > 0 } folder ? folder : ".");
        if (Path.GetExtension(source) != ".cs")
            throw new InputException($"'{source}' is no C# file: give files that end with .cs, folders, or a .csproj.");
        return [source];
    }

    private static List<string> InFolder(string folder)
    {
        List<string> found = [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar).Any(BuildFolders.Contains))
            .Order(StringComparer.Ordinal)];
        return found.Count > 0 ? found : throw new InputException($"There is no C# file in '{folder}'.");
    }
}
