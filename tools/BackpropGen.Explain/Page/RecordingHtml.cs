using System.Text;
using BackpropGen.Explain.Code;

namespace BackpropGen.Explain.Page;

/// <summary>What is kept for the backward pass, as a table.</summary>
/// <param name="words">For the id of a backward group, the statement of the user's that it repeats.</param>
/// <param name="shown">For the id of a region, that of the one that is shown for it.</param>
internal sealed class RecordingHtml(IReadOnlyDictionary<string, string> words, IReadOnlyDictionary<string, string> shown)
{
    private const int Longest = 60;

    public string Of(Recording recording)
    {
        var html = new StringBuilder();
        html.Append("<section class=\"recording\" aria-labelledby=\"kept\">\n<h2 id=\"kept\">What is kept for the backward pass</h2>\n");
        if (recording.Values.Count > 0)
            AppendTable(html, recording);
        else
            html.Append(recording.CalledMethods.Count > 0
                ? "<p>This method keeps nothing of its own on the tape.</p>\n" : "<p>Nothing is kept on the tape.</p>\n");
        if (recording.CalledMethods.Count > 0)
            html.Append($"<p>Its record contains those of the methods that it calls: {Html.Join([.. recording.CalledMethods.Select(Html.Code)])}.</p>\n");
        AppendTotal(html, recording);
        return html.Append("</section>\n").ToString();
    }

    private void AppendTable(StringBuilder html, Recording recording)
    {
        html.Append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"kept\"><table>\n<thead><tr><th scope=\"col\">Value</th>")
            .Append("<th scope=\"col\">From Forward to Backward</th>")
            .Append(recording.HasGradient ? "<th scope=\"col\">In Gradient</th>" : "")
            .Append("<th scope=\"col\">Bytes</th><th scope=\"col\">Why</th></tr></thead>\n<tbody>\n");
        foreach (KeptValue value in recording.Values)
        {
            html.Append($"<tr><th scope=\"row\">{Html.Code(value.Name)}</th><td>on the tape</td>")
                .Append(recording.HasGradient ? $"<td>{value.Gradient}</td>" : "")
                .Append($"<td>{BytesOf(value)}</td><td>{ReasonOf(value)}</td></tr>\n");
        }
        html.Append("</tbody>\n</table></div>\n");
    }

    private static string BytesOf(KeptValue value) =>
        string.Join(", ", new[] { value.Bytes.Length > 0 ? Html.Code(value.Bytes) : "", value.Note }.Where(part => part.Length > 0));

    private string ReasonOf(KeptValue value)
    {
        List<string> readers = [.. value.ReadBy.DistinctBy(id => words[id])
            .Select(id => $"<a href=\"#{shown.GetValueOrDefault(id, id)}\">{Html.Code(Short(words[id]))}</a>")];
        List<string> reasons = [];
        if (readers.Count > 0)
            reasons.Add($"The backward of {Html.Join(readers)} reads it.");
        if (value.Steers)
            reasons.Add("A loop or a branch of the backward pass depends on it.");
        return reasons.Count > 0 ? string.Join(" ", reasons) : "The backward pass reads it.";
    }

    private static string Short(string statement) => statement.Length <= Longest ? statement : statement[..(Longest - 1)] + "…";

    private static void AppendTotal(StringBuilder html, Recording recording)
    {
        if (recording.TapeSize is { } size)
        {
            html.Append($"<details><summary>All bytes of a call: {Html.Code(recording.Name)}</summary>\n")
                .Append($"<pre tabindex=\"0\" class=\"plain\"><code>{Html.Escape(size)}</code></pre></details>\n");
        }
        else if (recording.Values.Count + recording.CalledMethods.Count > 0)
        {
            html.Append("<p>There is no formula for all bytes of a call, as they depend on what is computed: ")
                .Append("<code>tape.BytesInUse</code> says how many they are.</p>\n");
        }
    }
}
