using System.Text;

namespace BackpropGen.Explain.Page;

/// <summary>Text in HTML.</summary>
internal static class Html
{
    /// <summary>Text that stands for itself, between tags and in quoted attributes.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            escaped.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ when char.IsControl(c) && c != '\t' && c != '\n' => "\ufffd",
                _ => c.ToString(),
            });
        }
        return escaped.ToString();
    }

    public static string Code(string text) => $"<code>{Escape(text)}</code>";

    /// <summary>Things in a sentence: <c>a, b and c</c>.</summary>
    public static string Join(IReadOnlyList<string> items) =>
        items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}";
}
