using System.Reflection;
using BackpropGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>Every id has its page, its link, its line among the releases, and its test.</summary>
public sealed class DescriptorTests
{
    private static readonly string Repository = Path.Combine(ProjectFolder.Path, "..", "..");

    // They go through all ids, and would be the test of each.
    private static readonly string[] General = ["DescriptorTests.cs", "DiagnosticPageTests.cs"];

    private static readonly string[] Tests =
    [
        .. Directory.EnumerateFiles(ProjectFolder.Path, "*Tests.cs")
            .Where(path => !General.Contains(Path.GetFileName(path)))
            .Select(File.ReadAllText),
    ];

    private static readonly string[] Releases =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository, "generator", "BackpropGen.Generator"), "AnalyzerReleases.*.md").SelectMany(File.ReadAllLines),
    ];

    public static TheoryData<string> Ids => [.. Descriptors().Select(descriptor => descriptor.Id)];

    [Fact]
    public void Ids_are_unique() => Assert.Distinct(Descriptors().Select(descriptor => descriptor.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_has_its_page(string id)
    {
        string page = $"docs/diagnostics/{id}.md";

        Assert.Contains(page, Find(id).Description.ToString());
        Assert.StartsWith($"# {id}: {Find(id).Title}\n", File.ReadAllText(Path.Combine(Repository, page)));
    }

    // The tests have the property of Directory.Build.props as the generator has it.
    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_has_its_link(string id)
    {
        string? repository = typeof(DescriptorTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .SingleOrDefault(data => data.Key == "RepositoryUrl")?.Value;

        Assert.Equal(string.IsNullOrEmpty(repository) ? "" : $"{repository.TrimEnd('/')}/blob/main/docs/diagnostics/{id}.md", Find(id).HelpLinkUri);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("https://forge.example/backprop", "https://forge.example/backprop/blob/main/docs/diagnostics/BPG0101.md")]
    [InlineData("https://forge.example/backprop/", "https://forge.example/backprop/blob/main/docs/diagnostics/BPG0101.md")]
    public void A_link_needs_a_repository(string? repository, string? link) => Assert.Equal(link, Page.Link("BPG0101", repository));

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_has_its_line_among_the_releases(string id)
    {
        DiagnosticDescriptor descriptor = Find(id);

        string line = Assert.Single(Releases, line => line.StartsWith(id, StringComparison.Ordinal));
        Assert.Equal($"{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}", line);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_has_its_test(string id) =>
        Assert.True(Tests.Any(text => text.Contains($"\"{id}\"", StringComparison.Ordinal)), $"No test names {id}.");

    [Fact]
    public void No_line_among_the_releases_is_left_over() =>
        Assert.Equal(
            Descriptors().Select(descriptor => descriptor.Id).Order(),
            Releases.Where(line => line.StartsWith("BPG", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]).Order());

    private static DiagnosticDescriptor Find(string id) => Descriptors().Single(descriptor => descriptor.Id == id);

    private static IEnumerable<DiagnosticDescriptor> Descriptors() => GeneratorHost.NewAnalyzer().SupportedDiagnostics;
}
