using System.Numerics;

namespace Corpus;

// Variables that name new elements again and again, or one row after the other.
public static partial class Successive
{
    // size n: 0, 1, 4
    // lengths: x = n
    [Differentiable]
    public static double Growing(ReadOnlySpan<double> x, double a)
    {
        double[] h = new double[2];
        for (int i = 0; i < x.Length; i++)
        {
            double[] next = new double[h.Length + 1];
            for (int k = 0; k < next.Length; k++)
                next[k] = Math.Sin((k < h.Length ? h[k] : 1) + a * x[i]);
            h = next;
        }
        return h[0] * h[^1];
    }

    // The layers of a network: the first input is the caller's.
    // size n: 1, 3
    // lengths: w = 3 * n * n, x = n
    [Differentiable]
    public static double Network(double[] w, double[] x)
    {
        double[] h = x;
        for (int layer = 0; layer < 3; layer++)
            h = Layer(w.AsSpan(layer * x.Length * x.Length, x.Length * x.Length), h);
        double sum = 0;
        foreach (double v in h)
            sum += v * v;
        return sum;
    }

    private static double[] Layer(ReadOnlySpan<double> w, double[] x)
    {
        double[] y = new double[x.Length];
        for (int i = 0; i < y.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
                y[i] += w[i * x.Length + j] * x[j];
            y[i] = Math.Tanh(y[i]);
        }
        return y;
    }

    // size n: 1, 3
    // lengths: x = n
    // writes: x
    [Differentiable]
    public static double InPlace(double[] x, double a)
    {
        double[] h = x;
        for (int i = 0; i < 4; i++)
        {
            h = i % 2 == 0 ? h : x;
            h = Doubled(h, a);
            if (h[0] * h[0] > 2)
                h = [h[^1] * 0.25, a];
            x[0] *= 0.5;
        }
        return h[0] + x[^1] * h[^1];
    }

    private static double[] Doubled(double[] h, double a)
    {
        for (int i = 0; i < h.Length; i++)
            h[i] *= 2 * a;
        return h;
    }

    // Each row of a table from the one before.
    // size n: 1, 2, 4
    // lengths: w = 3 * n
    // rows: w = n
    // even: w
    // writes: w
    [Differentiable]
    public static double Prefix(double[][] w, double a)
    {
        double[] before = w[0];
        double sum = a;
        for (int i = 1; i < w.Length; i++)
        {
            double[] now = w[i];
            for (int j = 0; j < now.Length; j++)
                now[j] = Math.Sin(now[j] * before[j]) + sum;
            sum += now[0] * now[^1];
            if (sum > 0)
                before = now;
        }
        before[0] *= a;
        return sum * before[0] * w[0][0];
    }

    // size n: 1, 3, 5
    // lengths: x = n
    [Differentiable]
    public static float Best(float[] x, double a)
    {
        float[]? best = null;
        float most = -9;
        for (int i = 0; i < x.Length; i++)
        {
            float[] tried = [x[i] * (float)a, x[i]];
            if (tried[0] <= most)
                continue;
            most = tried[0];
            best = tried;
        }
        return best![0] * best[1] + most;
    }

    // size n: 1, 2, 4
    // lengths: x = n
    [Differentiable]
    public static T Fibonacci<T>(ReadOnlySpan<T> x, T a) where T : IFloatingPointIeee754<T>
    {
        T[] first = x.ToArray(), second = [a, a * a];
        for (int i = 0; i < x.Length; i++)
        {
            T[] third = [first[0] + second[^1] * x[i], first[^1] * second[0]];
            (first, second) = (second, third);
            if (i == 2)
                (first, second) = (second, first);
        }
        return first[0] * second[^1] + T.Cos(second[0]);
    }

    // size n: 1, 2, 4
    // lengths: x = n
    [Differentiable]
    public static double OfDouble(ReadOnlySpan<double> x, double a) => Fibonacci(x, a) * a;

    // size n: 1, 3
    // lengths: x = n, y = n
    // writes: y
    [Differentiable]
    public static double Spans(ReadOnlySpan<double> x, Span<double> y, double a)
    {
        Span<double> at = y;
        ReadOnlySpan<double> from = x;
        for (int i = 0; i < 3; i++)
        {
            Span<double> made = new double[x.Length + i];
            from.CopyTo(made);
            made[^1] += a * at[0];
            if (i > 0)
                from = at;
            at = i == 1 ? made[1..] : made;
            at[0] *= y[^1];
        }
        y[0] = from[0] * a;
        return at[0] * at[^1] + from[^1];
    }

    // The rows of a table of one's own, one after the other, and what they become.
    // size n: 1, 3
    // lengths: x = n
    [Differentiable]
    public static double Among(double[] x, double a)
    {
        double[][] t = [[a, x[0]], (double[])x.Clone(), [x[^1]]];
        double[] row = t[0];
        for (int i = 0; i < 4; i++)
        {
            row[0] = Math.Sin(row[^1] * a + i);
            t[(i + 1) % 3][0] += row[0];
            double[] other = t[i % 3];
            row = row[0] > 0 ? other : t[(i + 1) % 3];
            if (i == 2)
                row = [row[0], a];
            t[1] = row;
            t[2] = a > 0 ? other : t[1];
        }
        return t[0][0] * t[1][^1] + t[2][0] * row[0];
    }

