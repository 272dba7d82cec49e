namespace Corpus;

// Spans and arrays that name different storage at different times.
public static partial class Reassigned
{
    // size n: 3, 4, 6
    // set: steps = seed
    [Differentiable]
    public static double Stencil(ReadOnlySpan<double> x, double rate, int steps)
    {
        Span<double> current = new double[x.Length];
        Span<double> next = new double[x.Length];
        x.CopyTo(current);
        for (int t = 0; t < steps; t++)
        {
            next[0] = current[0];
            next[^1] = current[^1];
            for (int i = 1; i < x.Length - 1; i++)
                next[i] = current[i] + rate * current[i] * (current[i - 1] - 2 * current[i] + current[i + 1]);
            Span<double> other = current;
            current = next;
            next = other;
        }
        double sum = 0;
        foreach (double v in current)
            sum += v * v;
        return sum;
    }

    // size n: 0, 1, 5
    // set: steps = seed
    [Differentiable]
    public static double SwappedByTuple(double[] x, int steps)
    {
        double[] a = new double[x.Length], b = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            a[i] = x[i];
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < x.Length; i++)
                b[i] += Math.Sin(a[i]) * (t + 1);
            (a, b) = (b, a);
        }
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += a[i] * b[i] * b[i];
        return sum;
    }

    // size n: 0, 1, 5
    [Differentiable]
    public static double Rest(ReadOnlySpan<double> x)
    {
        double y = 0.5;
        ReadOnlySpan<double> rest = x;
        while (rest.Length > 0)
        {
            y = Math.Sin(y + rest[0] * rest[^1]);
            rest = rest[1..];
        }
        return y * y;
    }

    // size n: 0, 1, 6
    [Differentiable]
    public static double ShrinkingParameter(ReadOnlySpan<double> x)
    {
        double y = 1;
        while (x.Length > 1)
        {
            y += x[0] * x[^1] * y;
            x = x.Slice(1, x.Length - 2);
        }
        if (!x.IsEmpty)
            y *= x[0];
        return y;
    }

    // size n: 1, 4
    // writes: y
    // set: steps = seed
    [Differentiable]
    public static void BetweenArguments(ReadOnlySpan<double> x, Span<double> y, int steps)
    {
        Span<double> scratch = new double[y.Length];
        x.CopyTo(scratch);
        Span<double> from = scratch;
        Span<double> to = y;
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < x.Length; i++)
                to[i] = to[i] * from[i] + from[x.Length - 1 - i] * x[i];
            Span<double> swap = from;
            from = to;
            to = swap;
        }
        if (steps % 2 == 1)
            y[0] *= from[0];
    }

    // The first round reads the argument, all later ones the method's own storage.
    // size n: 1, 3
    // set: layers = seed
    [Differentiable]
    public static double Layers(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> x, int layers)
    {
        Span<double> one = new double[w.Length];
        Span<double> other = new double[w.Length];
        ReadOnlySpan<double> input = x[..w.Length];
        Span<double> output = one;
        for (int l = 0; l < layers; l++)
        {
            for (int i = 0; i < w.Length; i++)
            {
                double sum = 0;
                for (int j = 0; j < w.Length; j++)
                    sum += w[(i + j) % w.Length] * input[j];
                output[i] = Math.Tanh(sum);
            }
            input = output;
            output = l % 2 == 0 ? other : one;
        }
        double loss = 0;
        foreach (double v in input)
            loss += v * v * v;
        return loss;
    }

    // size n: 1, 4
    // writes: y
    [Differentiable]
    public static double Chosen(ReadOnlySpan<double> x, Span<double> y, double a)
    {
        Span<double> z = new double[x.Length];
        x.CopyTo(z);
        Span<double> target = a > 0 ? y : z;
        for (int i = 0; i < x.Length; i++)
            target[i] *= a * x[i];
        ReadOnlySpan<double> source = a * a > 0.5 ? x : z;
        double sum = 0;
        for (int i = 0; i < source.Length; i++)
            sum += source[i] * target[i] * z[i];
        return sum;
    }

    // size n: 2, 5
    [Differentiable]
    public static double AssignedInBranches(double[] x, double[] w, double a)
    {
        ReadOnlySpan<double> part;
        if (a > 0.3)
            part = x;
        else if (a < -0.3)
            part = w.AsSpan(1);
        else
            part = x.AsSpan()[^1..];
        double sum = 0;
        foreach (double v in part)
            sum = sum * a + v * v;
        return sum * part[0];
    }

    // Merges from bottom to top, from one buffer into the other and back.
    // size n: 0, 1, 4, 7
    [Differentiable]
    public static double MergeSort(ReadOnlySpan<double> x)
    {
        Span<double> a = new double[x.Length];
        Span<double> b = new double[x.Length];
        x.CopyTo(a);
        for (int width = 1; width < x.Length; width *= 2)
        {
            for (int start = 0; start < x.Length; start += 2 * width)
            {
                int middle = Math.Min(start + width, x.Length);
                int end = Math.Min(start + 2 * width, x.Length);
                int i = start, j = middle;
                for (int k = start; k < end; k++)
                {
                    if (i < middle && (j >= end || a[i] <= a[j]))
                        b[k] = a[i++];
                    else
                        b[k] = a[j++];
                }
            }
            Span<double> t = a;
            a = b;
            b = t;
        }
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += (i + 1) * a[i] * a[i];
        return sum;
    }

    // size n: 1, 5
    // writes: y
    [Differentiable]
    public static double PassedOn(ReadOnlySpan<double> x, Span<double> y)
    {
        Span<double> a = y, b = new double[y.Length];
        double sum = 0;
        for (int t = 0; t < 3; t++)
        {
            sum += Mix(a, b, x);
            Span<double> c = a;
            a = b;
            b = c;
        }
        return sum * a[0];
    }

    // size n: 1, 4
    // writes: to
    [Differentiable]
    public static double Mix(ReadOnlySpan<double> from, Span<double> to, ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = to[i] * 0.5 + Math.Sin(from[i]) * w[i];
            sum += to[i];
        }
        return sum * sum;
    }

    // size n: 1, 6
    [Differentiable]
    public static double ByHalves(ReadOnlySpan<double> x) => Tail(x) + Tail(x[..(x.Length / 2)]);

    private static double Tail(ReadOnlySpan<double> v)
    {
        double product = 1;
        for (; v.Length > 0; v = v[..^1])
            product = product * v[^1] + v[0];
        return product;
    }

    // A new buffer in every round, exchanged in a loop inside.
    // size n: 1, 3
    // set: rounds = seed
    [Differentiable]
    public static double InLoop(ReadOnlySpan<double> x, int rounds)
    {
        double total = 0;
        for (int r = 0; r < rounds; r++)
        {
            Span<double> p = new double[x.Length];
            Span<double> q = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
                p[i] = x[i] * (r + 1);
            int k = 0;
            while (k < x.Length + r)
            {
                for (int i = 0; i < x.Length; i++)
                    q[i] = Math.Cos(p[i]) + q[i] * p[x.Length - 1 - i];
                k++;
                if (k % 3 == 2)
                    continue;
                Span<double> t = p;
                p = q;
                q = t;
            }
            total += p[0] * q[^1];
        }
        return total;
    }

    // size n: 1, 4
    // set: steps = seed
    [Differentiable]
    public static float Singles(ReadOnlySpan<float> x, int steps)
    {
        Span<float> a = new float[x.Length];
        Span<float> b = new float[x.Length];
        x.CopyTo(a);
        for (int t = 0; t < steps % 4; t++)
        {
            for (int i = 0; i < x.Length; i++)
                b[i] = a[i] * a[x.Length - 1 - i];
            Span<float> c = b;
            b = a;
            a = c;
        }
        return a[0] * b[^1] + a[^1];
    }
}
