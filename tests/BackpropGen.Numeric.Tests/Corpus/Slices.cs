namespace Corpus;

public static partial class Slices
{
    // size n: 0, 1, 5
    [Differentiable]
    public static double Halves(ReadOnlySpan<double> x)
    {
        int half = x.Length / 2;
        ReadOnlySpan<double> left = x.Slice(0, half);
        ReadOnlySpan<double> right = x.Slice(half);
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }

    // size n: 4, 6
    [Differentiable]
    public static double Ranges(ReadOnlySpan<double> x)
    {
        ReadOnlySpan<double> inner = x[1..^1];
        ReadOnlySpan<double> tail = inner[1..];
        ReadOnlySpan<double> head = x[..2];
        return inner[0] * tail[0] * head[1] + tail[^1] * x[^1];
    }

    // size n: 0, 1, 3
    // size m: 2
    // lengths: a = n * m
    // writes: a
    [Differentiable]
    public static void Rows(Span<double> a, int n, int m)
    {
        for (int i = 0; i < n; i++)
        {
            Span<double> row = a.Slice(i * m, m);
            for (int j = 1; j < m; j++)
                row[j] = row[j] * row[j - 1];
        }
    }

    // Two views of one buffer meet.
    // size n: 2, 5
    // writes: x
    [Differentiable]
    public static void OverlappingViews(Span<double> x)
    {
        Span<double> a = x.Slice(0, x.Length - 1);
        Span<double> b = x.Slice(1);
        for (int i = 0; i < a.Length; i++)
            b[i] = a[i] * b[i];
    }

    // size n: 4, 6
    // writes: x
    [Differentiable]
    public static double SliceOfSlice(Span<double> x)
    {
        Span<double> outer = x.Slice(1, x.Length - 1);
        Span<double> inner = outer.Slice(1, outer.Length - 2);
        inner[0] = outer[0] * x[0];
        outer[1] *= inner[0] + x[2];
        return inner[0] * inner[0];
    }

    // size n: 1, 4
    // writes: y
    [Differentiable]
    public static void Copied(ReadOnlySpan<double> x, Span<double> y)
    {
        x.CopyTo(y);
        y[0] *= y[0];
    }

    // size n: 2, 5
    // writes: x
    [Differentiable]
    public static void CopyOverlappingForwards(Span<double> x)
    {
        for (int i = 0; i < x.Length; i++)
            x[i] *= x[i];
        x.Slice(0, x.Length - 1).CopyTo(x.Slice(1));
        for (int i = 0; i < x.Length; i++)
            x[i] *= x[i];
    }

    // size n: 2, 5
    // writes: x
    [Differentiable]
    public static void CopyOverlappingBackwards(Span<double> x)
    {
        x[1..].CopyTo(x[..^1]);
        for (int i = 0; i < x.Length; i++)
            x[i] = Math.Sin(x[i]);
    }

    // size n: 2, 5
    // writes: x
    [Differentiable]
    public static void CopyToItself(Span<double> x)
    {
        x.CopyTo(x);
        x[0] *= x[1];
    }

    // The destination is longer.
    // size n: 1, 3
    // lengths: x = n, y = n + 2
    // writes: y
    [Differentiable]
    public static void CopyToLonger(ReadOnlySpan<double> x, Span<double> y)
    {
        y[0] *= 2;
        y[y.Length - 1] *= 3;
        x.CopyTo(y);
    }

    // size n: 0, 1, 4
    // writes: y
    [Differentiable]
    public static void Filled(Span<double> y, double x)
    {
        y.Fill(x * x);
        for (int i = 0; i < y.Length; i++)
            y[i] *= i + x;
    }

    // size n: 2, 4
    // writes: y
    [Differentiable]
    public static double Cleared(Span<double> y)
    {
        double kept = y[0] * y[1];
        y.Clear();
        y[1] += kept;
        return y[1] * kept;
    }

    // size n: 2, 5
    // writes: y
    [Differentiable]
    public static void PartlyFilled(Span<double> y, double x)
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = Math.Exp(y[i]);
        y.Slice(1).Fill(x);
        y[..1].Clear();
        y[0] += y[1] * x;
    }

    // size n: 1, 3
    // size m: 3
    // writes: x
    [Differentiable]
    public static void FillInLoop(Span<double> x, int m)
    {
        for (int t = 0; t < m; t++)
        {
            double first = x[0];
            x[^1] *= first;
            x.Fill(Math.Sin(first) * x[^1]);
        }
    }

    // size n: 1, 3
    [Differentiable]
    public static double Concatenated(ReadOnlySpan<double> x, ReadOnlySpan<double> h)
    {
        Span<double> xh = new double[x.Length + h.Length];
        x.CopyTo(xh);
        h.CopyTo(xh.Slice(x.Length));
        double product = 1;
        for (int i = 0; i < xh.Length; i++)
            product *= xh[i];
        return product;
    }

    // size n: 1, 4
    [Differentiable]
    public static double ViewOfArray(double[] x)
    {
        Span<double> all = x;
        ReadOnlySpan<double> tail = x.AsSpan(1);
        double sum = all[0];
        for (int i = 0; i < tail.Length; i++)
            sum *= tail[i] + all[i];
        return sum;
    }

    // The start of the view is overwritten afterwards.
    // size n: 4
    [Differentiable]
    public static double MovingView(ReadOnlySpan<double> x)
    {
        int start = 0;
        double product = 1;
        for (int t = 0; t < 3; t++)
        {
            ReadOnlySpan<double> view = x.Slice(start, 2);
            product *= view[0] * view[1] + product;
            start++;
        }
        return product;
    }

    // size n: 1, 4
    // writes: x
    [Differentiable]
    public static double FilledArray(double[] x, double a)
    {
        double first = x[0];
        x.AsSpan().Fill(a * first);
        double filled = x[0] * first;
        x.AsSpan().Clear();
        x[0] = filled * a;
        return filled;
    }

    // Locals of the types Index and Range.
    // size n: 3, 6
    // writes: y
    // lengths: y = n
    [Differentiable]
    public static double KnownRanges(double[] x, Span<double> y, int n)
    {
        Index last = ^1, second = 1;
        Range inner = second..last, tail = (n / 2)..;
        n = 0;
        Span<double> part = y[inner];
        double sum = x[last] * y[second];
        for (int i = 0; i < part.Length; i++)
            part[i] *= x[^(i + 1)] + sum;
        foreach (double v in y[tail])
            sum += v * v;
        return sum * y[..last][0] + n;
    }

    [Differentiable]
    public static double SquaredProduct(ReadOnlySpan<double> v)
    {
        double product = 1;
        for (int i = 0; i < v.Length; i++)
            product *= v[i] * v[i];
        return product;
    }

    // A called method needs the old values of parts that the same words name at different times.
    // size n: 3, 4
    // lengths: x = n, p = 2
    // indices: p < 3
    // writes: x, p
    [Differentiable]
    public static double SameWords(Span<double> x, Span<int> p)
    {
        int k = 0;
        double a = SquaredProduct(x.Slice(k, 2));
        k++;
        double b = SquaredProduct(x.Slice(k, 2));
        double c = SquaredProduct(x.Slice(0, p[0] + 1));
        p[0] = 0;
        double d = SquaredProduct(x.Slice(0, p[0] + 1));
        x.Clear();
        return a + 3 * b + c * d;
    }
}
