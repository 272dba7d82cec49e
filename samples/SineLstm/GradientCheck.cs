namespace SineLstm;

/// <summary>
/// Compares a gradient with central differences, on random entries of each array.
/// <para>
/// Rounding limits what a difference can tell: where a value is known to within <c>noise</c>, the central difference is known to
/// within <c>noise / delta</c>, plus its truncation error. An entry outside the tolerance fails if the two differ by more than that. If
/// not, the difference cannot decide, and a better one is asked (wide steps, extrapolated). Only an entry that is too small for this one
/// too is accepted on absolute terms, within the uncertainty; such entries are counted apart.
/// </para>
/// </summary>
public sealed class GradientCheck
{
    /// <summary>The step of the central differences.</summary>
    public double Delta { get; init; } = 1e-5;

    /// <summary>The largest relative error that agrees.</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>The number of entries that are checked in each array.</summary>
    public int Entries { get; init; } = 10;

    /// <summary>The seed of the choice of entries.</summary>
    public int Seed { get; init; }

    /// <summary>Checks a function; never changes its arrays for good, unless the function itself does.</summary>
    public GradientCheckResult Run(CheckedFunction function)
    {
        (double value, string? fault) = Repeatability.Examine(function);
        if (fault != null)
            return new GradientCheckResult { Settings = this, Value = value, Fault = fault };

        double noise = 0;
        foreach (CheckedArray array in function.Arrays)
            noise = Math.Max(noise, RoundingNoise.Estimate(function.Value, array.Values.Span));

        Random random = new(Seed);
        List<CheckedEntry> entries = [];
        foreach (CheckedArray array in function.Arrays)
        {
            int[] indices = [.. Enumerable.Range(0, array.Values.Length)];
            random.Shuffle(indices);
            foreach (int index in indices.Take(Entries).Order())
                entries.Add(Judge(function, array, index, noise));
        }
        return new GradientCheckResult { Settings = this, Value = value, Noise = noise, Entries = entries };
    }

    private CheckedEntry Judge(CheckedFunction function, CheckedArray array, int index, double noise)
    {
        DifferenceQuotient quotient = new(function.Value, array.Values.Span, noise);
        double analytic = array.Gradient.Span[index];
        double floor = noise / Delta;

        // Comparisons are written so that NaN fails.
        double central = quotient.Central(index, Delta);
        if (CheckedEntry.RelativeError(analytic, central) <= Tolerance)
            return Entry(Verdict.Agrees, central, floor);

        (double extrapolated, double uncertainty, double secondOrder) = quotient.Extrapolated(index, 1000 * Delta);
        double explained = floor + Math.Abs(secondOrder) * Delta * Delta;
        if (!(Math.Abs(analytic - central) <= explained))
            return Entry(Verdict.Fails, central, explained);
        if (CheckedEntry.RelativeError(analytic, extrapolated) <= Tolerance)
            return Entry(Verdict.AgreesExtrapolated, extrapolated, uncertainty);

        // A rough function must not widen what is accepted beyond the floor of the plain difference.
        uncertainty = Math.Min(uncertainty, floor);
        bool within = Math.Abs(analytic - extrapolated) <= uncertainty;
        return Entry(within ? Verdict.BelowFloor : Verdict.Fails, extrapolated, uncertainty);

        CheckedEntry Entry(Verdict verdict, double numeric, double uncertainty) =>
            new(array.Name, index, verdict, analytic, numeric, uncertainty);
    }
}
