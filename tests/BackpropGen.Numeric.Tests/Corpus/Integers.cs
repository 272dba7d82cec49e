namespace Corpus;

public static partial class Integers
{
    // size n: 1, 4
    // set: shift = 2
    [Differentiable]
    public static double Rotated(ReadOnlySpan<double> x, int shift)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            int j = (i + shift) % x.Length;
            sum += x[i] * x[j];
        }
        return sum;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double RunningCounter(ReadOnlySpan<double> x)
    {
        int k = 0;
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[k] * x[k] * (k + 1);
            k++;
        }
        --k;
        return sum * (k + 2);
    }

    // size n: 1, 5
    [Differentiable]
    public static double BitTricks(ReadOnlySpan<double> x)
    {
        int mask = 1;
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * (mask & 5) + x[i ^ (i & 1)] * (~i | 3);
            mask <<= 1;
        }
        return sum * sum;
    }

    // size n: 1, 4
    // lengths: index = 6
    // indices: index < n
    [Differentiable]
    public static double Gathered(ReadOnlySpan<double> x, ReadOnlySpan<int> index)
    {
        double sum = 0;
        for (int i = 0; i < index.Length; i++)
            sum += x[index[i]] * x[index[i]] * (i + 1);
        return sum;
    }

    // Several entries go to the same place.
    // size n: 1, 3
    // lengths: x = 7, index = 7
    // indices: index < n
    // writes: y
    [Differentiable]
    public static void Scattered(ReadOnlySpan<double> x, ReadOnlySpan<int> index, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[index[i]] = y[index[i]] * x[i] + x[i];
    }

    // size n: 1, 4
    // lengths: index = n
    // indices: index < n
    // writes: x
    [Differentiable]
    public static void PermutedInPlace(Span<double> x, int[] index)
    {
        for (int i = 0; i < index.Length; i++)
        {
            double t = x[i];
            x[i] = x[index[i]] * 2;
            x[index[i]] = t * t;
        }
    }

    // size n: 1, 6
    // set: first = 0, count = n / 2
    [Differentiable]
    public static double FromArguments(ReadOnlySpan<double> x, int first, int count)
    {
        int last = first + count;
        double product = 1;
        for (int i = first; i < last; i++)
            product *= x[i];
        return product;
    }

    // size n: 1, 4
    // set: start = 1
    [Differentiable]
    public static double OverwrittenInteger(ReadOnlySpan<double> x, int start)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            start = (start * 3 + 1) % x.Length;
            sum += x[start] * x[i];
        }
        return sum;
    }

    // size n: 1, 4
    [Differentiable]
    public static double IntegerHelpers(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[Math.Min(i + 1, x.Length - 1)] * x[Math.Max(i - 1, 0)] * Math.Abs(i - 2);
        return sum;
    }

    // set: n = 17 + seed
    [Differentiable]
    public static double Digits(double x, int n)
    {
        double sum = 0;
        int rest = n;
        while (rest > 0)
        {
            (rest, int digit) = Math.DivRem(rest, 3);
            sum = sum * x + digit;
        }
        return sum * Math.DivRem(rest + 7L, 2L).Remainder;
    }
}
