namespace BackpropGen.Fuzz.Oracle;

/// <summary>
/// A number with its derivative in one direction: forward mode, which knows nothing of the generator. A program over these follows the very
/// branches that it takes over numbers. (Griewank and Walther, Evaluating Derivatives, section 3.1.)
/// </summary>
public readonly struct Dual(double v, double d)
{
    public readonly double V = v;
    public readonly double D = d;

    public static implicit operator Dual(double v) => new(v, 0);

    public static implicit operator Dual(int v) => new(v, 0);

    public static implicit operator Dual(DualF x) => new(x.V, x.D);

    public static explicit operator DualF(Dual x) => new((float)x.V, x.D);

    public static explicit operator int(Dual x) => (int)x.V;

    public static Dual operator +(Dual a, Dual b) => new(a.V + b.V, a.D + b.D);

    public static Dual operator -(Dual a, Dual b) => new(a.V - b.V, a.D - b.D);

    public static Dual operator -(Dual a) => new(-a.V, -a.D);

    public static Dual operator *(Dual a, Dual b) => new(a.V * b.V, a.D * b.V + a.V * b.D);

    public static Dual operator /(Dual a, Dual b) => new(a.V / b.V, (a.D - a.V / b.V * b.D) / b.V);

    public static bool operator <(Dual a, Dual b) => a.V < b.V;

    public static bool operator >(Dual a, Dual b) => a.V > b.V;

    public static bool operator <=(Dual a, Dual b) => a.V <= b.V;

    public static bool operator >=(Dual a, Dual b) => a.V >= b.V;

    public static bool operator ==(Dual a, Dual b) => a.V == b.V;

    public static bool operator !=(Dual a, Dual b) => a.V != b.V;

    public override bool Equals(object? other) => other is Dual dual && dual.V == V;

    public override int GetHashCode() => V.GetHashCode();
}
