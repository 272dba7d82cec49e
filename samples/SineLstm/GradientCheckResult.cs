namespace SineLstm;

/// <summary>The outcome of a <see cref="GradientCheck"/>.</summary>
public sealed class GradientCheckResult
{
    /// <summary>What was asked.</summary>
    public required GradientCheck Settings { get; init; }

    /// <summary>The value of the function.</summary>
    public required double Value { get; init; }

    /// <summary>How far a computed value may lie from the true one.</summary>
    public double Noise { get; init; }

    /// <summary>Why the function cannot be checked, if so.</summary>
    public string? Fault { get; init; }

    /// <summary>The entries that were checked, in the order of the arrays.</summary>
    public IReadOnlyList<CheckedEntry> Entries { get; init; } = [];

    /// <summary>The entries that fail.</summary>
    public IEnumerable<CheckedEntry> Failures => Entries.Where(entry => entry.Verdict == Verdict.Fails);

    /// <summary>The entries of which differences tell nothing.</summary>
    public IEnumerable<CheckedEntry> Undecided => Entries.Where(entry => entry.Verdict == Verdict.Undecided);

    /// <summary>Whether enough entries could be judged for the others not to matter.</summary>
    public bool IsConclusive => Fault == null && 2 * Undecided.Count() <= Entries.Count;

    /// <summary>Whether the function could be checked, and no entry fails.</summary>
    public bool IsOk => IsConclusive && !Failures.Any();
}
