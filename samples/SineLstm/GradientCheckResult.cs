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

    /// <summary>Whether the function could be checked, and every entry agrees.</summary>
    public bool IsOk => Fault == null && !Failures.Any();

    /// <summary>What a central difference cannot see: the rounding error of the difference quotient.</summary>
    public double Floor => Noise / Settings.Delta;

    /// <summary>The size from which on a gradient can be judged by the central difference to the tolerance.</summary>
    public double SmallestJudged => Floor / (2 * Settings.Tolerance);
}
