namespace Corpus;

public readonly record struct V3(double X, double Y, double Z)
{
    public static V3 Zero => new(0, 0, 0);

    public double SquaredLength => X * X + Y * Y + Z * Z;

    public double this[int i] => i == 0 ? X : i == 1 ? Y : Z;

    public static V3 operator +(V3 a, V3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static V3 operator -(V3 a) => new(-a.X, -a.Y, -a.Z);

    public static V3 operator *(double s, V3 a) => new(s * a.X, s * a.Y, s * a.Z);

    public static V3 Cross(V3 a, V3 b) => new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);

    public double Dot(V3 other) => X * other.X + Y * other.Y + Z * other.Z;
}

public readonly record struct Rotor(double X, double Y, double Z, double W)
{
    public V3 Vector => new(X, Y, Z);

    public static Rotor operator *(Rotor a, Rotor b) => new(
        a.W * b.X + a.X * b.W + a.Y * b.Z - a.Z * b.Y,
        a.W * b.Y - a.X * b.Z + a.Y * b.W + a.Z * b.X,
        a.W * b.Z + a.X * b.Y - a.Y * b.X + a.Z * b.W,
        a.W * b.W - a.X * b.X - a.Y * b.Y - a.Z * b.Z);

    public V3 Rotate(V3 v)
    {
        V3 t = 2 * V3.Cross(Vector, v);
        return v + W * t + V3.Cross(Vector, t);
    }
}

public struct Cartesian
{
    public double Re;
    public double Im;

    public Cartesian(double re, double im)
    {
        Re = re;
        Im = im;
    }

    public Cartesian(double re)
        : this(re, 0)
    {
    }

    public static implicit operator Cartesian(double re) => new(re);

    public static explicit operator double(Cartesian z) => z.Re;

    public static Cartesian operator +(Cartesian a, Cartesian b) => new(a.Re + b.Re, a.Im + b.Im);

    public static Cartesian operator *(Cartesian a, Cartesian b) => new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);

    public static Cartesian operator ++(Cartesian a) => new(a.Re + 1, a.Im);

    public readonly double Norm() => Re * Re + Im * Im;

    public void Square()
    {
        double re = Re * Re - Im * Im;
        Im = 2 * Re * Im;
        Re = re;
    }

    public void Multiply(Cartesian other)
    {
        double re = Re * other.Re - Im * other.Im;
        Im = Re * other.Im + Im * other.Re;
        Re = re;
    }

    public void AddTwice(Cartesian other)
    {
        Re += other.Re;
        Im += other.Im;
        Re += other.Re;
        Im += other.Im;
    }

    public double Next()
    {
        Re = Re * Re + 0.5;
        return Re * Im;
    }
}

public struct Tally
{
    public double Sum { get; set; }

    public int Count { get; private set; }

    public double Mean => Sum / Count;

    public double Scaled
    {
        readonly get => Sum * 2;
        set => Sum = value / 2;
    }

    public void Add(double x)
    {
        Sum += x * x;
        Count++;
    }
}

public struct Slope2(double value, double slope)
{
    public double Value = value;
    public double Slope = slope;
    private readonly double half = value / 2;

    public static Slope2 operator *(Slope2 a, Slope2 b) => new(a.Value * b.Value, a.Value * b.Slope + a.Slope * b.Value);

    public static Slope2 Sin(Slope2 a) => new(Math.Sin(a.Value), Math.Cos(a.Value) * a.Slope);

    public readonly double Half => half;
}

public struct Placed
{
    public V3 Position;
    public Cartesian Phase;

    public void Turn()
    {
        Phase.Square();
        Position = -Position;
    }
}

public static partial class StructValues
{
    private static readonly V3 Up = new(0, 1, 0.5);

    // size n: 1
    [Differentiable]
    public static double Rotation(double x, double y, double z, double w, double a, double b, double c)
    {
        var q = new Rotor(x, y, z, w);
        V3 v = q.Rotate(new V3(a, b, c));
        return v.X * v.Y + v.Z * v.Z;
    }

    // size n: 1

