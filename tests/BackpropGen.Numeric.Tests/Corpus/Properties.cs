namespace Corpus;

public struct Knob
{
    public double S;

    public double Thrice
    {
        readonly get => S * 3;
        set => S = value * value;
    }

    public KnobValue Value
    {
        get => new KnobValue { A = S };
        set => S = value.A * 2;
    }

    public double this[int i]
    {
        get => S * i;
        set => S = value + i;
    }
}

public struct KnobValue
{
    public double A;

    public static KnobValue operator +(KnobValue a, KnobValue b) => new() { A = a.A * b.A };
}

public class KnobBox
{
    public double V;
    public float F;
    public int N;

    public double Coded
    {
        get => V * N;
        set
        {
            V = value - F;
            N++;
        }
    }

    public float Single
    {
        get => F * F;
        set => F = value;
    }

    public int Count
    {
        get => N + 1;
        set => N = value * 2;
    }
}

/// <summary>Compound assignments to properties with code: what the getter gives, combined, goes to the setter.</summary>
public static partial class Properties
{
    // size n: 1
    [Differentiable]
    public static double OfStruct(double x, Knob q)
    {
        q.Thrice += x;
        q.Thrice *= q.S * x;
        q.Thrice -= q.Thrice * x;
        q.Thrice /= 2;
        q.Value += new KnobValue { A = x };
        q.Thrice++;
        --q.Thrice;
        q[2] = x * q[1];
        return q.S;
    }

    // size n: 1
    // writes: b.V, b.N, b.F
    [Differentiable]
    public static double OfObject(double x, KnobBox b)
    {
        b.Coded += x;
        b.Coded *= b.V;
        b.Single += (float)x;
        b.Single *= 0.5f;
        b.Count++;
        b.Count += 2;
        b.Coded /= 1 + b.Count * b.Count;
        return b.V * b.F;
    }
}
