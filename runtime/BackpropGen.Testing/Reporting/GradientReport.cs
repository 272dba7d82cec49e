namespace BackpropGen.Testing;

/// <summary>What a gradient check found.</summary>
public sealed class GradientReport
{
    internal GradientReport(string method, IReadOnlyList<GradientEntry> entries, IReadOnlyList<GradientEntry> directions, IReadOnlyList<GradientProblem> problems, IReadOnlyList<string> findings)
    {
        Method = method;
        Entries = entries;
        Directions = directions;
        Problems = problems;
        Findings = findings;
    }

    /// <summary>The name of the checked method.</summary>
    public string Method { get; }

    /// <summary>The entries that were checked one by one, worst first.</summary>
    public IReadOnlyList<GradientEntry> Entries { get; }

    /// <summary>The random directions that were checked.</summary>
    public IReadOnlyList<GradientEntry> Directions { get; }

    /// <summary>What is wrong beside single entries.</summary>
    public IReadOnlyList<GradientProblem> Problems { get; }

    /// <summary>Where entries disagree: what they have in common, an array a line.</summary>
    public IReadOnlyList<string> Findings { get; }

    /// <summary>Whether nothing is wrong. What is inconclusive is not wrong.</summary>
    public bool Passed => Problems.Count == 0 && Count(GradientVerdict.Disagrees) == 0;

    /// <summary>How many entries and directions got a verdict.</summary>
    public int Count(GradientVerdict verdict) => Entries.Concat(Directions).Count(entry => entry.Verdict == verdict);

    /// <summary>Throws where the check failed.</summary>
    /// <returns>This report.</returns>
    /// <exception cref="GradientCheckException">The check failed; the message is the report.</exception>
    public GradientReport ThrowIfFailed() => Passed ? this : throw new GradientCheckException(ToString());

    /// <summary>A line that sums up, what is wrong, and a table of entries, worst first.</summary>
    public override string ToString() => ReportText.Of(this);
}
