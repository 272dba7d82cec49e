namespace SineLstm;

/// <summary>A derivative by differences, and how far it may lie from the truth.</summary>
public readonly record struct Estimate(double Value, double Uncertainty);

/// <summary>Derivatives by differences, with what is known of their error.</summary>
/// <param name="function">The function.</param>
/// <param name="values">The argument that moves.</param>
/// <param name="noise">How far a computed value may lie from the true one.</param>
public readonly ref struct DifferenceQuotient(Func<double> function, Span<double> values, double noise)
{
    // Powers of two from about 1e-6 to about 0.1, so that entries move by what is written.
    private const int Levels = 18;
    private const double FirstStep = 1.0 / (1 << 20);

    // An estimate this much closer than what is asked of it needs no better one.
    private const double Enough = 0.1;

    private readonly Span<double> values = values;

    /// <summary>(f(x + delta) - f(x - delta)) / 2 delta, in one entry.</summary>
    public double Central(int index, double delta)
    {
        double kept = values[index];
        double right = kept + delta;
        double left = kept - delta;
        values[index] = right;
        double above = function();
        values[index] = left;
        double below = function();
        values[index] = kept;
        // Beside a large entry the step is rounded; this is the one that was made.
        return (above - below) / (right - left);
    }

    /// <summary>
    /// Central differences whose steps double, extrapolated to step 0 in every order (Richardson), and of all these the one that is known
    /// best. Wide steps divide the rounding error by more; extrapolation removes the truncation error, a power of the step at a time. What an
    /// extrapolation is off by is taken for what its last order changed, and the rounding of the differences it was made of.
    /// </summary>
    /// <remarks>
    /// Steps grow, and wider ones are believed only where they do not contradict narrower ones: far outside the scale of the function its
    /// differences are smooth as well, and belong to something else.
    /// </remarks>
    public Estimate Extrapolated(int index, double tolerance)
    {
        // Entry m of a row: the extrapolation of order m from the steps up to the row's own.
        Span<Estimate> finer = stackalloc Estimate[Levels];
        Span<Estimate> row = stackalloc Estimate[Levels];
        Estimate best = new(double.NaN, double.PositiveInfinity);
        double step = FirstStep;
        for (int level = 0; level < Levels; level++, step *= 2)
        {
            row[0] = new(Central(index, step), noise / step);
            double power = 1;
            for (int order = 1; order <= level; order++)
            {
                power *= 4;
                double value = (power * finer[order - 1].Value - row[order - 1].Value) / (power - 1);
                double rounding = (power * finer[order - 1].Uncertainty + row[order - 1].Uncertainty) / (power - 1);
                double change = Math.Max(Math.Abs(value - finer[order - 1].Value), Math.Abs(value - row[order - 1].Value));
                row[order] = new(value, rounding);
                if (rounding + change < best.Uncertainty && !(Math.Abs(value - best.Value) > best.Uncertainty))
                    best = new(value, rounding + change);
            }
            if (best.Uncertainty <= Enough * tolerance * Math.Abs(best.Value))
                break;

            Span<Estimate> swapped = finer;
            finer = row;
            row = swapped;
        }
        return best;
    }
}
