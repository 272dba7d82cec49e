namespace BackpropGen.Testing.Tests;

/// <summary>The files of the repository that these tests are part of.</summary>
internal static class Repository
{
    public static string Read(string path)
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BackpropGen.sln")))
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) ?? throw new DirectoryNotFoundException("There is no BackpropGen.sln above the tests.");
        return File.ReadAllText(Path.Combine(folder, path)).ReplaceLineEndings("\n");
    }
}
