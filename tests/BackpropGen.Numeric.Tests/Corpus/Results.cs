namespace Corpus;

// Methods that return tuples and structs of numbers. A case is about the sum of the members, each times its number.
public static partial class Results
{
    public struct Point
    {
        public double X;
        public double Y;
    }

    public readonly record struct Ray(Point From, float Length, int Steps)
    {
        public double Angle { get; init; }
    }

    [Differentiable]
    public static (double Sum, double Product) Both(double x, double y) => (x + y * y, x * y);

    // size n: 0, 1, 5
    [Differentiable]
    public static (double, float) OfBuffer(ReadOnlySpan<double> x, float a)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Sin(x[i]) * a;
            a *= (float)x[i];
            if (sum > 2)
                return (sum * sum, a * a);
        }
        return (sum, a * (float)sum);
    }

    [Differentiable]
    public static Point Turned(Point p, double angle)
    {
        (double sin, double cos) = (Math.Sin(angle), Math.Cos(angle));
        p.X *= 2;
        return new Point { X = cos * p.X - sin * p.Y, Y = sin * p.X + cos * p.Y };
    }

    // set: n = seed
    [Differentiable]
    public static Ray Cast(Point p, double angle, float length, int n)
    {
        for (int i = 0; i < n; i++)
            p = Turned(p, angle * i + 0.1);
        return new Ray(p, length * length, n) { Angle = angle * p.X };
    }

    [Differentiable]
    public static double Used(Point p, double a)
    {
        Point q = Turned(p, a);
        (double sum, double product) = Both(q.X, q.Y);
        return sum * product + Both(a, a).Sum;
    }

    // writes: y
    // size n: 1, 4
    [Differentiable]
    public static (double Before, double After) Written(Span<double> y, double by)
    {
        double before = y[0];
        for (int i = 0; i < y.Length; i++)
            y[i] *= by + y[y.Length - 1 - i];
        return (before * by, y[0]);
    }
}