    private static double[] Shifted(double[] v, double by)
    {
        if (by > 0)
            by *= by;
        return [.. v, by];
    }

    private static double[] Zeros(int count) => new double[count];

    // Arrays of the method's own, for methods that take arrays.
    // size n: 1, 3
    // lengths: x = n
    // writes: x
    [Differentiable]
    public static double Handed(double[] x, double a)
    {
        double[] y = Shifted(x, a);
        double[][] table = [y, [a, x[0]], Zeros(2)];
        double[,] grid = new double[2, y.Length];
        for (int j = 0; j < y.Length; j++)
            grid[j % 2, j] = y[j] * a;
        double first = Last(y) * Last(x) + Last([a, a * x[0]]) * Last(table[1]);
        table[0][0] *= first;
        (table[0], table[2]) = (table[2], table[0]);
        return Trace(table) + Sum(grid) * Last(table[2]);
    }

    // size n: 1, 3
    // lengths: x = n
    // writes: x
    [Differentiable]
    public static double Last(double[] x)
    {
        double last = x[^1];
        x[^1] = last * last;
        return last + x[0];
    }

    // size n: 1, 2
    // lengths: t = 2 * n
    // rows: t = n
    // even: t
    [Differentiable]
    public static double Trace(double[][] t)
    {
        double sum = 0;
        for (int i = 0; i < t.Length; i++)
            sum += t[i][^1] * t[0][0] + t[i][i % t[i].Length];
        return sum;
    }

    // size n: 1, 2
    // lengths: g = 2 * n
    // rows: g = n
    [Differentiable]
    public static double Sum(double[,] g)
    {
        double sum = 0;
        foreach (double v in g)
            sum += v * v;
        return sum;
    }

    // size n: 0, 1, 3
    // lengths: x = n
    [Differentiable]
    public static double Made(double[] x, double a)
    {
        double[] z = Zeros(x.Length + 1);
        z[0] = a;
        double[][] all = { Shifted(x, a), z, Shifted(z, a * a) };
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            all[i % 2] = Shifted(all[i], sum);
            sum += all[i % 2][^1] * all[2][^1] + all[1][0];
        }
        return sum * Zeros(2)[1] + sum * a;
    }

    // Whether there is one already.
    // size n: 0, 1, 3, 6
    // lengths: x = n
    [Differentiable]
    public static double Found(double[] x, double[]? w, double a)
    {
        if (x == null)
            throw new ArgumentNullException(nameof(x));
        double[]? best = null, last = x;
        double[]?[] found = new double[2][];
        for (int i = 0; i < x.Length; i++)
        {
            double[] tried = [x[i] * a, x[i]];
            if (best is null || tried[0] > best[0])
                best = tried;
            if (i % 2 == 1)
                last = null;
            if (last != null)
                tried[1] *= last[0];
            else if (found[i % 2] == null)
                found[i % 2] = tried;
            last = i == 3 ? x : tried;
        }
        double sum = w is null ? a : 2 * a;
        if (best is not null)
            sum *= best[0] * best[1];
        for (int i = 0; i < found.Length; i++)
            sum += found[i] is null ? i * a : found[i]![0] * last![^1];
        return sum;
    }

    private static double[] Branched(double[] v, double by)
    {
        if (v.Length == 0)
            return [by, by * by];
        if (v[0] * by > 0.5)
            return Zeros(3);
        for (int i = 0; i < v.Length; i++)
        {
            if (v[i] > 0.3)
                return v[i..];
        }
        return Shifted(v, by);
    }

    private static double[] Halved(double[] v, double by)
    {
        if (v[0] > 0)
            return [v[^1] * by];
        v[0] *= 0.5;
        return v;
    }

    // size n: 0, 1, 4
    // lengths: x = n
    [Differentiable]
    public static double Returned(double[] x, double a)
    {
        double[] y = Branched((double[])x.Clone(), a);
        double[][] all = [y, Branched([], a)];
        double[] h = Branched(y, a * y[0]);
        for (int i = 0; i < 4; i++)
        {
            h = Halved(Branched(h, a + i * y[^1]), a);
            h = Halved(h, a * 0.5);
            all[i % 2] = Branched(all[0], h[0]);
        }
        return all[0][0] * all[1][^1] + h[0] * y[0] + h.Length;
    }

    private static double Inner(double[] v, double a)
    {
        double[] y = Branched(v, a);
        double[] h = Halved(Branched([a, y[^1]], a), a);
        for (int i = 0; i < 2; i++)
            h = Halved(Branched(h, y[0]), a);
        return y[0] * h[^1] + h[0];
    }

    // The same body in a loop and behind it.
    // size n: 0, 1, 3
    // lengths: x = n
    [Differentiable]
    public static double InnerTwice(double[] x, double a)
    {
        double sum = a;
        for (int i = 0; i < 3; i++)
            sum = Math.Sin(sum + Inner(x, sum + i));
        return sum + Inner(x, a) * Inner([sum, a], sum);
    }
}
