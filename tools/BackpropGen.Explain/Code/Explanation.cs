namespace BackpropGen.Explain.Code;

/// <summary>What the page of one method shows.</summary>
/// <param name="Id">Unique in the compilation: <c>Namespace.Type.Method</c>.</param>
/// <param name="Name">The method's own name.</param>
/// <param name="File">The name of its file.</param>
/// <param name="Line">The line of its name.</param>
/// <param name="Forward">The method, and then the methods whose statements became part of it.</param>
/// <param name="Backward">Its generated members; none where it was refused.</param>
/// <param name="Recording">What is kept; null where it was refused.</param>
/// <param name="Problems">Why it was refused.</param>
internal sealed record Explanation(
    string Id,
    string Name,
    string File,
    int Line,
    IReadOnlyList<Listing> Forward,
    IReadOnlyList<Listing> Backward,
    Recording? Recording,
    IReadOnlyList<Problem> Problems)
{
    public string FileName => Id + ".html";

    public IEnumerable<Listing> Listings => Forward.Concat(Backward);
}

/// <summary>An error that BackpropGen reports of a method.</summary>
/// <param name="Region">The id of the marked place in a listing; null where it is in none.</param>
internal sealed record Problem(string Id, string Message, string File, int Line, string? Region);
