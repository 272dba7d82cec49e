namespace BackpropGen.Testing.Numerics;

/// <summary>
/// Judges a gradient of single precision by differences of the same function in doubles, where its own differences are too coarse.
/// Rounding may make another function of the single one: only where both give the same values does a disagreement count.
/// </summary>
internal sealed class DoubleJudge
{
    /// <summary>What rounding alone may make of a gradient of single precision, relative to it.</summary>
    private const double Tolerance = 1e-4;

    private readonly Judge judge;
    private readonly bool isFaithful;

    private DoubleJudge(Judge judge, bool isFaithful) => (this.judge, this.isFaithful) = (judge, isFaithful);

    /// <param name="start">What the function of single precision gives.</param>
    /// <param name="directions">Where rounding errors are looked for.</param>
    /// <returns>Null where the function in doubles gives nothing.</returns>
    public static DoubleJudge? Of(CheckedFunction? function, double[] weights, double[] start, IReadOnlyList<Direction> directions)
    {
        if (function?.AtStart() is not { } outputs || outputs.Length != start.Length)
            return null;
        double[] noise = Noise.Of(function, directions, outputs, Precision.Double);
        bool isFaithful = outputs.Zip(start, (exact, single) => Math.Abs(exact - single) <= Tolerance * Math.Abs(exact)).All(isNear => isNear);
        return new DoubleJudge(new Judge(function, weights, noise, outputs, isSingle: true), isFaithful);
    }

    /// <summary>Another verdict on an entry that is open.</summary>
    public GradientEntry Settle(GradientEntry open, Direction direction, double uncertainty, double typical)
    {
        GradientEntry settled = judge.Of(open.Name, open.Index, direction, uncertainty, typical);
        return settled.Verdict switch
        {
            GradientVerdict.Agrees => settled,
            GradientVerdict.Disagrees when isFaithful && Math.Abs(settled.Analytic - settled.Numeric) > Tolerance * Math.Max(Math.Abs(settled.Numeric), typical) => settled,
            _ => open,
        };
    }
}
