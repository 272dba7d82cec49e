using System.Reflection;

namespace BackpropGen.Tests;

/// <summary>
/// The generator and the runtime, built and packed once: copies outside of the repository, so that nothing meets its own builds, and
/// consumers do not have its settings.
/// </summary>
public sealed class Checkout : IDisposable
{
    /// <summary>Where the errors of the package find their pages.</summary>
    public const string RepositoryUrl = "https://forge.example/backprop";

    public static readonly string Repository = Path.GetFullPath(Path.Combine(Told("ProjectDirectory"), "..", ".."));

    /// <summary>What the SDK adds to a consumer that is built for an older framework, or is trimmed: the runtime's own build has it, too.</summary>
    private static readonly string[] PackagesOfTheSdk = ["microsoft.netcore.app.ref", "microsoft.aspnetcore.app.ref", "microsoft.net.illink.tasks"];

    /// <summary>What BackpropGen.Testing depends on: its own build has it, too.</summary>
    private static readonly string[] PackagesOfTesting =
    [
        "diffplex", "microsoft.codeanalysis.analyzers", "microsoft.codeanalysis.common", "microsoft.codeanalysis.csharp", "system.collections.immutable",
        "system.reflection.metadata", "system.runtime.compilerservices.unsafe",
    ];

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("BackpropGen");

    public Checkout()
    {
        Directory.CreateDirectory(Source);
        foreach (string file in Directory.EnumerateFiles(Repository, "Directory.*.props"))
            File.Copy(file, Path.Combine(Source, Path.GetFileName(file)));
        File.Copy(Path.Combine(Repository, "README.md"), Path.Combine(Source, "README.md"));
        Copy("docs");
        Copy("generator");
        Copy("runtime");
        foreach (string project in new[] { "BackpropGen", "BackpropGen.Testing" })
        {
            Dotnet pack = Dotnet.Run(Path.Combine(Source, "runtime", project), "pack", "-c", "Release", "-o", Feed, "-v", "q", "-p:RepositoryUrl=" + RepositoryUrl);
            if (pack.ExitCode != 0)
                throw new InvalidOperationException($"The package cannot be made: {pack}");
        }
        foreach (string package in PackagesOfTheSdk.Concat(PackagesOfTesting).Select(name => Path.Combine(Told("PackageFolder"), name)).Where(Directory.Exists))
        {
            foreach (string file in Directory.EnumerateFiles(package, "*.nupkg", SearchOption.AllDirectories))
                File.Copy(file, Path.Combine(Feed, Path.GetFileName(file)));
        }
    }

    /// <summary>Its last part is nowhere else.</summary>
    public string Root => root.FullName;

    public string Source => Path.Combine(root.FullName, "source");

    public string Feed => Path.Combine(root.FullName, "feed");

    /// <summary>A new folder.</summary>
    public string Folder(string name) => root.CreateSubdirectory(name).FullName;

    public void Dispose() => root.Delete(recursive: true);

    private static string Told(string key) =>
        typeof(Checkout).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;

    private void Copy(string folder)
    {
        string from = Path.Combine(Repository, folder);
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
