using System.Reflection;
using BackpropGen.CodeFixes.Fixes;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>The pages about errors say where there is a fix.</summary>
public sealed class PageTests
{
    private static readonly string Documents = Path.Combine(
        typeof(PageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!, "..", "..", "docs");

    private static string[] Fixable => [.. typeof(RepairProvider).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RepairProvider)))
        .SelectMany(type => ((RepairProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds).Distinct().Order(StringComparer.Ordinal)];

    [Fact]
    public void An_error_with_a_fix_has_a_page_that_says_so() =>
        Assert.Equal(
            Fixable.Where(id => id.StartsWith("BPG", StringComparison.Ordinal)),
            Directory.EnumerateFiles(Path.Combine(Documents, "diagnostics"), "BPG*.md").Where(path => File.ReadAllText(path).Contains("\nA code fix ", StringComparison.Ordinal))
                .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_error_with_a_fix_is_in_the_table()
    {
        string page = File.ReadAllText(Path.Combine(Documents, "code-fixes.md"));

        Assert.All(Fixable, id => Assert.Contains(id, page));
    }
}
