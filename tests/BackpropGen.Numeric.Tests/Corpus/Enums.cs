namespace Corpus;

public enum Shape2 { Line, Bend = 5, Square = 6 }

public enum Tiny : byte { Low, High }

public enum Wide : long { Far = -9_000_000_000, Near = 1 }

[Flags]
public enum Bits { None, One = 1, Two = 2, Four = 4 }

public sealed class ShapedLayer
{
    public Shape2 Kind;
    public double[] W = [];
    public double B { get; set; }
    public Tiny Level { get; set; }
}

public readonly record struct Shaped(Shape2 Kind, double At);

public static partial class Enums
{
    // size n: 1
    // set: kind = 5
    [Differentiable]
    public static double Equal(double x, Shape2 kind) => kind == Shape2.Bend ? Math.Sin(x) * x : x * x * x;

    // size n: 1
    [Differentiable]
    public static double Chosen(double x, [NoGradient] Shape2 kind) => kind switch
    {
        Shape2.Line => x,
        Shape2.Bend or Shape2.Square => x * x,
        _ => Math.Sin(x),
    };

    // size n: 0, 1, 4
    [Differentiable]
    public static double Changing(ReadOnlySpan<double> x, Shape2 first)
    {
        Shape2 kind = first;
        double s = 1;
        foreach (double v in x)
        {
            switch (kind)
            {
                case Shape2.Line:
                    s *= v;
                    kind = Shape2.Bend;
                    break;
                case Shape2.Bend:
                    s += v * s;
                    kind = s > 0.5 ? Shape2.Square : Shape2.Line;
                    break;
                default:
                    s = Math.Sin(s * v);
                    kind = 0;
                    break;
            }
        }
        return s * ((int)kind + 1) + Equal(s, kind) + Halved(kind, s) + Equal(s, Shape2.Square) + Chosen(s, (Shape2)(x.Length % 2));
    }

    private static double Halved(Shape2 kind, double s)
    {
        if (kind < Shape2.Square)
            return s * s;
        for (Shape2 k = kind; (int)k > 0; k = k == Shape2.Square ? Shape2.Bend : Shape2.Line)
            s *= s * 0.5;
        return s;
    }

    // size n: 1, 3
    [Differentiable]
    public static double Sets(ReadOnlySpan<double> x, Bits b, Tiny t, Wide w)
    {
        double s = 0.3;
        if ((b & Bits.Two) != 0)
            s += x[0];
        if ((b & ~Bits.One) == Bits.None)
            s *= x[^1];
        b |= Bits.Four | Bits.Two;
        b ^= Bits.One;
        if ((b & Bits.One) == Bits.One)
            s *= s;
        Wide far = t == Tiny.High ? Wide.Far : w;
        return far == Wide.Far ? s * x[0] : s * ((int)b + (byte)t + (long)far * x[0]);
    }

    // size n: 0, 1, 4
    // indices: kinds < 2
    [Differentiable]
    public static double Elements(ReadOnlySpan<double> x, ReadOnlySpan<Shape2> kinds)
    {
        double s = 0.5;
        Span<Shape2> own = new Shape2[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            own[i] = i % 2 == 1 ? Shape2.Bend : Shape2.Line;
            s = own[i / 2] == Shape2.Bend ? s * x[i] : Math.Sin(s + x[i]);
            own[0] = Shape2.Bend;
        }
        foreach (Shape2 kind in kinds)
            s += kind == Shape2.Line ? s * s : 0.1 * s;
        return s;
    }

    // size n: 0, 1, 3
    // lengths: layer.W = n, x = n
    [Differentiable]
    public static double OfMember(ShapedLayer layer, ReadOnlySpan<double> x)
    {
        double s = layer.B;
        for (int i = 0; i < x.Length; i++)
            s += layer.W[i] * x[i];
        return layer.Kind switch { Shape2.Line => s, Shape2.Bend => Math.Tanh(s), _ => layer.Level == Tiny.High ? s * s : s * s * s };
    }

    // size n: 1
    // lengths: layer.W = n
    // writes: layer.Kind, layer.Level, layer.B
    [Differentiable]
    public static double Writes(ShapedLayer layer, double x)
    {
        layer.B *= layer.Kind == Shape2.Line ? x : 2 * x;
        layer.Kind = x > 0 ? Shape2.Bend : Shape2.Line;
        if (layer.Level == Tiny.Low)
            layer.Level = Tiny.High;
        return layer.B * (layer.Kind == Shape2.Bend ? x : layer.W[0] * (int)layer.Level);
    }

    // size n: 1
    [Differentiable]
    public static double OfStruct(Shaped p, double x)
    {
        Shaped q = p with { At = x * p.At };
        q = q.At > 0 ? q : new Shaped(Shape2.Square, q.At * q.At);
        return q is { Kind: Shape2.Square, At: var at } ? at * x : q.At * (int)q.Kind;
    }

    private enum Hidden { Shrink, Grow }

    // size n: 1
    [Differentiable]
    public static double OfPrivate(double x)
    {
        Hidden next = x > 0 ? Hidden.Shrink : Hidden.Grow;
        double s = x;
        for (int i = 0; i < 3; i++)
        {
            s = next == Hidden.Shrink ? s * x : s + x;
            next = s > 1 ? Hidden.Grow : next;
        }
        return s;
    }
}

/// <summary>What is handed on, and has no meaning for a derivative.</summary>
public static partial class Texts
{
    // size n: 1
    [Differentiable]
    public static double Squared(double x, string name)
    {
        if (x > 30)
            throw new ArgumentException($"{name} is {x}", name);
        return x * x;
    }

    // size n: 1
    [Differentiable]
    public static double HandedOn(double x, string name, in int n)
    {
        const string Fixed = "fixed";
        return x * Squared(x, name) + Squared(x, "\"quoted\"\n") + Checked(x, name, n) + Checked(x, Fixed, 3) + Checked(x) * Repeated(x, name, 2);
    }

    // size n: 1
    [Differentiable]
    public static double Inlined(double x, string name)
    {
        double Local(double v, string what) => v > 50 ? throw new ArgumentException(what) : v * Squared(v, what);
        (double a, double b) = Both(x, name);
        return a * b + Local(x, name) + Local(a, nameof(a));
    }

    private static (double A, double B) Both(double x, string name)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(x, 100, name);
        return (x * x, Squared(x + 1, name));
    }

    // size n: 0, 1, 3
    [Differentiable]
    public static double InLoop(ReadOnlySpan<double> x, double a, string name, Tiny level)
    {
        double s = a;
        for (int i = 0; i < 3; i++)
        {
            s += Recomputed(x, Math.Sin(s), name, level) + Recomputed(x, a, "x", i == 1 ? Tiny.High : Tiny.Low);
            level = i % 2 == 0 ? Tiny.High : level;
        }
        return s;
    }

    // size n: 0, 1, 3
    [Differentiable, Recompute]
    public static double Recomputed(ReadOnlySpan<double> x, double a, string name, Tiny level)
    {
        double s = a;
        foreach (double v in x)
        {
            if (s > 200)
                throw new ArgumentException(name);
            s = level == Tiny.Low ? s * v : Math.Sin(s) + v;
        }
        return s;
    }

    private static double Checked(double x, string name = "nothing", int power = 1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(x, 100, name);
        for (int i = 0; i < power; i++)
            x *= x;
        return x;
    }

    private static double Repeated(double x, string name, int count) => count == 0 ? Squared(x, name) : x * Repeated(x * x, name, count - 1);
}
