using System.Reflection;

namespace BackpropGen.Tests;

/// <summary>
/// The generator, the runtime and the template, built and packed once: copies outside of the repository, so that nothing meets its own
/// builds, and consumers do not have its settings.
/// </summary>
public sealed class Checkout : IDisposable
{
    /// <summary>Where the errors of the package find their pages.</summary>
    public const string RepositoryUrl = "https://forge.example/backprop";

    public static readonly string Repository = Path.GetFullPath(Path.Combine(Told("ProjectDirectory"), "..", ".."));

    private static readonly string[] Folders = ["docs", "generator", "runtime", "templates"];

    /// <summary>What the SDK downloads for publishing, and the neighbours: kept between runs.</summary>
    private static readonly string Downloads = Path.Combine(Told("ProjectDirectory"), "obj", "packages");

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("BackpropGen");

    private ConsumerBuild? consumers;

    public Checkout()
    {
        try
        {
            CopySource();
            WriteFeedSettings();
            Pack();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>No other feed and no folder of packages has this one, and it is not the one that the repository names.</summary>
    public string Version { get; } = $"0.1.0-packed.{Guid.NewGuid():N}";

    /// <summary>Its last part is nowhere else.</summary>
    public string Root => root.FullName;

    public string Source => Path.Combine(Root, "source");

    public string Feed => Path.Combine(Root, "feed");

    /// <summary>A new folder for projects that find the packages in the feed.</summary>
    public string Folder(string name) => root.CreateSubdirectory("consumers").CreateSubdirectory(name).FullName;

    /// <summary>Built when the first test asks.</summary>
    internal ConsumerBuild Consumers => consumers ??= new(this);

    public void Dispose()
    {
        Dotnet.StopCompiler();
        root.Delete(recursive: true);
        if (!Directory.Exists(Downloads))
            return;
        foreach (string package in Directory.GetDirectories(Downloads, "backpropgen*"))
            Directory.Delete(package, recursive: true);
    }

    private static string Told(string key) =>
        typeof(Checkout).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;

    private void CopySource()
    {
        Directory.CreateDirectory(Source);
        foreach (string file in Directory.EnumerateFiles(Repository, "Directory.*.props"))
            File.Copy(file, Path.Combine(Source, Path.GetFileName(file)));
        File.Copy(Path.Combine(Repository, "README.md"), Path.Combine(Source, "README.md"));
        foreach (string folder in Folders)
            Copy(folder);
    }

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

    /// <summary>The feed stands beside those of this machine; what was restored for the tests themselves is not downloaded again.</summary>
    private void WriteFeedSettings()
    {
        Directory.CreateDirectory(Feed);
        File.WriteAllText(Path.Combine(root.CreateSubdirectory("consumers").FullName, "nuget.config"), $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="{Downloads}" />
              </config>
              <fallbackPackageFolders>
                <add key="restored" value="{Told("PackageFolder")}" />
              </fallbackPackageFolders>
              <packageSources>
                <add key="packed" value="{Feed}" />
              </packageSources>
            </configuration>
            """);
    }

    private void Pack()
    {
        SolutionFile.Write(Path.Combine(Source, "Packages.slnx"), Folders.SelectMany(folder =>
            Directory.EnumerateFiles(Path.Combine(Source, folder), "BackpropGen*.csproj", SearchOption.AllDirectories)));
        // The analyzers ran when the repository was built, and change nothing in the assemblies.
        string[] properties = ["-p:Version=" + Version, "-p:RepositoryUrl=" + RepositoryUrl, "-p:RunAnalyzers=false"];
        Dotnet pack = Dotnet.Run(Source, ["pack", "Packages.slnx", "-c", "Release", "-o", Feed, "-v", "q", .. properties]);
        if (pack.ExitCode != 0)
            throw new InvalidOperationException($"The packages cannot be made: {pack}");
    }
}
