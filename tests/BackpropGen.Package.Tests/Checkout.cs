using System.Reflection;

namespace BackpropGen.Tests;

/// <summary>
/// The generator and the runtime, built and packed once: copies outside of the repository, so that nothing meets its own builds, and
/// consumers do not have its settings.
/// </summary>
public sealed class Checkout : IDisposable
{
    private static readonly string Repository = Path.Combine(
        typeof(Checkout).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!,
        "..",
        "..");

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("BackpropGen");

    public Checkout()
    {
        Directory.CreateDirectory(Source);
        foreach (string file in Directory.EnumerateFiles(Repository, "Directory.*.props"))
            File.Copy(file, Path.Combine(Source, Path.GetFileName(file)));
        Copy("generator");
        Copy("runtime");
        // A solution builds what it refers to, and does not contain, in this configuration.
        Dotnet pack = Dotnet.Run(Path.Combine(Source, "runtime", "BackpropGen"), "pack", "-c", "Debug", "-o", Feed, "-v", "q");
        if (pack.ExitCode != 0)
            throw new InvalidOperationException($"The package cannot be made: {pack}");
    }

    public string Source => Path.Combine(root.FullName, "source");

    public string Feed => Path.Combine(root.FullName, "feed");

    /// <summary>A new folder.</summary>
    public string Folder(string name) => root.CreateSubdirectory(name).FullName;

    public void Dispose() => root.Delete(recursive: true);

    private void Copy(string folder)
    {
        string from = Path.GetFullPath(Path.Combine(Repository, folder));
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string path = Path.GetRelativePath(from, file);
            if (path.Split(Path.DirectorySeparatorChar) is var parts && (parts.Contains("bin") || parts.Contains("obj")))
                continue;
            string to = Path.Combine(Source, folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }
}
