using System.Globalization;
using BackpropGen.Testing.Arguments;

namespace BackpropGen.Testing;

/// <summary>An array of which every entry was compared.</summary>
internal sealed record Compared(Block Block, double[] Analytic, double[] Numeric, double[] Error)
{
    /// <summary>Whether numbers are the derivatives of this array.</summary>
    public bool Is(Func<int, double> values) => Enumerable.Range(0, Numeric.Length).All(i => IsNear(values(i), Numeric[i], Error[i]));

    /// <summary>Whether a number is a derivative, as far as that is known.</summary>
    public static bool IsNear(double value, double numeric, double error) =>
        Math.Abs(value - numeric) <= 4 * error + 1e-6 * Math.Max(Math.Abs(value), Math.Abs(numeric));
}

/// <summary>Says what wrong gradients have in common: a factor, a transposition, a shift, another array's derivatives.</summary>
internal static class Findings
{
    public static IReadOnlyList<string> Of(IReadOnlyList<Compared> wrong, IReadOnlyList<Compared> all) =>
        [.. wrong.Select(compared => $"'{compared.Block.Name}' {What(compared, all)}")];

    private static string What(Compared wrong, IReadOnlyList<Compared> all)
    {
        double[] analytic = wrong.Analytic;
        if (Array.TrueForAll(analytic, value => value == 0))
            return "gets no gradient at all: nothing is added to it";
        if (all.FirstOrDefault(other => other != wrong && other.Numeric.Length == analytic.Length && !IsAlike(other, wrong) && Equals(other, analytic)) is { } swapped)
            return $"holds the gradient of '{swapped.Block.Name}'";
        if (Factor(wrong) is { } factor)
            return factor == -1 ? "has the wrong sign" : $"is wrong by the factor {Text(factor)}{Reason(factor, wrong)}";
        if (Array.TrueForAll(wrong.Numeric, value => value == 0))
            return "should be 0: the method overwrites these values, or does not use them";
        if (Transposed(wrong) is { } shape)
            return $"is transposed ({shape})";
        if (Shifted(wrong) is { } shift)
            return $"is shifted by {Math.Abs(shift)} {(Math.Abs(shift) == 1 ? "entry" : "entries")}";
        return Parts(wrong);
    }

    private static bool Equals(Compared other, double[] values) => other.Is(i => values[i]);

    private static bool IsAlike(Compared other, Compared wrong) => wrong.Is(i => other.Numeric[i]);

    private static double? Factor(Compared wrong)
    {
        int largest = 0;
        for (int i = 1; i < wrong.Numeric.Length; i++)
        {
            if (Math.Abs(wrong.Numeric[i]) > Math.Abs(wrong.Numeric[largest]))
                largest = i;
        }
        double factor = wrong.Analytic[largest] / wrong.Numeric[largest];
        if (wrong.Numeric.Length < 2 && Math.Abs(factor + 1) > 1e-6)
            return wrong.Numeric[0] == 0 ? null : factor;
        if (!double.IsFinite(factor) || factor == 0 || !wrong.Is(i => wrong.Analytic[i] / factor))
            return null;
        return Math.Abs(factor - Math.Round(factor)) < 1e-6 ? Math.Round(factor) : factor;
    }

    private static string Reason(double factor, Compared wrong)
    {
        if (wrong.Block.Length > 1 && Math.Abs(factor - wrong.Block.Length) < 1e-6)
            return ", its length: a mean may not be divided";
        return factor == 2 ? ": it may be added twice" : factor == 0.5 ? ": a term may count half" : "";
    }

    private static string? Transposed(Compared wrong)
    {
        int length = wrong.Analytic.Length;
        IEnumerable<int> rows = wrong.Block.Shape.Count == 2 ? [wrong.Block.Shape[0]] : Enumerable.Range(2, Math.Max(0, length - 2)).Where(r => r * 2 <= length && length % r == 0);
        foreach (int r in rows.Where(r => r > 1 && r < length))
        {
            int c = length / r;
            if (wrong.Is(i => wrong.Analytic[i % c * r + i / c]))
                return $"{r} by {c}";
        }
        return null;
    }

    private static int? Shifted(Compared wrong)
    {
        int length = wrong.Analytic.Length;
        for (int by = 1; by <= length / 2; by++)
        {
            foreach (int shift in new[] { by, -by })
            {
                int overlap = 0;
                bool isShifted = true;
                for (int i = 0; i < length && isShifted; i++)
                {
                    int from = i + shift;
                    if (from < 0 || from >= length)
                        continue;
                    overlap++;
                    isShifted = Math.Abs(wrong.Analytic[from] - wrong.Numeric[i]) <= 4 * wrong.Error[i] + 1e-6 * Math.Abs(wrong.Numeric[i]);
                }
                if (isShifted && overlap >= 2)
                    return shift;
            }
        }
        return null;
    }

    /// <summary>Which entries are wrong, where no pattern explains them.</summary>
    private static string Parts(Compared wrong)
    {
        int[] off = [.. Enumerable.Range(0, wrong.Analytic.Length).Where(i => Math.Abs(wrong.Analytic[i] - wrong.Numeric[i]) > 6 * wrong.Error[i] + 1e-9 * Math.Abs(wrong.Numeric[i]))];
        if (off.Length == 0)
            return "differs";
        string which = off.Length == wrong.Analytic.Length ? "in all entries"
            : off.Length <= 6 ? "at " + string.Join(", ", off.Select(wrong.Block.IndexOf))
            : $"in {off.Length} of {wrong.Analytic.Length} entries, from {wrong.Block.IndexOf(off[0])} to {wrong.Block.IndexOf(off[^1])}";
        if (Array.TrueForAll(off, i => wrong.Analytic[i] == 0))
            return $"gets no gradient {which}";
        return $"differs {which}, by no common factor: a term may be missing, or one too many";
    }

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