    [Differentiable]
    public static double RotationOfParameters(Rotor q, V3 v)
    {
        V3 r = (q * q).Rotate(v);
        return r.X * r.Y * r.Z + r.SquaredLength;
    }

    // size n: 1
    [Differentiable]
    public static double MutatingMethods(double x, double y)
    {
        var z = new Cartesian(x, y);
        Cartesian copy = z;
        copy.Square();
        copy.Square();
        z.Multiply(z);
        z.AddTwice(z);
        return z.Re * copy.Im + z.Im * copy.Re + copy.Norm();
    }

    // size n: 1, 3
    [Differentiable]
    public static double OverwrittenInLoop(ReadOnlySpan<double> x, double y)
    {
        Cartesian z = new() { Re = y, Im = 0.5 };
        for (int i = 0; i < x.Length; i++)
        {
            z = z * z + new Cartesian(x[i], y);
            z.Im *= z.Re;
        }
        return z.Re * z.Im;
    }

    // size n: 1
    [Differentiable]
    public static double OverwrittenInBranch(double x, double y)
    {
        var z = new Cartesian(x, y);
        if (x > y)
            z *= z;
        else
            z = z.Re * z + 1;
        z = x < 0.5 ? z * z : z + x;
        return z.Norm() * z.Re;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double Accumulating(ReadOnlySpan<double> x, double s)
    {
        Tally counter = default;
        counter.Add(s);
        foreach (double value in x)
        {
            counter.Add(value * counter.Sum);
        }
        counter.Scaled = counter.Scaled * counter.Sum;
        return counter.Mean * counter.Sum;
    }

    // size n: 1
    [Differentiable]
    public static double Duals(double x, double y)
    {
        var a = new Slope2(x, 1);
        var b = new Slope2(y, x);
        Slope2 c = Slope2.Sin(a * b) * b;
        a = a * c;
        return c.Slope * c.Value + a.Half * a.Slope;
    }

    // size n: 1
    [Differentiable]
    public static double EffectsInOrder(double x, double y)
    {
        var z = new Cartesian(x, y);
        return z.Next() + z.Re * z.Next() - z.Next() * z.Re;
    }

    // size n: 1
    [Differentiable]
    public static double Nested(double x, double y)
    {
        Placed box;
        box.Position = new V3(x, y, x * y);
        box.Phase = new Cartesian(x, y);
        Placed other = box;
        other.Turn();
        other.Phase.Re += box.Phase.Im * other.Phase.Re;
        box.Position = other.Position with { X = box.Position.X * other.Phase.Re, Z = y * y };
        return box.Position.Dot(other.Position) * other.Phase.Norm();
    }

    // size n: 1
    [Differentiable]
    public static double Constants(double x)
    {
        V3 v = x * Up + V3.Zero;
        return v.Y * v.Z + v[1] * v[2];
    }

    // size n: 1
    [Differentiable]
    public static double Conversions(double x, double y)
    {
        Cartesian z = x;
        z += y;
        z++;
        z = z * new Cartesian(y, x);
        return (double)z * z.Im;
    }

    // size n: 1

    [Differentiable]
    public static double WithSwapsParts(V3 v)
    {
        v = v with { X = v.Y, Y = v.X * v.Z };
        v = new V3(v.Z, v.X, v.Y);
        return v.X * v.Y * v.Y + v.Z;
    }

    // size n: 1
    [Differentiable]
    public static double InParameter(in Cartesian z, double x)
    {
        double before = z.Re;
        double next = z.Norm() * x;
        return next * next + before;
    }

    // size n: 1, 3
    [Differentiable]
    public static double EarlyReturnOfStructs(double x, ReadOnlySpan<double> y)
    {
        Cartesian z = new(x, 1);
        for (int i = 0; i < y.Length; i++)
            z = Clamped(z, y[i]);
        return z.Norm() * z.Re;
    }

    private static Cartesian Clamped(Cartesian z, double by)
    {
        if (z.Re > 1)
            return new Cartesian(z.Im * by, z.Re);
        if (z.Im < by)
            return z * z;
        z.Re *= by;
        return z;
    }
}
