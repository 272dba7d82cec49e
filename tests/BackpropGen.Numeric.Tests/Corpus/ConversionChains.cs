namespace Corpus;

/// <summary>Conversions of a struct's own, with those of numbers before and after them.</summary>
public static partial class ConversionChains
{
    public readonly struct Money
    {
        public readonly double A;

        public Money(double a) => A = a;

        public static implicit operator Money(double d) => new(d * 2);

        public static implicit operator double(Money m) => m.A * m.A;
    }

    public readonly struct Share
    {
        public readonly float P;

        public Share(float p) => P = p;

        public static explicit operator Share(int k) => new(k / 4f + k / 2);

        public static explicit operator float(Share s) => s.P * s.P;

        public static explicit operator int(Share s) => (int)(s.P * 10);
    }

    // size n: 1
    // tolerance: 1e-4
    [Differentiable]
    public static double ToSingle(double x, double y)
    {
        Money m = x;
        float f = (float)m;
        return f * y + (float)(m + 1) * (float)m;
    }

    // size n: 1
    // domain: x in [0.6, 0.65]
    [Differentiable]
    public static double ToIntegers(double x, double y)
    {
        Money m = (Money)(float)x;
        int k = (int)m;
        long l = (long)m + 2;
        byte b = (byte)m;
        return k * y + x * l / b + m.A + (k + l) / 2;
    }

    // size n: 1
    [Differentiable]
    public static double FromIntegers(double x, int k, long l)
    {
        Money m = k, q = (Money)l;
        Money r = (short)3;
        return x * m.A * q.A + r.A * x / (m / 2);
    }

    // size n: 1
    // tolerance: 1e-4
    [Differentiable]
    public static double FromSingle(float x, double y)
    {
        Money m = x;
        m = (Money)(x * 2f);
        return m.A * y + Half(m) * Half(x);
    }

    private static double Half(Money m) => m.A / 2;

    // size n: 1
    // set: k = 3
    [Differentiable]
    public static double OfHalves(double x, double y, int k) => x * Whole(k) + y / Part(k) + Part(k + 1);

    private static double Part(double d) => 1 / d + d / 2;

    private static double Whole(Money m) => 1 / m.A;

    // size n: 1
    // domain: x in [0.4, 0.45]
    // tolerance: 1e-4
    [Differentiable]
    public static double Explicit(float x, double y, double z)
    {
        Share s = new(x);
        double d = (double)(float)s;
        long whole = (long)(int)s;
        Share other = (Share)(int)(y * 0 + 7.5);
        Share third = (Share)7.5;
        return d * y + whole * z + (double)other.P * y * (double)s + third.P;
    }
}
