namespace Corpus;

/// <summary>Arrays and rows that may be null, among several, in methods and loops.</summary>
public static partial class MissingRows
{
    // size n: 1
    [Differentiable]
    public static double ToHelper(double x)
    {
        double[]? u = null;
        if (x > 0)
            u = [x, x * x];
        double r = Product(u);
        ReadOnlySpan<double> s = u.AsSpan();
        return r + x * s.Length;
    }

    private static double Product(ReadOnlySpan<double> s)
    {
        double r = 1;
        foreach (double v in s)
            r *= v;
        return r;
    }

    // size n: 1
    [Differentiable]
    public static double ToHelpers(double x, double y)
    {
        double[][] t = new double[3][];
        t[0] = [x, y];
        if (y > 0)
            t[2] = [x * y];
        double r = 1;
        for (int i = 0; i < 3; i++)
            r *= First(t[i], y) + Handed(t[i], x);
        double[]? u = y > 0 ? null : t[0];
        return r * First(u, x);
    }

    private static double First(double[]? q, double x) => q == null ? x : q[0] * x;

    private static double Handed(double[]? q, double x)
    {
        double[]? same = q;
        return x * First(same, x) * First(q, 2) * Product(q);
    }

    // size n: 1
    [Differentiable]
    public static double Each(double[] w, double x)
    {
        double[][] t = new double[2][];
        t[0] = [w[0], x];
        double r = 1;
        foreach (double[] q in t)
        {
            if (q is null)
            {
                r += x;
                continue;
            }
            r *= q[0] * q[1];
        }
        return r;
    }

    // size n: 1
    [Differentiable]
    public static double ByIndex(double[] w, double x)
    {
        double[][] t = new double[2][];
        t[0] = [w[0], x];
        double r = 1;
        for (int i = 0; i < 2; i++)
        {
            double[] q = t[i];
            if (q == null)
                r += x;
            else
                r *= q[0] * q[1];
        }
        return r;
    }

    // size n: 3, 4
    [Differentiable]
    public static double Exchanged(double[] w, double x)
    {
        double[][] t = new double[w.Length][];
        for (int i = 0; i < w.Length; i += 2)
            t[i] = [w[i], x];
        double r = 1;
        foreach (double[] q in t)
        {
            if (q is null)
            {
                r += x;
                continue;
            }
            r *= q[0] * q[1];
            q[0] *= x;
        }
        t[0] = t[1];
        (t[1], t[2]) = (t[2], t[1]);
        if (t[0] == null)
            r *= x;
        return r * t[1][0];
    }

    // size n: 1
    [Differentiable]
    public static double Chosen(double x)
    {
        double[]? u = [x, 2];
        u = x > 0 ? null : u;
        if (u is null)
            return x * x;
        return u[0] * u[1];
    }

    // size n: 1
    [Differentiable]
    public static double ChosenInLoop(double x)
    {
        double[]? u = null;
        for (int i = 0; i < 3; i++)
        {
            if (u is [> 0, ..])
                x += u[0];
            u = i == 1 ? null : u;
            if (x > 0)
                u = [x, 2];
        }
        return x;
    }

    // size n: 1
    [Differentiable]
    public static double ChosenFirst(double x, double[] w)
    {
        double[]? u = x > 0 ? w : null;
        return u == null ? x : u[0] * x;
    }

    // size n: 1
    [Differentiable]
    public static double ChosenNew(double x, double y, double[] w)
    {
        double[]? u = x > 0 ? [x, y] : y > 0 ? w : null;
        double r = u == null ? x : u[0] * x;
        u = y > 0.5 ? null : x < 0 ? [y, x, r] : u;
        Span<double> s = u;
        foreach (double v in s)
            r += v * v;
        return u is null ? r : r * u[^1];
    }

    // size n: 1
    [Differentiable]
    public static double Made(double x)
    {
        double[]? u = Maybe(x);
        return u == null ? x : u[0] * u[1];
    }

    private static double[]? Maybe(double x)
    {
        if (x > 0)
            return [x, x * x];
        return null;
    }

    // size n: 1
    [Differentiable]
    public static double MadeInLoop(double x, double y)
    {
        double[]? best = null;
        double r = y;
        for (int i = 0; i < 3; i++)
        {
            best = Either(x - i * 0.3, y);
            if (best is not null)
                r *= best[0];
        }
        return Maybe(r) is [var a, var b] ? a * b + r : Maybe(y) is null ? r : r * r * x;
    }

    private static double[]? Either(double x, double y) => x > 0 ? [x, y] : y > 0 ? [y] : null;

    // size n: 1
    [Differentiable]
    public static double OfParameter(double x, double[] w)
    {
        double[]? u = w;
        double r = x;
        for (int i = 0; i < 3; i++)
        {
            if (u == null)
                r *= 2;
            else
                r += u[0] * u.Length;
            u = i == 0 ? null : w;
        }
        Span<double> s = u;
        return r * s[0];
    }

    // size n: 1
    [Differentiable]
    public static double InLoop(double x, double[] w)
    {
        double[]? u = null;
        for (int i = 0; i < 4; i++)
        {
            if (i == 2)
                u = null;
            if (u != null)
            {
                x += u[0] * u[1];
                u[0] *= x;
            }
            else if (x > -1)
                u = [x, i];
        }
        return u == null ? x : u[0] * u[1] + x;
    }

    // size n: 1
    [Differentiable]
    public static double AmongOthers(double x, double y, double[] w)
    {
        double[]? u = null;
        double r = y;
        for (int i = 0; i < 4; i++)
        {
            double[]? v = u;
            if (v is null)
                r += x;
            else
                r *= v[0];
            if (i == 1)
                u = null;
            else if (x > i * 0.4)
                u = [x, r];
            else if (y > 0)
                u = w;
            if (u != null && v == null)
                r += u[^1] * u.Length;
        }
        return u is [var only] ? only * r : r * x;
    }

    // size n: 1
    [Differentiable]
    public static double Null(double x, double[] w) => First(null, x) * First(w, x) + Handed(null, x);

    // size n: 1, 3
    [Differentiable]
    public static double OfParameters(double[][] a, double x)
    {
        double r = x;
        int i = 0;
        while (i < a.Length)
        {
            double[] q = a[i++];
            Span<double> s = q;
            if (q != null && s.Length > 0)
                r += s.Length * x * First(q, x);
        }
        return r;
    }
}
