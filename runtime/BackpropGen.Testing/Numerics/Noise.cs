namespace BackpropGen.Testing.Numerics;

/// <summary>
/// How exact the outputs of a function are. Differences of high order of its values on a fine grid leave nothing of a smooth function, and
/// all of its rounding errors.
/// </summary>
/// <remarks>The method, named ECnoise, is from Moré and Wild, "Estimating computational noise", SIAM J. Sci. Comput. 33 (2011).</remarks>
internal static class Noise
{
    private const int Points = 8;

    /// <summary>The standard deviation of the rounding errors of each output, at least half a unit in its last place.</summary>
    /// <param name="start">The outputs at the arguments themselves.</param>
    public static double[] Of(CheckedFunction function, IReadOnlyList<Direction> directions, double[] start, double epsilon)
    {
        double[] noise = Array.ConvertAll(start, value => Math.Abs(value) * epsilon / 2);
        foreach (Direction direction in directions)
        {
            // Some hundred units in the last place of the arguments: far more than one, far less than what a function notices.
            double step = direction.Scale * epsilon * 256;
            Probe?[] grid = [.. Enumerable.Range(0, Points).Select(i => function.At(direction, (i - Points / 2) * step))];
            if (Array.Exists(grid, probe => probe is null))
                continue;
            for (int k = 0; k < noise.Length; k++)
                noise[k] = Math.Max(noise[k], Of(Array.ConvertAll(grid, probe => probe!.Outputs[k])));
        }
        return noise;
    }

    private static double Of(double[] values)
    {
        double[] differences = [.. values];
        double factor = 1;
        double least = double.PositiveInfinity;
        for (int order = 1; order < values.Length - 2; order++)
        {
            for (int i = 0; i < values.Length - order; i++)
                differences[i] = differences[i + 1] - differences[i];
            // (k!)² / (2k)!
            factor *= order / (2.0 * (2 * order - 1));
            double mean = differences.Take(values.Length - order).Sum(difference => difference * difference) / (values.Length - order);
            if (order >= 3)
                least = Math.Min(least, Math.Sqrt(factor * mean));
        }
        return least;
    }
}
