namespace BackpropGen.Generator.Analysis;

/// <summary>Turns of statements in the text, in ascending order.</summary>
internal static class Turns
{
    /// <summary>Whether there is one from one turn to another, both included.</summary>
    public static bool IsAnyBetween(List<int> turns, int first, int last)
    {
        int found = turns.BinarySearch(first);
        int next = found >= 0 ? found : ~found;
        return next < turns.Count && turns[next] <= last;
    }
}
