namespace Corpus;

public struct Tone
{
    public double Pitch;
    public double Volume;

    public Tone(double pitch, double volume)
    {
        Pitch = pitch;
        Volume = volume;
    }

    public static Tone operator ++(Tone t)
    {
        t.Pitch += t.Volume;
        return t;
    }

    public static Tone operator --(Tone t) => new(t.Pitch * 0.5, t.Volume - 1);

    public static bool operator true(Tone t) => t.Pitch > 0;

    public static bool operator false(Tone t) => t.Pitch <= 0;

    public static Tone operator &(Tone s, Tone t) => new(s.Pitch * t.Volume, s.Volume + t.Pitch);

    public static Tone operator |(Tone s, Tone t) => new(s.Pitch - t.Volume, s.Volume * t.Pitch);

    public static Tone operator !(Tone t) => new(-t.Pitch, t.Volume);
}

public struct Chord
{
    public Tone Root;
    public double Weight;

    public Tone Top { get; set; }
}

public struct Dial
{
    public double Angle;

    public Dial(double angle) => Angle = angle;

    public void operator *=(in Dial by)
    {
        Angle *= by.Angle;
        Angle += by.Angle;
    }

    public void operator +=(double by) => Angle += by * Angle;

    public void operator --() => Angle -= 1;
}

public static partial class UserOperators
{
    private static Tone Make(ref double pitch, double volume)
    {
        pitch *= volume;
        return new(pitch, volume);
    }

    private static double Mix(Tone s, Tone t) => s.Pitch * t.Volume + s.Volume * t.Pitch;

    // size n: 1
    [Differentiable]
    public static double Postfix(double x, double y)
    {
        Tone a = new(x, y);
        Tone b = a++;
        Tone c = ++a;
        Tone d = a--;
        a--;
        --a;
        return a.Pitch * b.Pitch * c.Pitch * d.Volume + b.Volume + d.Pitch;
    }

    // size n: 1
    [Differentiable]
    public static double PostfixInArguments(double x, double y)
    {
        Tone a = new(x, y);
        return Mix(a++, a--) * Mix(a--, ++a) + Mix(a++, a) * a.Pitch;
    }

    // size n: 1
    [Differentiable]
    public static double PostfixOfMembers(double x, double y)
    {
        Chord chord = default;
        chord.Root = new(x, y);
        chord.Top = chord.Root++;
        Tone q = chord.Top--;
        (Tone, double) t = (chord.Root++, x);
        Tone r = t.Item1++;
        return chord.Root.Pitch * chord.Top.Pitch * q.Volume + r.Pitch * t.Item1.Pitch + q.Pitch;
    }

    // size n: 1
    [Differentiable]
    public static double PostfixOfParameter(Tone p, double y)
    {
        Tone q = p++;
        return q.Pitch * p.Pitch * y + q.Volume;
    }

    // size n: 1
    [Differentiable]
    public static double Logic(double x, double y)
    {
        Tone a = new(x, y), b = new(y, x);
        Tone c = a && b, d = a || b, e = !a && b || a;
        return c.Pitch * d.Volume + c.Volume * d.Pitch + e.Pitch * y + e.Volume;
    }

    // size n: 1
    [Differentiable]
    public static double LogicInConditions(double x, double y)
    {
        Tone a = new(x, y), b = new(y, x);
        double sum = 1;
        if (a && b)
            sum += a.Pitch * b.Volume;
        else
            sum *= b.Pitch;
        if (a || b)
            sum -= x * y;
        while (a && b)
        {
            a--;
            sum *= 1.1 + x;
        }
        sum += a || !b ? x : y;
        return sum * (a.Pitch + x);
    }

    // size n: 1
    [Differentiable]
    public static double LogicWithEffects(double x, double y)
    {
        Tone a = Make(ref x, y) && Make(ref y, x) || Make(ref x, 1.5);
        if (a && Make(ref x, 2))
            y += x;
        return a.Pitch * x * y + a.Volume;
    }

    // size n: 1
    [Differentiable]
    public static double LogicKeepsItsLeftSide(double x, double y)
    {
        Tone a = new(x, y);
        Tone b = a && (a = new(y, x));
        Tone c = a || (a = b);
        return b.Pitch * x + b.Volume * c.Pitch + c.Volume * a.Pitch + (a && a++).Pitch * (a || a--).Volume;
    }

    // size n: 1
    [Differentiable]
    public static double LogicInLoop(double x, double y, int k)
    {
        Tone a = new(x, y), b = new(y, x);
        for (int i = 0; i < k; i++)
        {
            a = a && b || new Tone(x, 0.5);
            b = (a++ || b) && b;
        }
        return a.Pitch * b.Volume * 0.1;
    }

    // size n: 1
    [Differentiable]
    public static double InPlace(double x, double y)
    {
        Dial a = new(x), b = new(y);
        a *= b;
        a *= a;
        a *= new Dial(y);
        a += x *= 0.5;
        --a;
        Dial c = --a;
        Dial d = b *= a;
        b *= (b = a);
        return a.Angle * b.Angle + c.Angle * d.Angle * x;
    }
}
