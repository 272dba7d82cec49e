namespace Corpus;

public struct Complex2
{
    public double Re;
    public double Im;

    public Complex2(double re, double im)
    {
        Re = re;
        Im = im;
    }

    public readonly double Norm => Re * Re + Im * Im;

    public readonly Complex2 Conjugate() => new(Re, -Im);

    public void Scale(double factor)
    {
        Re *= factor;
        Im *= factor;
    }

    public static Complex2 operator +(Complex2 a, Complex2 b) => new(a.Re + b.Re, a.Im + b.Im);

    public static Complex2 operator -(Complex2 a) => new(-a.Re, -a.Im);

    public static Complex2 operator *(Complex2 a, Complex2 b) => new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);

    public static Complex2 operator *(double s, Complex2 a) => new(s * a.Re, s * a.Im);

    public static implicit operator Complex2(double re) => new(re, 0);
}

public readonly record struct Vector(double X, double Y, double Z)
{
    public double Length => Math.Sqrt(Dot(this));

    public double Dot(Vector other) => X * other.X + Y * other.Y + Z * other.Z;

    public Vector Cross(Vector b) => new(Y * b.Z - Z * b.Y, Z * b.X - X * b.Z, X * b.Y - Y * b.X);

    public static Vector operator +(Vector a, Vector b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vector operator *(double s, Vector a) => new(s * a.X, s * a.Y, s * a.Z);
}

public record struct Turn(double W, Vector V)
{
    public readonly Vector Rotate(Vector p)
    {
        Vector t = 2 * V.Cross(p);
        return p + W * t + V.Cross(t);
    }

    public static Turn operator *(Turn a, Turn b) => new(a.W * b.W - a.V.Dot(b.V), a.W * b.V + b.W * a.V + a.V.Cross(b.V));
}

public struct Pairing
{
    public Complex2 First;
    public Complex2 Second;
    public int Count;

    public static Pairing Of(double x, double y)
    {
        var pair = new Pairing { First = new Complex2(x, y), Count = 2 };
        pair.Second = pair.First * pair.First;
        pair.Second.Im += x;
        return pair;
    }
}

// Structs as values: locals, operators, properties, methods, constructors.
public static partial class Values
{
    [Differentiable]
    public static double Square(double x, double y)
    {
        var z = new Complex2(x, y);
        Complex2 w = z * z + 2;
        return w.Norm * x;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double Iterated(ReadOnlySpan<double> x, double y)
    {
        Complex2 z = new(0.3, y);
        for (int i = 0; i < x.Length; i++)
        {
            Complex2 old = z;
            z = z * z + new Complex2(x[i], 0.5 * x[i]);
            z.Im *= old.Re;
            if (z.Norm > 2)
                z = 0.1 * (z * old.Conjugate());
        }
        return z.Re * z.Im + z.Norm;
    }

    // A method that changes its object, and one that changes a copy.
    [Differentiable]
    public static double Changing(double x, double y)
    {
        Complex2 a = new(x, y * y);
        Complex2 b = a;
        a.Scale(x);
        b.Scale(a.Re);
        a.Re += b.Im;
        Complex2 c = a;
        c.Re = 5 * c.Im;
        return a.Re * b.Re * a.Im + c.Re * c.Re;
    }

    [Differentiable]
    public static double Nested(double x, double y)
    {
        Pairing p = Pairing.Of(x, y);
        Pairing q = p;
        q.First.Re *= q.Second.Im;
        q.First = q.First * p.Second;
        return p.First.Re * q.First.Re + q.First.Norm * p.Count;
    }

    [Differentiable]
    public static double Rotation(double w, double a, double b, double c, double x, double y, double z)
    {
        var turn = new Turn(w, new Vector(a, b, c));
        Vector p = new Vector(x, y, z);
        Vector rotated = (turn * turn).Rotate(p) with { Y = x * y };
        return rotated.Length * rotated.X + (turn with { W = x }).W * rotated.Y;
    }

    // set: flag = seed == 1
    [Differentiable]
    public static double Chosen(double x, double y, bool flag)
    {
        Complex2 a = new(x, y);
        Complex2 b = flag ? a * a : x > 0 ? -a : new Complex2(y, x * y);
        Complex2 c = default;
        if (b.Re > 0)
            c = b * a;
        c.Im += x;
        return b.Norm + c.Re * c.Im * x;
    }

    [Differentiable]
    public static double Converted(double x)
    {
        Complex2 z = x * x;
        z += x;
        z *= new Complex2(x, 1);
        return z.Norm;
    }

    private static Complex2 Early(Complex2 z, double limit)
    {
        for (int i = 0; i < 5; i++)
        {
            if (z.Norm > limit)
                return z * z;
            z = z * z + new Complex2(0.4, limit * 0.1);
        }
        return -z;
    }

    // domain: limit in [0.5, 2]
    [Differentiable]
    public static double EarlyReturn(double x, double y, double limit)
    {
        Complex2 a = Early(new Complex2(x, y), limit);
        Complex2 b = Early(a, limit * x * x + 0.3);
        return a.Re * b.Im + b.Norm * x;
    }
}
