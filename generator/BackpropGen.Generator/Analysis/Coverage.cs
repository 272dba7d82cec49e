using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Analysis;

/// <summary>Whether a local buffer is written from end to end before anything reads it, so that it need not be zero at first.</summary>
internal static class Coverage
{
    public static bool IsWrittenFirst(Facts facts, Allocate allocate)
    {
        Variable root = allocate.Variable;
        if (facts.RegionOf(new Read(root)).Count is not { } total)
            return false;
        Facts.Place declaration = facts.PlaceOf(allocate);
        Polynomial covered = Polynomial.Zero;
        foreach (Access access in facts.AccessesTo(root).All.OrderBy(access => facts.PlaceOf(access.At).Order).ThenBy(access => access.IsWrite))
        {
            if (!access.IsWrite)
                return false;
            var around = facts.PlaceOf(access.At).Enclosing.RemoveRange(0, declaration.Enclosing.Length);
            if (around.IsEmpty && access.Region is { Offset: { } offset, Count: { } count } && offset.SameAs(covered))
                covered += count;
            else
                return around.Length == 1 && around[0] is For loop && access.At is Assign { Target: Element target } && IsSweep(facts, loop, target, total);
            if (covered.SameAs(total))
                return true;
        }
        return true;
    }

    /// <summary>A loop that writes element after element, and reads none but the one that it has just written.</summary>
    private static bool IsSweep(Facts facts, For loop, Element target, Polynomial total) =>
        target is { Buffer: Read { Variable: var root }, Index: Read { Variable: var counter } }
        && counter == loop.Counter
        && !Tree.HasBreak(loop.Body)
        && loop is { Relation: LoopRelation.Less, Start: Constant { Value: 0 }, Step: Constant { Value: 1 } }
        && facts.PolynomialOf(loop.Limit) is { } limit && limit.SameAs(total)
        && Tree.AllExpressions(loop.Body.Statements).OfType<Element>()
            .Where(e => facts.MayShare(Tree.BufferVariable(e.Buffer), root)).All(e => e == target)
        && !Tree.All(loop.Body.Statements).Any(s => s is Copy or Fill or Invoke || (s is Declare { Variable.Type: BufferType } view && facts.MayShare(view.Variable, root)));
}
