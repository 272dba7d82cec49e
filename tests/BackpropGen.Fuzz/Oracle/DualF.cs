namespace BackpropGen.Fuzz.Oracle;

/// <summary>As <see cref="Dual"/>, with a value in single precision.</summary>
public readonly struct DualF(float v, double d)
{
    public readonly float V = (float)v;
    public readonly double D = d;

    public static implicit operator DualF(float v) => new(v, 0);

    public static implicit operator DualF(int v) => new(v, 0);

    public static explicit operator int(DualF x) => (int)x.V;

    public static DualF operator +(DualF a, DualF b) => new(a.V + b.V, a.D + b.D);

    public static DualF operator -(DualF a, DualF b) => new(a.V - b.V, a.D - b.D);

    public static DualF operator -(DualF a) => new(-a.V, -a.D);

    public static DualF operator *(DualF a, DualF b) => new(a.V * b.V, a.D * b.V + a.V * b.D);

    public static DualF operator /(DualF a, DualF b) => new(a.V / b.V, (a.D - (double)a.V / b.V * b.D) / b.V);

    public static bool operator <(DualF a, DualF b) => a.V < b.V;

    public static bool operator >(DualF a, DualF b) => a.V > b.V;

    public static bool operator <=(DualF a, DualF b) => a.V <= b.V;

    public static bool operator >=(DualF a, DualF b) => a.V >= b.V;

    public static bool operator ==(DualF a, DualF b) => a.V == b.V;

    public static bool operator !=(DualF a, DualF b) => a.V != b.V;

    public static Dual operator +(Dual a, DualF b) => a + (Dual)b;

    public static Dual operator +(DualF a, Dual b) => (Dual)a + b;

    public static Dual operator -(Dual a, DualF b) => a - (Dual)b;

    public static Dual operator -(DualF a, Dual b) => (Dual)a - b;

    public static Dual operator *(Dual a, DualF b) => a * (Dual)b;

    public static Dual operator *(DualF a, Dual b) => (Dual)a * b;

    public static Dual operator /(Dual a, DualF b) => a / (Dual)b;

    public static Dual operator /(DualF a, Dual b) => (Dual)a / b;

    public static bool operator <(Dual a, DualF b) => a.V < b.V;

    public static bool operator <(DualF a, Dual b) => a.V < b.V;

    public static bool operator >(Dual a, DualF b) => a.V > b.V;

    public static bool operator >(DualF a, Dual b) => a.V > b.V;

    public static bool operator <=(Dual a, DualF b) => a.V <= b.V;

    public static bool operator <=(DualF a, Dual b) => a.V <= b.V;

    public static bool operator >=(Dual a, DualF b) => a.V >= b.V;

    public static bool operator >=(DualF a, Dual b) => a.V >= b.V;

    public override bool Equals(object? other) => other is DualF dual && dual.V == V;

    public override int GetHashCode() => V.GetHashCode();
}
