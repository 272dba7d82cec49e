using Xunit;

namespace BackpropGen.Tests;

/// <summary>Real builds of consumers: an error is reported once, whether or not analyzers run.</summary>
[Collection(nameof(Checkout))]
public sealed class BuildTests(Checkout checkout)
{
    private static readonly string[] Properties =
        ["RunAnalyzers", "RunAnalyzersDuringBuild", "IsImplicitlyTriggeredBuild", "OptimizeImplicitlyTriggeredBuild"];

    public static IEnumerable<object[]> Builds =>
        from way in ReportingConsumer.Ways from build in ReportingConsumer.Builds.Keys select new object[] { way, build };

    [Theory]
    [MemberData(nameof(Builds))]
    public void An_error_is_reported_once(string way, string build)
    {
        string name = ReportingConsumer.BadName(way, build);

        string complaint = Assert.Single(checkout.Consumers.Complaints(name));

        Assert.StartsWith($"{name}/Model.cs(8,7): error BPG0401", complaint, StringComparison.Ordinal);
        Assert.Contains($"({Checkout.RepositoryUrl}/blob/main/docs/diagnostics/BPG0401.md)", complaint, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public void Nothing_is_reported_where_nothing_is_wrong(string way, string build)
    {
        string name = ReportingConsumer.GoodName(way, build);

        Assert.Empty(checkout.Consumers.Complaints(name));
        Assert.True(File.Exists(checkout.Consumers.Assembly(name)), checkout.Consumers.Result.ToString());
    }

    /// <summary>Whether the properties of the build reach the generator.</summary>
    [Theory]
    [MemberData(nameof(Builds))]
    public void The_generator_is_told_which_build_it_is(string way, string build)
    {
        string folder = checkout.Consumers.Folder(ReportingConsumer.BadName(way, build));
        string file = Assert.Single(
            Directory.EnumerateFiles(folder, "*.GeneratedMSBuildEditorConfig.editorconfig", SearchOption.AllDirectories));
        string options = File.ReadAllText(file);

        Assert.All(Properties, property =>
            Assert.Equal(way is "Package" or "Imported", options.Contains($"build_property.{property} =", StringComparison.Ordinal)));
    }

    [Fact]
    public void No_other_project_complains()
    {
        string[] failing =
        [
            .. Builds.Select(row => ReportingConsumer.BadName((string)row[0], (string)row[1])),
            .. from compiler in RequirementConsumer.Compilers where !compiler.Value select RequirementConsumer.CompilerName(compiler.Key),
            .. RequirementConsumer.OldFrameworks.Select(RequirementConsumer.FrameworkName),
        ];

        Assert.Equal(failing.Length, checkout.Consumers.Result.Complaints.Count());
        Assert.All(failing, name => Assert.Single(checkout.Consumers.Complaints(name)));
    }
}
