namespace Corpus;

/// <summary>Arrays and rows that may be null.</summary>
public static partial class Missing
{
    // size n: 1
    [Differentiable]
    public static double Renamed(double x)
    {
        double[]? u = null;
        if (x > 0)
            u = [x];
        double[]? v = u;
        if (v == null)
            return x * x;
        return v[0] * x;
    }

    // size n: 1
    [Differentiable]
    public static double Twice(double x, double y)
    {
        double[]? u = null;
        if (x > 0)
            u = [x, y];
        double[]? v = u;
        double r = y;
        if (y > 0)
            u = [y, x];
        if (v is not null)
            r *= v[0] * v[1];
        if (u is not null)
            r += u[0];
        v = u;
        if (u != null)
            r *= u[1];
        return v == null ? r : r * v[0];
    }

    // size n: 1
    [Differentiable]
    public static double Listed(double x)
    {
        double[]? u = null;
        if (x > 0)
            u = [x, x * x];
        return u is [var p, var q] ? p * q : x;
    }

    // size n: 1
    [Differentiable]
    public static double Lengths(double x)
    {
        double[]? u = null;
        if (x > 0)
            u = [x, x * x];
        return u is { Length: 2 } ? u[0] * u[1] : x;
    }

    // size n: 1
    [Differentiable]
    public static double Neither(double x)
    {
        double[]? u = null;
        if (x > 0)
            u = [x, x * x];
        return u is not [_, _] ? x : u[0] * u[1];
    }

    // size n: 1
    [Differentiable]
    public static double Empty(double x, double y)
    {
        double[]? u = null;
        if (x > 0)
            u = [];
        else if (y > 0)
            u = [x, y];
        return (u is [] ? x : y) * (u is [..] ? 2 : 3) * (u is { } ? x : 5) + (u is [.., var last] ? last : 1);
    }

    // size n: 1
    [Differentiable]
    public static double Switched(double x)
    {
        double[]? u = null;
        if (x > 0)
            u = [x, x * x];
        return u switch { null => x, [var p, ..] => p * u[1], _ => 2 * x };
    }

    // size n: 1
    [Differentiable]
    public static double Stated(double x, double y)
    {
        double[]? u = null;
        if (x > 0)
            u = [x, y];
        switch (u)
        {
            case [> 0 and var p, _]: return p * y;
            case null when y > 0: return x;
            case null: return x * y;
            default: return 1;
        }
    }

    // size n: 1
    [Differentiable]
    public static double Row(double x)
    {
        double[][] t = new double[2][];
        if (x > 0)
            t[1] = [x, x * x];
        return t[1] is [var p, var q] ? p * q : t[1] is null ? x : 1;
    }

    // size n: 1
    [Differentiable]
    public static double AsSpan(double x)
    {
        double[]? u = null;
        if (x > 0)
            u = [x, x * x];
        double r = 1;
        Span<double> s = u;
        foreach (double v in s)
            r += v * v;
        s = u.AsSpan();
        return s.Length > 1 ? s[0] * r : x * r;
    }
}
