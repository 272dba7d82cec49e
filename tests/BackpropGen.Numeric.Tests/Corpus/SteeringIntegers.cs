namespace Corpus;

// Integers and truth values that are read in loops and branches, and written after them.
public static partial class SteeringIntegers
{
    // indices: kind < n
    // writes: kind
    // size n: 1, 4
    [Differentiable]
    public static double Gathered(Span<double> x, Span<int> kind, Span<bool> on, int n)
    {
        double s = 0;
        for (int i = 0; i < on.Length; i++)
        {
            if (on[i])
                s += x[i] * x[kind[i]];
        }
        kind[0] = n;
        return s;
    }

    // indices: kind < n
    // writes: kind, on
    [Differentiable]
    public static double InLoops(ReadOnlySpan<double> x, Span<int> kind, Span<bool> on, int n, int m)
    {
        double s = 0;
        for (int t = 0; t < m; t++)
        {
            for (int i = 0; i < on.Length; i++)
            {
                for (int j = 0; on[i] && j < kind.Length; j++)
                    s += Math.Sin(x[kind[j]] * s) + x[kind[i]];
            }
            for (int i = 0; i < on.Length; i++)
            {
                on[i] = !on[i];
                kind[i] = (kind[i] + t) % n;
            }
        }
        return s;
    }
}
