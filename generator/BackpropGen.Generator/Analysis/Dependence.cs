using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Analysis;

/// <summary>
/// Whether two accesses to one buffer can meet: a conservative array dependence test. Two regions are apart if the distance between
/// them, a polynomial in counters, lengths and integers, is provably not negative over all iterations in question
/// (Banerjee's bounds; Allen and Kennedy, Optimizing Compilers for Modern Architectures, chapter 3).
/// </summary>
internal sealed class Dependence(Facts facts)
{
    /// <summary>Whether a scalar, as <paramref name="at"/> reads it, may be assigned later while it is in scope.</summary>
    public bool MayChange(Variable scalar, Statement at) => IsAssignedFrom(facts.PlaceOf(at).Order, scalar, at);

    /// <summary>Whether a scalar, as <paramref name="at"/> assigns it, may be assigned again while it is in scope.</summary>
    public bool MayChangeAgain(Variable scalar, Statement at) => IsAssignedFrom(facts.PlaceOf(at).Order + 1, scalar, at);

    /// <summary>Whether a scalar may be assigned from a turn on, or in another iteration of a loop around: anywhere in the outermost of these.</summary>
    private bool IsAssignedFrom(int turn, Variable scalar, Statement at)
    {
        int last = facts.LastAssignmentTo(scalar);
        return last >= turn || (last >= 0 && facts.PlaceOf(at).Enclosing.Skip(ScopeOf(scalar)).FirstOrDefault(Tree.IsLoop) is { } loop && last > facts.PlaceOf(loop).Order);
    }

    /// <summary>Whether a region, as <paramref name="at"/> writes it, may be written again later.</summary>
    public bool MayBeOverwrittenAgain(Region region, Statement at) => IsWrittenAfter(new Access(region, at, true));

    /// <summary>Whether two regions that one statement names may share an element.</summary>
    public bool MayOverlap(Region a, Region b, Statement at) =>
        facts.MayShare(a.Root, b.Root) && !AreApart(new Access(a, at, false), new Access(b, at, true), LoopsAround(at), LoopsAround(at).Count);

    /// <summary>Whether a region, as <paramref name="at"/> reads it, may be written later (the statement's own write is later).</summary>
    public bool MayBeOverwritten(Region region, Statement at) => IsWrittenAfter(new Access(region, at, false));

    /// <summary>Whether anything reads or writes the region before <paramref name="at"/> writes it.</summary>
    public bool IsTouchedBefore(Region region, Statement at)
    {
        Statement last = OutermostLoop(at) ?? at;
        var write = new Access(region, at, true);
        foreach (List<Access> accesses in facts.AccessesTo(region.Root).Near(region))
        {
            for (int i = 0; i < accesses.Count && facts.PlaceOf(accesses[i].At).Order <= facts.LastIn(last); i++)
            {
                if (MayMeet(accesses[i], write))
                    return true;
            }
        }
        return false;
    }

    /// <summary>Looked for from the end: the last write decides nearly always, and none from before the loops around can come after.</summary>
    private bool IsWrittenAfter(Access access)
    {
        int first = facts.PlaceOf(OutermostLoop(access.At) ?? access.At).Order;
        AccessList all = facts.AccessesTo(access.Region.Root);
        foreach (List<Access> accesses in all.HasWrites ? all.Near(access.Region) : [])
        {
            for (int i = accesses.Count - 1; i >= 0 && facts.PlaceOf(accesses[i].At).Order >= first; i--)
            {
                if (accesses[i].IsWrite && MayMeet(access, accesses[i]))
                    return true;
            }
        }
        return false;
    }

    private Statement? OutermostLoop(Statement at) => facts.PlaceOf(at).Enclosing.FirstOrDefault(Tree.IsLoop);

    /// <summary>Whether <paramref name="later"/>, executed after <paramref name="earlier"/>, may touch the same element.</summary>
    private bool MayMeet(Access earlier, Access later)
    {
        List<Statement> common = Loops(earlier.Region.Root, earlier.At, later.At).ToList();
        for (int level = 0; level < common.Count; level++)
        {
            if (!AreApart(earlier, later, common, level))
                return true;
        }
        int from = facts.PlaceOf(earlier.At).Order;
        int to = facts.PlaceOf(later.At).Order;
        bool isLater = from < to || (from == to && !earlier.IsWrite && later.IsWrite);
        return isLater && !AreApart(earlier, later, common, common.Count);
    }

    private List<Statement> LoopsAround(Statement at) => facts.PlaceOf(at).Enclosing.Where(Tree.IsLoop).ToList();

    /// <summary>The loops around both statements and inside the scope of the variable.</summary>
    private IEnumerable<Statement> Loops(Variable variable, Statement a, Statement b)
    {
        int scope = variable.Type is BufferType ? facts.RootsOf(variable).Min(ScopeOf) : ScopeOf(variable);
        var other = facts.PlaceOf(b).Enclosing;
        return facts.PlaceOf(a).Enclosing.TakeWhile((statement, i) => i < other.Length && ReferenceEquals(statement, other[i])).Skip(scope).Where(Tree.IsLoop);
    }

    private int ScopeOf(Variable variable) => facts.DeclarationOf(variable)?.Enclosing.Length ?? 0;

    /// <param name="carrier">The common loop in which the later access is in a later iteration; the number of common loops if in none.</param>
    private bool AreApart(Access earlier, Access later, List<Statement> common, int carrier)
    {
        if (earlier.Region.Offset is not { } a || earlier.Region.Count is not { } countA || later.Region.Offset is not { } b || later.Region.Count is not { } countB)
            return false;

        var bounds = new Bounds(facts);
        bounds.Enter(facts.PlaceOf(earlier.At).Enclosing.OfType<For>());
        // Inside the carrying loop the later access has counters of its own; the carrier's, where it has one, is some iterations ahead.
        Statement? carrying = common.ElementAtOrDefault(carrier);
        List<For> fresh = common.Skip(carrier).OfType<For>().ToList();
        bounds.Enter(fresh.Where(loop => !ReferenceEquals(loop, carrying)), isLater: true, iteration: 1);
        bounds.Enter(
            facts.PlaceOf(later.At).Enclosing.OfType<For>().Where(loop => !facts.PlaceOf(earlier.At).Enclosing.Contains(loop)), isLater: true);
        foreach (For loop in fresh)
        {
            var here = new Atom(new Read(loop.Counter), 0);
            Polynomial there = ReferenceEquals(loop, carrying) ? Ahead(loop, here) : Polynomial.Of(here with { Iteration = 1 });
            b = b.Substitute(here, there);
            countB = countB.Substitute(here, there);
            bounds.Substitute(here, there);
        }
        bounds.AssumeCount(countA);
        bounds.AssumeCount(countB);
        return bounds.IsNotNegative(b - a - countA) || bounds.IsNotNegative(a - b - countB);
    }

    private Polynomial Ahead(For loop, Atom counter)
    {
        long step = facts.PolynomialOf(loop.Step)?.Constant ?? 1;
        Polynomial distance = Polynomial.Of(step) + Polynomial.Of(Bounds.Distance);
        return loop.IsUpward ? Polynomial.Of(counter) + distance : Polynomial.Of(counter) - distance;
    }
}
