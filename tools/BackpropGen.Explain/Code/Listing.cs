using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.Explain.Code;

/// <summary>A piece of source that the page shows.</summary>
/// <param name="Id">Unique on the page.</param>
/// <param name="Span">The part of the text that is shown, from the start of a line.</param>
/// <param name="Colours">What the tokens are, in their order.</param>
/// <param name="Regions">What belongs to something on the other side; in order, and they do not overlap.</param>
internal sealed record Listing(
    string Id, string Title, SourceText Text, TextSpan Span, IReadOnlyList<Colour> Colours, IReadOnlyList<Region> Regions);

/// <summary>A token of a kind that has a colour.</summary>
internal sealed record Colour(TextSpan Span, string Kind);

/// <summary>A statement, or the statements under a comment.</summary>
/// <param name="Id">Unique on the page.</param>
/// <param name="Partners">The ids of the regions that belong to it.</param>
/// <param name="Note">What the page says about it.</param>
internal sealed record Region(string Id, TextSpan Span, IReadOnlyList<string> Partners, string Note)
{
    /// <summary>The ids of the regions that it also stands for.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>A place that is in error: it has no partners.</summary>
    public bool IsProblem { get; init; }
}
