namespace BackpropGen.Testing.Numerics;

/// <summary>
/// Differences over a ladder of steps, each some times shorter than the one before, extrapolated to a step of 0. Long steps suffer from the
/// curvature of the function, short ones from its rounding errors; where neighbours on the ladder agree best, neither matters.
/// </summary>
/// <remarks>
/// Extrapolation: Richardson, "The deferred approach to the limit", Phil. Trans. A 226 (1927); choosing by the difference of neighbours:
/// Ridders, "Accurate computation of F'(x) and F'(x)F''(x)", Adv. Eng. Software 4 (1982).
/// </remarks>
internal sealed class StepLadder(CheckedFunction function, double[] weights, double[] noise, double[] start)
{
    /// <summary>Central differences, over both sides.</summary>
    /// <param name="longest">The first step, as a multiple of the direction's scale.</param>
    public Estimate Along(Direction direction, double longest, double ratio, int steps) => Best(
        Steps(direction, longest, ratio, steps, step => function.At(direction, step) is { } above && function.At(direction, -step) is { } below
            ? new Pair(above.Outputs, below.Outputs, 2 * step, above.Expected - below.Expected) : null),
        ratio,
        even: true);

    /// <summary>Differences to one side.</summary>
    /// <param name="side">1 or -1.</param>
    public Estimate OneSided(Direction direction, int side, double longest, double ratio, int steps) => Best(
        Steps(direction, side * longest, ratio, steps, step => function.At(direction, step) is { } probe
            ? new Pair(probe.Outputs, start, step, probe.Expected) : null),
        ratio,
        even: false);

    /// <summary>Outputs at two places, some distance apart.</summary>
    private sealed record Pair(double[] To, double[] From, double Distance, double Expected);

    /// <summary>A difference quotient.</summary>
    /// <param name="Noise">How much rounding errors may make of it.</param>
    private readonly record struct Rung(double Value, double Excess, double Noise);

    /// <summary>The longest run of steps at all of which there is a value, down to the shortest one.</summary>
    private static List<Pair> Steps(Direction direction, double longest, double ratio, int steps, Func<double, Pair?> at)
    {
        var pairs = new List<Pair>();
        for (int i = 0; i < steps; i++)
        {
            if (at(direction.Scale * longest * Math.Pow(ratio, -i)) is { } pair)
                pairs.Add(pair);
            else
                pairs.Clear();
        }
        return pairs;
    }

    private Rung Quotient(Pair pair, double[] uncertain)
    {
        double change = 0;
        double error = Math.Abs(pair.Expected) * Precision.Double;
        for (int k = 0; k < weights.Length; k++)
        {
            change += weights[k] * (pair.To[k] - pair.From[k]);
            error += Math.Abs(weights[k]) * uncertain[k];
        }
        return new Rung(change / pair.Distance, (change - pair.Expected) / pair.Distance, 2 * error / Math.Abs(pair.Distance));
    }

    /// <summary>
    /// How exact each output is along the ladder. One that never changes does not depend on the entry, and its rounding errors do not matter;
    /// where none changes, the changes may be too small to be seen, and all matter. One that changes at some steps alone goes in jumps, as
    /// x + 1e12 - 1e12 does: it is no more exact than the smallest of them.
    /// </summary>
    private double[] Uncertain(List<Pair> pairs)
    {
        var uncertain = new double[weights.Length];
        bool isAnyDependent = false;
        for (int k = 0; k < uncertain.Length; k++)
        {
            double jump = double.PositiveInfinity;
            bool stays = false;
            foreach (double change in pairs.Select(pair => Math.Abs(pair.To[k] - pair.From[k])))
            {
                stays |= change == 0;
                jump = change > 0 ? Math.Min(jump, change) : jump;
            }
            if (double.IsInfinity(jump))
                continue;
            isAnyDependent = true;
            uncertain[k] = stays ? Math.Max(noise[k], jump) : noise[k];
        }
        return isAnyDependent ? uncertain : noise;
    }

    /// <summary>Extrapolates twice from every three rungs in a row, and takes what its neighbours confirm best.</summary>
    private Estimate Best(List<Pair> pairs, double ratio, bool even)
    {
        if (pairs.Count < 3)
            return Estimate.Unknown;
        double[] uncertain = Uncertain(pairs);
        List<Rung> rungs = pairs.ConvertAll(pair => Quotient(pair, uncertain));
        double first = even ? ratio * ratio : ratio;
        double second = even ? first * first : first * ratio;
        var values = new List<(double Value, double Excess, double Error)>();
        for (int i = 0; i + 2 < rungs.Count; i++)
        {
            (double value, _) = Extrapolated(rungs[i].Value, rungs[i + 1].Value, rungs[i + 2].Value, first, second);
            (double excess, double spread) = Extrapolated(rungs[i].Excess, rungs[i + 1].Excess, rungs[i + 2].Excess, first, second);
            values.Add((value, excess, spread + 3 * (rungs[i].Noise + rungs[i + 1].Noise + rungs[i + 2].Noise)));
        }
        Estimate best = Estimate.Unknown;
        for (int i = 0; i < values.Count; i++)
        {
            double neighbour = Math.Min(Distance(i - 1), Distance(i + 1));
            double error = values[i].Error + (double.IsInfinity(neighbour) ? values[i].Error : neighbour);
            if (error < best.Error && IsConfirmed(i, error))
                best = new Estimate(values[i].Value, values[i].Excess, error);

            double Distance(int other) => other < 0 || other >= values.Count ? double.PositiveInfinity : Math.Abs(values[other].Excess - values[i].Excess);
        }
        return best;

        // Far away a function may be flat, and all long steps agree: no shorter one may contradict.
        bool IsConfirmed(int i, double error) => Enumerable.Range(i + 1, values.Count - i - 1)
            .All(shorter => Math.Abs(values[shorter].Excess - values[i].Excess) <= 4 * (values[shorter].Error + error));
    }

    private static (double Value, double Spread) Extrapolated(double a, double b, double c, double first, double second)
    {
        double ab = b + (b - a) / (first - 1);
        double bc = c + (c - b) / (first - 1);
        double value = bc + (bc - ab) / (second - 1);
        return (value, Math.Abs(value - bc) + Math.Abs(bc - ab) / (second - 1));
    }
}
