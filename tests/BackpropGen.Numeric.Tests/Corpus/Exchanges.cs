namespace Corpus;

// Reassigned spans and arrays among calls, jumps, local functions, references and methods that are computed again.
public static partial class Exchanges
{
    // size n: 2, 5
    // writes: y
    // set: k = seed
    [Differentiable]
    public static double SameStorageTwice(Span<double> y, ReadOnlySpan<double> x, int k)
    {
        Span<double> a = y;
        Span<double> b = new double[y.Length];
        double sum = 0;
        for (int t = 0; t < 4; t++)
        {
            for (int i = 0; i < y.Length; i++)
            {
                a[i] *= Math.Sin(b[i] + x[i]);
                b[i] += a[i] * b[y.Length - 1 - i] + 0.1;
                sum += a[i] * b[i];
            }
            if ((t + k) % 2 == 0)
                a = b;
            else
                a = y;
            if (sum > 3)
                b = y;
        }
        return sum;
    }

    // size n: 1, 4
    // set: k = seed
    [Differentiable]
    public static double ForeachWhileMoving(double[] x, double[] w, int k)
    {
        double[] v = x;
        double sum = 1;
        for (int r = 0; r < 3; r++)
        {
            foreach (double e in v)
            {
                sum += e * sum * 0.1;
                v = sum > 1.05 ? w : x;
                sum *= v[^1] + 1;
            }
        }
        return sum * v[0];
    }

    private static void Nudge(ref double u, double by, Span<double> s)
    {
        u *= by + s[0];
        s[^1] += u;
    }

    // size n: 2, 4
    // writes: y
    [Differentiable]
    public static double ByReference(Span<double> y, double a)
    {
        Span<double> p = y[..(y.Length / 2)], q = y[(y.Length / 2)..];
        for (int t = 0; t < 3; t++)
        {
            Nudge(ref p[0], a * t, q);
            Span<double> s = p;
            p = q;
            q = s;
            if (p[0] > 100)
                return q[0];
        }
        return p[0] * q[^1] + a;
    }

    // size n: 3, 6
    [Differentiable]
    public static double Windows(ReadOnlySpan<double> x, double a)
    {
        ReadOnlySpan<double> w = x;
        double total = 0;
        int rounds = 0;
        do
        {
            double inner = a;
            for (int i = 0; i < w.Length; i++)
            {
                if (w[i] < -0.5)
                    continue;
                inner = Math.Cos(inner * w[i]) + w[w.Length - 1 - i];
            }
            total += inner * inner;
            w = rounds % 2 == 0 ? w[1..] : w[..^1];
            rounds++;
            if (total > 50)
                break;
        }
        while (!w.IsEmpty);
        return total;
    }

    // size n: 2, 4
    // indices: k < 2
    [Differentiable]
    public static double IndexBuffers(ReadOnlySpan<double> x, int[] k, double a)
    {
        Span<int> order = new int[k.Length];
        k.CopyTo(order);
        Span<int> other = new int[k.Length];
        double sum = a;
        for (int t = 0; t < 3; t++)
        {
            for (int i = 0; i < k.Length; i++)
            {
                sum += x[order[i]] * sum * 0.3;
                other[i] = (order[k.Length - 1 - i] + 1) % x.Length;
            }
            Span<int> s = order;
            order = other;
            other = s;
        }
        return sum;
    }

    // size n: 1, 4
    // writes: y, z
    // set: k = seed
    [Differentiable]
    public static void ChosenTwice(Span<double> y, Span<double> z, double a, int k)
    {
        for (int i = 0; i < y.Length; i++)
        {
            Span<double> to = (i + k) % 2 == 0 ? y : z;
            ReadOnlySpan<double> from = a * i > 0.2 ? z : y;
            to[i] = to[i] * from[y.Length - 1 - i] + Math.Sin(from[i] * a);
            to[..1].Fill(to[i] * 0.5);
        }
    }

    // size n: 1, 3
    // lengths: a = n * n
    // writes: a
    [Differentiable]
    public static double GridAndCalls(double[,] a, double s)
    {
        double[,] b = new double[a.GetLength(0), a.GetLength(1)];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                b[j, i] = a[i, j] * s + b[i, j];
                Twist(ref a[i, j], b[j, i], out b[i, j]);
                if (b[i, j] > 2)
                    break;
            }
        }
        double sum = 0;
        foreach (double v in b)
            sum += v * v;
        return sum + a[0, a.GetUpperBound(1)];
    }

    private static void Twist(ref double u, double v, out double w)
    {
        w = u * v;
        u = Math.Sin(u) + w;
    }

    // size n: 1, 4
    // set: k = 2 * seed
    [Differentiable]
    public static double Nested(double[] x, double a, int k)
    {
        double Walk(double[] v, double u)
        {
            double[] w = v;
            for (int i = 0; i < k; i++)
            {
                u += w[i % w.Length] * u * 0.2;
                w = u > 1 ? v : x;
            }
            return u;
        }
        double[] t = new double[x.Length];
        for (int i = 0; i < t.Length; i++)
            t[i] = Walk(x, a + i) * x[i];
        return Walk(t, a);
    }

    // size n: 1, 3
    // writes: s
    // set: steps = seed
    [Differentiable, Recompute]
    public static double Smoothed(Span<double> s, double u, int steps)
    {
        Span<double> p = s, q = new double[s.Length];
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < p.Length; i++)
                q[i] = Math.Tanh(p[i] * u + p[p.Length - 1 - i]);
            Span<double> z = p;
            p = q;
            q = z;
        }
        double sum = 0;
        foreach (double e in p)
            sum += e * e;
        return sum;
    }

    // size n: 1, 4
    // writes: y
    // set: k = seed
    [Differentiable]
    public static double UsesSmoothed(Span<double> y, double u, int k)
    {
        double total = 0;
        Span<double> c = y;
        for (int t = 0; t < 3; t++)
        {
            total += Smoothed(c, u + total, k + t) * (t + 1);
            c = c.Length > 1 ? c[1..] : y;
        }
        return total * y[0];
    }

    // size n: 1, 4
    [Differentiable]
    public static double DefaultSpan(ReadOnlySpan<double> x, double a)
    {
        ReadOnlySpan<double> kept = default;
        double sum = a;
        for (int i = 0; i < x.Length; i++)
        {
            foreach (double v in kept)
                sum += v * a;
            if (i % 2 == 0)
                kept = x[i..];
            else
                kept = default;
            if (kept.Length > 0)
                sum *= kept[0];
        }
        return sum;
    }
}
