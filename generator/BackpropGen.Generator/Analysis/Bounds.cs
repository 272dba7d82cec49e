using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Analysis;

/// <summary>What is known of the sizes of unknowns: the ranges of counters in running loops, and what cannot be negative.</summary>
internal sealed class Bounds(Facts facts)
{
    /// <summary>How many iterations beyond the next one: at least 0.</summary>
    public static readonly Atom Distance = new(new Verbatim("distance"), 0);

    private readonly List<(Atom Counter, Polynomial? Lowest, Polynomial? Highest, bool IsLater)> ranges = [];
    private readonly Dictionary<Atom, long> lowest = [];

    /// <summary>Adds loops, outermost first, whose bodies are being executed.</summary>
    /// <param name="isLater">They are around the later access only: their bounds follow its iteration of the loops outside.</param>
    public void Enter(IEnumerable<For> loops, bool isLater = false, int iteration = 0)
    {
        foreach (For loop in loops)
        {
            Polynomial? start = facts.PolynomialOf(loop.Start);
            Polynomial? limit = facts.PolynomialOf(loop.Limit);
            int beyond = loop.Relation is LoopRelation.Less or LoopRelation.Greater ? 1 : 0;
            Polynomial? last = limit is null ? null : loop.IsUpward ? limit - Polynomial.Of(beyond) : limit + Polynomial.Of(beyond);
            // Where a loop counts its trips, these make sure that the step is positive.
            if (loop.Limit is Read { Variable: var trips } && facts.DefinitionOf(trips) is MathCall { Function: Trips.Function, Arguments: var bounds } && facts.PolynomialOf(bounds[2])?.SingleAtom is { } step)
                Assume(step, 1);
            var counter = new Atom(new Read(loop.Counter), iteration);
            ranges.Add(loop.IsUpward ? (counter, start, last, isLater) : (counter, last, start, isLater));
            // The body runs, so the last value is not below the first: an upper limit that is one unknown is bounded from below.
            if ((loop.IsUpward ? start : last)?.Constant is { } low && (loop.IsUpward ? limit : start)?.SingleAtom is { } high)
                Assume(high, low + (loop.IsUpward ? beyond : 0));
        }
    }

    /// <summary>The bounds of loops entered for the later access are those in its own iteration.</summary>
    public void Substitute(Atom counter, Polynomial value)
    {
        for (int i = 0; i < ranges.Count; i++)
        {
            if (ranges[i].IsLater)
                ranges[i] = ranges[i] with { Lowest = ranges[i].Lowest?.Substitute(counter, value), Highest = ranges[i].Highest?.Substitute(counter, value) };
        }
    }

    /// <summary>The number of elements of a region that is accessed is not negative.</summary>
    public void AssumeCount(Polynomial count)
    {
        if (count.SingleAtom is { } atom)
            Assume(atom, 0);
    }

    /// <summary>Whether the polynomial is at least 0 for every value of the counters and unknowns; false if that cannot be told.</summary>
    public bool IsNotNegative(Polynomial value)
    {
        for (int i = ranges.Count - 1; i >= 0; i--)
        {
            if (value.Split(ranges[i].Counter) is not { } split)
                return false;
            if (split.Slope.Constant == 0)
                continue;
            Polynomial? extreme = split.Slope.HasNoNegativeTerm && AreNotNegative(split.Slope) ? ranges[i].Lowest
                : (-split.Slope).HasNoNegativeTerm && AreNotNegative(split.Slope) ? ranges[i].Highest
                : null;
            if (extreme is null)
                return false;
            value = split.Slope * extreme + split.Remainder;
        }
        if (!AreNotNegative(value))
            return false;
        foreach (Atom atom in value.Atoms.ToList())
        {
            if (lowest.TryGetValue(atom, out long low) && low > 0)
                value = value.Substitute(atom, Polynomial.Of(atom) + Polynomial.Of(low));
        }
        return value.HasNoNegativeTerm;
    }

    private bool AreNotNegative(Polynomial value) =>
        value.Atoms.All(atom => atom == Distance || atom.Expression is Length or Extent || (lowest.TryGetValue(atom, out long low) && low >= 0)
            || ranges.Any(range => range.Counter == atom && range.Lowest?.Constant >= 0));

    private void Assume(Atom atom, long low)
    {
        if (!lowest.TryGetValue(atom, out long known) || known < low)
            lowest[atom] = low;
    }
}
