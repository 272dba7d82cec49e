namespace SineLstm;

/// <summary>
/// How far the computed values of a function scatter around a smooth one. Differences of high order between neighbouring points remove
/// the smooth part and leave the scatter (Moré and Wild, "Estimating computational noise", 2011).
/// </summary>
public static class RoundingNoise
{
    private const int Points = 32;
    private const int Order = 4;
    private const double Spacing = 1e-8;

    /// <summary>
    /// A bound for the error of one value: four standard deviations of the scatter along <paramref name="values"/>, and never less than
    /// one unit in the last place.
    /// </summary>
    public static double Estimate(Func<double> function, Span<double> values)
    {
        Span<double> differences = stackalloc double[Points];
        double[] kept = values.ToArray();
        for (int n = 0; n < Points; n++)
        {
            for (int i = 0; i < values.Length; i++)
                values[i] = kept[i] + (n - Points / 2) * Spacing;
            differences[n] = function();
        }
        kept.CopyTo(values);
        double lastPlace = Math.BitIncrement(Math.Abs(differences[Points / 2])) - Math.Abs(differences[Points / 2]);

        for (int order = 1; order <= Order; order++)
        {
            for (int n = 0; n < Points - order; n++)
                differences[n] = differences[n + 1] - differences[n];
        }

        // Independent errors of variance v give a fourth difference of variance v (1² + 4² + 6² + 4² + 1²) = 70 v.
        double squares = 0;
        foreach (double difference in differences[..(Points - Order)])
            squares += difference * difference;
        double deviation = Math.Sqrt(squares / (Points - Order) / 70);
        return Math.Max(4 * deviation, lastPlace);
    }
}
