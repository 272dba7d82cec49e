using System.Text;
using BackpropGen.Explain.Code;
using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.Explain.Page;

/// <summary>Listings as HTML: a block for each line, a link for each region, a span for each coloured token.</summary>
/// <param name="shown">For the id of a region, that of the one that is shown for it.</param>
internal sealed class CodeHtml(IReadOnlyDictionary<string, string> shown)
{
    public string Of(Listing listing)
    {
        var html = new StringBuilder();
        List<TextLine> lines = [.. listing.Text.Lines.Where(line => listing.Span.Contains(line.Start))];
        int indent = lines.Where(line => !string.IsNullOrWhiteSpace(line.ToString())).Min(IndentOf);
        html.Append($"<pre tabindex=\"0\" aria-label=\"{Html.Escape(listing.Title)}\"><code>");
        foreach (TextLine line in lines)
        {
            html.Append($"<span class=\"line\" data-line=\"{line.LineNumber + 1}\">");
            var rest = TextSpan.FromBounds(Math.Min(line.Start + indent, line.End), Math.Min(line.End, listing.Span.End));
            AppendLine(html, listing, rest);
            html.Append("</span>");
        }
        return html.Append("</code></pre>\n").ToString();
    }

    private static int IndentOf(TextLine line) => line.ToString().TakeWhile(char.IsWhiteSpace).Count();

    private void AppendLine(StringBuilder html, Listing listing, TextSpan line)
    {
        int at = line.Start;
        var notes = new List<string>();
        foreach (Region region in listing.Regions)
        {
            // Only the code of a line, not its indentation.
            if (region.Span.Intersection(line) is not { IsEmpty: false } part || Trimmed(listing.Text, part) is not { IsEmpty: false } trimmed)
                continue;
            AppendTokens(html, listing, TextSpan.FromBounds(at, trimmed.Start));
            bool isFirst = region.Span.Start >= line.Start;
            AppendRegion(html, listing, region, trimmed, isFirst);
            at = trimmed.End;
            if (isFirst && region.Note.Length > 0)
                notes.Add(region.Note);
        }
        AppendTokens(html, listing, TextSpan.FromBounds(at, line.End));
        foreach (string note in notes.Distinct())
            html.Append($"<span class=\"note\">{Html.Escape(note)}</span>");
        if (line.IsEmpty)
            html.Append('\u200b');
    }

    private static TextSpan Trimmed(SourceText text, TextSpan part)
    {
        int start = part.Start;
        while (start < part.End && char.IsWhiteSpace(text[start]))
            start++;
        return TextSpan.FromBounds(start, part.End);
    }

    private void AppendRegion(StringBuilder html, Listing listing, Region region, TextSpan part, bool isFirst)
    {
        string kind = region.IsProblem ? "problem" : "region";
        string[] partners = [.. region.Partners.Select(partner => shown.GetValueOrDefault(partner, partner)).Distinct()];
        bool isLink = isFirst && partners.Length > 0;
        html.Append(isLink ? "<a" : "<span").Append($" class=\"{kind}\" data-region=\"{region.Id}\"");
        if (isFirst)
            html.Append($" id=\"{region.Id}\"");
        if (isLink)
            html.Append($" href=\"#{partners[0]}\" data-partners=\"{string.Join(' ', partners)}\"");
        html.Append('>');
        AppendTokens(html, listing, part);
        html.Append(isLink ? "</a>" : "</span>");
    }

    private static void AppendTokens(StringBuilder html, Listing listing, TextSpan part)
    {
        int at = part.Start;
        foreach (Colour colour in listing.Colours)
        {
            if (colour.Span.Intersection(part) is not { IsEmpty: false } token)
                continue;
            Append(TextSpan.FromBounds(at, token.Start), "");
            Append(token, colour.Kind);
            at = token.End;
        }
        Append(TextSpan.FromBounds(at, part.End), "");

        void Append(TextSpan span, string kind)
        {
            string text = Html.Escape(listing.Text.ToString(span));
            html.Append(kind.Length == 0 ? text : $"<span class=\"{kind}\">{text}</span>");
        }
    }
}
