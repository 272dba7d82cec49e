using BackpropGen.Testing.Arguments;

namespace BackpropGen.Testing.Numerics;

/// <summary>Compares the analytic derivative along a direction with differences, and takes more of them where they do not agree.</summary>
/// <param name="isSingle">Whether arguments are of single precision.</param>
internal sealed class Judge(CheckedFunction function, double[] weights, double[] noise, double[] start, bool isSingle)
{
    /// <summary>How exact differences must be, relative to the derivative, to tell right from wrong.</summary>
    private const double Resolution = 1e-2;

    private readonly StepLadder ladder = new(function, weights, noise, start);

    /// <summary>The rounding error of a gradient that is a sum of products.</summary>
    private double Rounding => isSingle ? 1e-5 : 1e-12;

    /// <param name="uncertainty">How much the analytic derivative itself is off by rounding.</param>
    /// <param name="typical">The size of the derivatives beside it: what is far below cannot be told from 0.</param>
    public GradientEntry Of(string name, string index, Direction direction, double uncertainty, double typical)
    {
        double analytic = direction.Analytic;
        double own = uncertainty + Rounding * direction.Magnitude;
        Estimate estimate = ladder.Along(direction, 0.25, 4, 14);
        if (!IsClear(estimate, analytic, own))
            estimate = Better(direction, estimate);
        GradientVerdict verdict = VerdictOf(estimate, analytic, own, typical);
        if (verdict == GradientVerdict.Disagrees)
        {
            // A second ladder with other steps has to confirm it.
            Estimate again = ladder.Along(direction, 0.17, 3, 18);
            double error = Math.Max(estimate.Error, again.Error) + Math.Abs(estimate.Value - again.Value);
            estimate = (again.Error < estimate.Error ? again : estimate) with { Error = error };
            verdict = VerdictOf(estimate, analytic, own, typical);
        }
        if (verdict is GradientVerdict.Disagrees or GradientVerdict.Inconclusive && KinkAt(direction) is { } kink)
            (estimate, verdict) = kink;
        return new GradientEntry(name, index, analytic, estimate.Value, estimate.Error, verdict);
    }

    private bool IsClear(Estimate estimate, double analytic, double own) =>
        estimate.IsKnown && estimate.Error <= 1e-4 * Math.Max(Math.Abs(analytic), Math.Abs(estimate.Value)) && Math.Abs(estimate.Excess) <= 2 * (estimate.Error + own);

    /// <summary>Longer and far shorter steps: for functions that change over distances of quite another size than their arguments.</summary>
    private Estimate Better(Direction direction, Estimate estimate)
    {
        foreach ((double longest, double ratio, int steps) in new[] { (16.0, 6.0, 26), (1e-8, 16.0, 26), (1e12, 16.0, 26) })
        {
            Estimate other = ladder.Along(direction, longest, ratio, steps);
            if (other.Error < estimate.Error)
                estimate = other;
            if (estimate.Error <= 1e-4 * Math.Abs(estimate.Value))
                break;
        }
        return estimate;
    }

    private static GradientVerdict VerdictOf(Estimate estimate, double analytic, double own, double typical)
    {
        if (!estimate.IsKnown)
            return GradientVerdict.Inconclusive;
        double size = Math.Max(Math.Abs(analytic), Math.Abs(estimate.Value));
        double difference = Math.Abs(estimate.Excess);
        double error = estimate.Error + own;
        if (difference <= 2 * error)
            return error <= Resolution * size || error <= 1e-6 * typical || (analytic == 0 && estimate.Value == 0) ? GradientVerdict.Agrees : GradientVerdict.Inconclusive;
        return difference > 6 * error && error <= Resolution * size ? GradientVerdict.Disagrees : GradientVerdict.Inconclusive;
    }

    /// <summary>
    /// Where the derivatives to both sides differ: the gradient is a fair choice if it lies between them (a subgradient; see Clarke,
    /// "Optimization and Nonsmooth Analysis", 1983).
    /// </summary>
    private (Estimate, GradientVerdict)? KinkAt(Direction direction)
    {
        double analytic = direction.Analytic;
        // Shorter and shorter: a kink may be near the point and not on it.
        foreach (double longest in new[] { 0.1, 1e-3, 1e-5, 1e-7, 1e-9, 1e-11 })
        {
            Estimate left = ladder.OneSided(direction, -1, longest, 2, 6);
            Estimate right = ladder.OneSided(direction, 1, longest, 2, 6);
            if (!left.IsKnown || !right.IsKnown)
                continue;
            double jump = Math.Abs(left.Value - right.Value);
            double error = left.Error + right.Error + Rounding * direction.Magnitude;
            if (jump <= 8 * error || error > 0.05 * Math.Max(Math.Abs(left.Value), Math.Abs(right.Value)))
                continue;
            bool isBetween = analytic >= Math.Min(left.Value, right.Value) - error && analytic <= Math.Max(left.Value, right.Value) + error;
            if (isBetween)
                return (new Estimate((left.Value + right.Value) / 2, 0, jump / 2), GradientVerdict.Kink);
        }
        return null;
    }
}
