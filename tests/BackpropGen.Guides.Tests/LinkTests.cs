using System.Text.RegularExpressions;
using Xunit;

namespace BackpropGen.Guides.Tests;

/// <summary>Links between pages, and to files of the repository, lead somewhere.</summary>
public sealed partial class LinkTests
{
    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link { get; }

    [GeneratedRegex("^#+ +(.*?) *$", RegexOptions.Multiline)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"[^\p{L}\p{N}\- _]")]
    private static partial Regex NotInAnchors { get; }

    public static TheoryData<string> Pages => [.. Page.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_to_files_and_headings(string page)
    {
        foreach (string link in Link.Matches(WithoutCode(Page.Read(page).Prose)).Select(match => match.Groups[1].Value))
        {
            if (Uri.TryCreate(link, UriKind.Absolute, out _))
                continue;
            string[] parts = link.Split('#', 2);
            string path = parts[0].Length == 0
                ? page
                : Path.GetRelativePath(Page.Repository, Path.Combine(Page.Repository, Path.GetDirectoryName(page)!, parts[0])).Replace('\\', '/');
            string target = Path.Combine(Page.Repository, path);
            Assert.True(File.Exists(target) || Directory.Exists(target), $"{page} links to {link}, which does not exist.");
            if (parts.Length == 2)
                Assert.True(Anchors(path).Contains(parts[1]), $"{page} links to {link}, and {path} has no such heading.");
        }
    }

    /// <summary>As the usual viewers of Markdown make them of headings.</summary>
    private static IEnumerable<string> Anchors(string page) => Heading.Matches(Page.Read(page).Prose)
        .Select(match => NotInAnchors.Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    private static string WithoutCode(string text) => Regex.Replace(text, "`[^`\n]*`", "`");
}
