namespace SineLstm;

/// <summary>Derivatives by differences, with what is known of their error.</summary>
/// <param name="function">The function.</param>
/// <param name="values">The argument that moves.</param>
/// <param name="noise">How far a computed value may lie from the true one.</param>
public readonly ref struct DifferenceQuotient(Func<double> function, Span<double> values, double noise)
{
    private readonly Span<double> values = values;

    /// <summary>(f(x + delta) - f(x - delta)) / 2 delta, in one entry.</summary>
    public double Central(int index, double delta)
    {
        double kept = values[index];
        values[index] = kept + delta;
        double above = function();
        values[index] = kept - delta;
        double below = function();
        values[index] = kept;
        return (above - below) / (2 * delta);
    }

    /// <summary>
    /// Central differences with three wide steps, extrapolated to step 0 (Richardson). Wide steps divide the rounding error by more; the
    /// extrapolation removes the terms of second and fourth order that they bring in.
    /// </summary>
    /// <returns>
    /// The derivative, its uncertainty, and the coefficient of the second-order term: times delta², it is what a central difference with
    /// step delta is off by.
    /// </returns>
    public (double Value, double Uncertainty, double SecondOrder) Extrapolated(int index, double step)
    {
        double wide = Central(index, step);
        double half = Central(index, step / 2);
        double quarter = Central(index, step / 4);
        double fourthOrder = (4 * quarter - half) / 3;
        double value = (64 * quarter - 20 * half + wide) / 45;

        // Each difference is off by at most noise / its step, and these add up with the weights of the extrapolation.
        double rounding = (64 * 4 + 20 * 2 + 1) / 45.0 * noise / step;
        return (value, rounding + Math.Abs(value - fourthOrder), (half - quarter) / (3.0 / 16 * step * step));
    }
}
