using Xunit;

namespace BackpropGen.Tests;

/// <summary>Real builds of consumers: an error is reported once, whether or not analyzers run.</summary>
[Collection(nameof(Checkout))]
public sealed class BuildTests(Checkout checkout)
{
    private static readonly string[] Properties =
        ["RunAnalyzers", "RunAnalyzersDuringBuild", "IsImplicitlyTriggeredBuild", "OptimizeImplicitlyTriggeredBuild"];

    // The runtime and the generator are built. A solution that does not contain them would look for them elsewhere than in its own configuration.
    private static readonly string[] WithoutReferences = ["-p:BuildProjectReferences=false", "-p:ShouldUnsetParentConfigurationAndPlatform=false"];

    [Theory]
    [InlineData]
    [InlineData("RunAnalyzers=false")]
    [InlineData("RunAnalyzersDuringBuild=False")]
    [InlineData("IsImplicitlyTriggeredBuild=true")]
    // An IDE's build that runs analyzers all the same.
    [InlineData("IsImplicitlyTriggeredBuild=true", "OptimizeImplicitlyTriggeredBuild=false")]
    public void An_error_is_reported_once(params string[] properties)
    {
        string folder = checkout.Folder(properties.Length == 0 ? "default" : string.Join("-", properties));
        Consumers.Write(folder, checkout);

        Dotnet build = Dotnet.Run(
            folder, ["build", "-c", "Release", "-v", "q", .. WithoutReferences, .. properties.Select(property => "-p:" + property)]);

        Assert.True(build.ExitCode != 0, build.ToString());
        string[] expected = [.. Consumers.Ways.Select(way => $"{way}Bad/Model.cs(8,7): error BPG0401").Order(StringComparer.Ordinal)];
        string[] found = [.. build.Complaints.Select(line => Short(line, folder)).Order(StringComparer.Ordinal)];
        Assert.True(expected.SequenceEqual(found), $"Found:\n{string.Join("\n", found)}\n\n{build}");
        Assert.All(build.Complaints, line => Assert.Contains($"({Checkout.RepositoryUrl}/blob/main/docs/diagnostics/BPG0401.md)", line));
        Assert.Equal(["Package", "Imported"], Consumers.Ways.Where(way => IsTold(Path.Combine(folder, way + "Bad"))));
        Assert.All(Consumers.Ways.Select(way => way + "Good"), good =>
            Assert.True(File.Exists(Path.Combine(folder, good, "bin", "Release", "net10.0", good + ".dll")), good));
    }

    /// <summary>Whether the properties of the build reach the generator.</summary>
    private static bool IsTold(string project)
    {
        string file = Assert.Single(Directory.EnumerateFiles(project, "*.GeneratedMSBuildEditorConfig.editorconfig", SearchOption.AllDirectories));
        string options = File.ReadAllText(file);
        return Properties.All(property => options.Contains($"build_property.{property} =", StringComparison.Ordinal));
    }

    /// <summary>The place and the id: <c>PackageBad/Model.cs(8,7): error BPG0401</c>.</summary>
    private static string Short(string line, string folder)
    {
        string path = line.Replace(folder + Path.DirectorySeparatorChar, "").Replace('\\', '/');
        int end = path.IndexOf(':', path.IndexOf(": ", StringComparison.Ordinal) + 1);
        return end < 0 ? path : path[..end];
    }
}
