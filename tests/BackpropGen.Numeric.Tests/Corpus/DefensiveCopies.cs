namespace Corpus;

public struct Spool
{
    public double Length;
    public double Width;

    public Spool(double length, double width)
    {
        Length = length;
        Width = width;
    }

    public readonly double Grown => Doubled + Length;

    public double Doubled
    {
        get
        {
            Length *= 2;
            return Length + Width;
        }
    }

    public double this[int i]
    {
        get
        {
            Length += i;
            return Length;
        }
    }

    public void Set(double length)
    {
        Length = length;
        Width *= 2;
    }

    public double Grow(double by)
    {
        Length += by;
        return Length * Width;
    }

    public readonly double Area(double by) => Length * by + Width;

    public readonly double AfterSet(double length)
    {
        Set(length);
        return Length;
    }

    public readonly double AfterGrow(double by) => this.Grow(by) * Length + Grow(by);

    public readonly double At(int i) => this[i] * Length;
}

public struct Reel
{
    public Spool Inner;

    public readonly double Set(double length)
    {
        Inner.Set(length);
        return Inner.Length * Inner.Doubled * Inner.Length;
    }
}

public readonly struct SealedReel
{
    private readonly Spool inner;

    // A constructor changes the field itself.
    public SealedReel(double length, double width)
    {
        inner = new(length, width);
        inner.Set(length * width);
    }

    public double Grow(double by) => inner.Grow(by) * inner.Length;

    public double Twice(double by) => Grow(by) + Grow(by);
}

public sealed class Winder
{
    public Spool Own;
    public Gearbox Gear = new();
}

public sealed class Gearbox
{
    public Spool Own;
}

public partial struct Drum
{
    public double Length;
    public Spool Inner;

    private void Stretch(double by) => Length *= by;

    // size n: 1
    [Differentiable]
    public readonly double Stretched(double x)
    {
        Stretch(x);
        return Length * x;
    }

    // size n: 1
    [Differentiable]
    public readonly double OfInner(double x)
    {
        Inner.Set(x);
        return Inner.Length * x * Length + Inner.Grow(x);
    }

    // size n: 1
    // writes: this.Length
    [Differentiable]
    public double Shrunk(double x)
    {
        Length *= x;
        return Length * Inner.Width;
    }

    // size n: 1
    [Differentiable]
    public readonly double OfMarked(double x) => Shrunk(x) * Length + Stretched(x);
}

// A method that is not readonly works on a copy of what must not change.
public static partial class DefensiveCopies
{
    private static ref Spool Same(ref Spool s) => ref s;

    private static ref readonly Spool Seen(in Spool s) => ref s;

    private static double ByValue(Spool s, double by) => s.Grow(by) * s.Length;

    // size n: 1
    [Differentiable]
    public static double InReadonlyMethods(double x, double y)
    {
        Spool a = new(x, y);
        double sum = a.AfterSet(y) * a.Length + a.AfterGrow(y) * a.Length;
        return sum + a.Grown * a.Length + a.At(2) * a.Length;
    }

    // size n: 1
    [Differentiable]
    public static double InFields(double x, double y)
    {
        Reel reel = default;
        reel.Inner = new(x, y);
        return reel.Set(y) * reel.Inner.Length + reel.Inner.Grow(x) * reel.Inner.Length;
    }

    // size n: 1
    [Differentiable]
    public static double InReadonlyStructs(double x, double y)
    {
        SealedReel reel = new(x, y);
        return reel.Grow(x) * reel.Twice(y);
    }

    // size n: 1
    [Differentiable]
    public static double ThroughReferences(double x, double y)
    {
        Spool a = new(x, y);
        ref readonly Spool q = ref a;
        q.Set(y);
        double sum = q.Length * a.Length + q.Doubled * q.Length + q[1] * q.Length;
        a.Set(x * y);
        return sum * q.Grow(x) * q.Length;
    }

    // size n: 1
    [Differentiable]
    public static double ThroughTuples(double x, double y)
    {
        (Spool, double) t = (new(x, y), x);
        ref readonly (Spool First, double) q = ref t;
        q.First.Set(y);
        t.Item1.Grow(x);
        return q.First.Length * t.Item1.Length;
    }

    // size n: 1
    [Differentiable]
    public static double ThroughParameters(in Spool p, double y)
    {
        ref readonly Spool q = ref p;
        q.Set(y);
        double Inside(in Spool s, double v)
        {
            s.Set(v);
            return s.Length * s.Grow(v);
        }
        return q.Length * p.Grow(y) * p.Length + Inside(p, y) * Inside(in q, 2);
    }

    // size n: 1
    [Differentiable]
    public static double Returned(double x, double y)
    {
        Spool a = new(x, y);
        Same(ref a).Set(x * y);
        double sum = Same(ref a).Doubled;
        Seen(a).Set(y);
        return sum * a.Length + a.Width * Seen(in a).Grow(x);
    }

    // size n: 1
    // writes: o.Own.Length, o.Own.Width, o.Gear.Own.Length, o.Gear.Own.Width
    [Differentiable]
    public static double InObjects(Winder o, double x)
    {
        o.Gear.Own.Set(x * x);
        o.Own.Grow(x);
        return o.Gear.Own.Length * o.Own.Doubled * o.Own.Length + o.Gear.Own.Grow(x) * o.Gear.Own.Width;
    }

    // A readonly method sees what its arguments do to its object.
    // size n: 1
    [Differentiable]
    public static double ReadonlyIsByReference(double x, double y)
    {
        Spool a = new(x, y);
        ref readonly Spool q = ref a;
        double sum = q.Area(a.Length = y * y) + q.Grow(a.Length = x * x);
        return sum + a.Area(a.Width = x) * q.Length;
    }

    // size n: 1
    [Differentiable]
    public static double ByValueIsCopied(double x, double y)
    {
        Spool a = new(x, y);
        return ByValue(a, a.Length *= y) * a.Length + ByValue(a, a.Grow(y)) * a.Length;
    }

    // size n: 1
    [Differentiable]
    public static double OfMarked(in Drum p, double x) => p.Stretched(x) * p.OfInner(x) + p.Shrunk(x) * p.Length;
}
