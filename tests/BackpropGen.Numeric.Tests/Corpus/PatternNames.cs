namespace Corpus;

/// <summary>Names that a part of a condition gives, and that the rest of the statement uses.</summary>
public static partial class PatternNames
{
    // size n: 1
    [Differentiable]
    public static double InIf(double x, double y)
    {
        if (y > 0 && x * y is var s && s > 0.1)
            return s * x;
        return y;
    }

    // size n: 1
    [Differentiable]
    public static double InChoice(double x, double y) => y > 0 && x * y is var s && s > 0.1 ? s * x : y;

    // size n: 1
    [Differentiable]
    public static double InWhile(double x, double y)
    {
        double r = x;
        while (r < 5 && r * y is var s && s < 0.4)
            r = r + s * s + 0.5;
        return r;
    }

    // size n: 1
    [Differentiable]
    public static double InFor(double x, double y, int k)
    {
        double r = x;
        for (int i = 0; i < k && r * y + i is < 2 and var s; i++)
        {
            if (s < 0)
                continue;
            r += s * s;
        }
        do
            r *= 0.5;
        while (r > 0.2 && r * y is var u && u * u > 0.1);
        return r;
    }

    // size n: 1
    [Differentiable]
    public static double InLocal(double x, double y)
    {
        bool isLarge = y > 0 && x * y is var s && s > 0.1, isSmall = !isLarge && x - y is var d && d * d < 0.3;
        return isLarge ? x * x : isSmall ? x * y : y;
    }

    // size n: 1
    [Differentiable]
    public static double InElse(double x, double y)
    {
        if (x > 0)
        {
            if (y > 0 && x * y is > 0.1 and var s)
                x *= s;
        }
        else if (y > -0.5 && x * x is var s and > 0.1)
        {
            x += s;
        }
        return x * y;
    }

    // size n: 1
    [Differentiable]
    public static double Integers(double x, double y, int k)
    {
        if (k > 0 && k * 2 is var m && k > m - 3 && m is var same)
            return m * x * y + same;
        return x;
    }

    // size n: 1
    [Differentiable]
    public static double OfTuple(double x, double y)
    {
        if (y > 0 && (x * y, x) is (> 0, var s) and var pair)
            return s * pair.Item1;
        return y * y;
    }

    // size n: 1, 2, 3
    [Differentiable]
    public static double OfElements(double[] a, double y)
    {
        if (y > 0 && a is [var s, > 0 and var t])
            return s * t * y;
        return y * a[0];
    }

    // size n: 1
    [Differentiable]
    public static double Several(double x, double y)
    {
        if (x > 0 && x * y is var s && (y > 0 || s < -0.5) && Math.Sin(s) is var t && x + y is var u && u > t)
            return s * t * u;
        return x * y;
    }

    // size n: 1
    [Differentiable]
    public static double Neither(double x, double y)
    {
        if (y < 0 || x * y is not (> 0.1 and var s))
            return x;
        return s * x;
    }

    // size n: 1
    [Differentiable]
    public static double OfChoice(double x, double y)
    {
        if ((x > y ? x * y is > -0.5 and var s : false) && s < 1)
            return s * x;
        return y * y;
    }

    // size n: 1
    [Differentiable]
    public static double OfVariable(double x, double y)
    {
        if (y > 0 && x is var old && (x *= y) > 0.1)
            return old * x;
        return x * (y > -1 && (x += y) is > -1 and var sum && sum is var same ? same * sum : y);
    }

    // size n: 1
    [Differentiable]
    public static double OfHelper(double x, double y) => Bent(x, y) * (x > 0 ? Bent(y, x) : Bent(y, y));

    private static double Bent(double a, double b)
    {
        if (a > 0 && a * b is var s && s > 0.2)
            return s * a;
        return b;
    }

    // size n: 1
    [Differentiable]
    public static double Tried(double x, double y)
    {
        if (y > 0 && Root(x, out double r) && r > 0.3)
            return r * y;
        if (x > 0 && Parts(y, out (double Twice, double Square) of) && of.Square > 0.1)
            return of.Twice * of.Square * x;
        return x;
    }

    private static bool Root(double v, out double r)
    {
        r = v > 0 ? Math.Sqrt(v) : v;
        return v > 0;
    }

    private static bool Parts(double v, out (double Twice, double Square) of)
    {
        of = (2 * v, v * v);
        return v < 1;
    }

    // size n: 1
    [Differentiable]
    public static double Guarded(double x, double y) => x switch
    {
        > 0 when x * y is var s && s > 0.1 => s * x,
        < 0 when y > 0 && x + y is var s && s > -0.2 => s * s,
        var v when v * y is var s && s < 0 && s * v is var t => s * t,
        _ => y,
    };

    // size n: 1
    [Differentiable]
    public static double Counted(double x, double y)
    {
        double seen = 0;
        double r = x switch
        {
            > 0 when (seen += x * y) > 0.5 => seen * x,
            > -0.5 when Root(seen * y + x, out double root) => root * y,
            _ => y * x,
        };
        return r * seen + x;
    }

    // size n: 1, 2, 4
    // set: k = seed * n - 1
    [Differentiable]
    public static double Sections(double[] a, double y, int k)
    {
        double r = y;
        switch (k)
        {
            case < 0:
                return r;
            case var i when i >= a.Length || a[i] * y is var far && far > 5:
                r *= y;
                break;
            case 0 when a[0] is > 0 and var first:
                r *= first;
                break;
            case var i when a[i] * y is var s && s > 0:
                r += s * a[i];
                break;
            case 1 or 3 when (r *= y) < 0:
                r -= y * y;
                break;
            default:
                r *= a[k];
                break;
        }
        return r;
    }

    // size n: 1
    // set: k = seed + 2
    [Differentiable]
    public static double DefaultBetween(double x, double y, int k)
    {
        switch (k)
        {
            case 3:
            default:
                x *= x;
                break;
            case > 2 when y < 5:
                x *= y;
                break;
            case 1:
                x += y;
                break;
        }
        return x * y;
    }
}
