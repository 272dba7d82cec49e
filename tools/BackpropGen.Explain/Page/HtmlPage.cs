using System.Text;
using BackpropGen.Explain.Code;

namespace BackpropGen.Explain.Page;

/// <summary>The page of one method: a file that needs nothing beside it.</summary>
internal sealed class HtmlPage
{
    private static readonly string Style = Embedded("explanation.css");
    private static readonly string Script = Embedded("explanation.js");

    private readonly Explanation explanation;
    private readonly Dictionary<string, string> shown;
    private readonly CodeHtml code;
    private readonly StringBuilder html = new();

    private HtmlPage(Explanation explanation)
    {
        this.explanation = explanation;
        shown = explanation.Listings.SelectMany(listing => listing.Regions)
            .SelectMany(region => region.Aliases.Select(alias => (alias, region.Id))).ToDictionary(pair => pair.alias, pair => pair.Id);
        code = new CodeHtml(shown);
    }

    public static string Of(Explanation explanation) => new HtmlPage(explanation).Write();

    private string Write()
    {
        string title = Html.Escape(explanation.Id);
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Append($"<title>{title} – forward and backward</title>\n<style>\n{Style}</style>\n</head>\n<body>\n");
        AppendHeader();
        html.Append("<main>\n<div class=\"sides\">\n");
        AppendForward();
        AppendBackward();
        html.Append("</div>\n");
        if (explanation.Recording is { } recording)
            html.Append(new RecordingHtml(Words(), shown).Of(recording));
        return html.Append($"</main>\n<script>\n{Script}</script>\n</body>\n</html>\n").ToString();
    }

    private void AppendHeader()
    {
        html.Append($"<header>\n<p class=\"brand\">BackpropGen</p>\n<h1>{Html.Escape(explanation.Name)}</h1>\n")
            .Append($"<p class=\"place\">{Html.Code(explanation.Id)} · {Html.Escape(explanation.File)}, line {explanation.Line}</p>\n");
        html.Append(explanation.Problems.Count > 0
            ? "<p>This method has no derivative yet. Below is why.</p>\n"
            : "<p>Point at a statement, or go to it with the Tab key: the statements that belong to it on the other side light up. Enter goes there.</p>\n");
        html.Append("</header>\n");
    }

    private void AppendForward()
    {
        html.Append("<section class=\"side\" aria-labelledby=\"forward\">\n<h2 id=\"forward\">Forward <small>as written</small></h2>\n<div class=\"pane\">\n");
        for (int i = 0; i < explanation.Forward.Count; i++)
        {
            if (i > 0)
                html.Append($"<h3>Part of it: {Html.Escape(explanation.Forward[i].Title)}</h3>\n");
            html.Append(code.Of(explanation.Forward[i]));
        }
        html.Append("</div>\n</section>\n");
    }

    private void AppendBackward()
    {
        if (explanation.Backward.Count == 0)
        {
            AppendProblems();
            return;
        }
        html.Append("<section class=\"side\" aria-labelledby=\"backward\">\n<h2 id=\"backward\">Backward <small>generated</small></h2>\n<div class=\"pane\">\n");
        for (int i = 0; i < explanation.Backward.Count; i++)
        {
            Listing listing = explanation.Backward[i];
            html.Append($"<details{(i == 0 ? " open" : "")}><summary>{Html.Code(listing.Title)}</summary>\n{code.Of(listing)}</details>\n");
        }
        html.Append("</div>\n</section>\n");
    }

    private void AppendProblems()
    {
        html.Append("<section class=\"side\" aria-labelledby=\"problems\">\n<h2 id=\"problems\">Why there is no backward</h2>\n<ol class=\"problems\">\n");
        foreach (Problem problem in explanation.Problems)
        {
            string place = problem.File.Length == 0 ? "" : $"{Html.Escape(problem.File)}, line {problem.Line}";
            string link = problem.Region is { } region ? $"<a href=\"#{shown.GetValueOrDefault(region, region)}\">{place}</a>" : place;
            html.Append($"<li><strong>{problem.Id}</strong> {link}<p>{Html.Escape(problem.Message)}</p></li>\n");
        }
        html.Append("</ol>\n</section>\n");
    }

    /// <summary>The user's statement for each backward group: the comment above it.</summary>
    private Dictionary<string, string> Words() => explanation.Backward
        .SelectMany(listing => listing.Regions.SelectMany(region => region.Aliases.Append(region.Id).Select(id => (id, listing, region))))
        .ToDictionary(entry => entry.id, entry => entry.listing.Text.ToString(entry.region.Span).Split('\n')[0].TrimStart('/', ' ').TrimEnd());

    private static string Embedded(string name)
    {
        using Stream stream = typeof(HtmlPage).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"'{name}' is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
