namespace BackpropGen.Tests.Checks;

/// <summary>
/// Central differences, extrapolated to step zero (Ridders' method). Only entries of 4th order and higher count, and each estimate comes
/// with an error.
/// </summary>
internal static class RichardsonDerivative
{
    private const int Rows = 9;

    public static (double Value, double Error) Of(Func<double, double> function, double step)
    {
        var table = new double[Rows, Rows];
        (double Value, double Error) best = (double.NaN, double.PositiveInfinity);
        double h = step;
        for (int i = 0; i < Rows; i++, h /= 2)
        {
            double plus = function(h);
            double minus = function(-h);
            table[i, 0] = (plus - minus) / (2 * h);
            double noise = 1e-16 * (Math.Abs(plus) + Math.Abs(minus)) / h;

            double power = 1;
            for (int j = 1; j <= i; j++)
            {
                power *= 4;
                table[i, j] = table[i, j - 1] + (table[i, j - 1] - table[i - 1, j - 1]) / (power - 1);
                double error = Math.Max(Math.Abs(table[i, j] - table[i, j - 1]), Math.Abs(table[i, j] - table[i - 1, j - 1])) + noise;
                if (error < best.Error)
                    best = (table[i, j], error);
            }
        }
        return best;
    }
}
