namespace BackpropGen.Testing;

/// <summary>One entry of a gradient, or one direction, as the check saw it.</summary>
/// <param name="Name">The array or number as the source calls it: <c>p.Wf</c>; for a direction, what it goes through.</param>
/// <param name="Index">The indices: <c>[3, 1]</c>; empty for a number.</param>
/// <param name="Analytic">What the backward method gave.</param>
/// <param name="Numeric">The derivative by differences; not a number where there is none.</param>
/// <param name="Error">How far the numeric derivative may be off.</param>
public sealed record GradientEntry(string Name, string Index, double Analytic, double Numeric, double Error, GradientVerdict Verdict)
{
    /// <summary>The difference, relative to the larger of both.</summary>
    public double RelativeError => Analytic == Numeric ? 0 : Math.Abs(Analytic - Numeric) / Math.Max(Math.Abs(Analytic), Math.Abs(Numeric));

    /// <summary>The analytic over the numeric derivative: the factor by which the gradient is wrong.</summary>
    public double Ratio => Analytic == Numeric ? 1 : Analytic / Numeric;
}
