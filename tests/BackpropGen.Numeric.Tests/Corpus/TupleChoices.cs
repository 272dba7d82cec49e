namespace Corpus;

/// <summary>Tuples whose parts become other numbers when one of them is chosen.</summary>
public static partial class TupleChoices
{
    private static (double Value, double Slope) Leaky(double v) => v >= 0 ? (v, 1) : (0.1 * v, 2);

    private static (double, float) Level(double v, int n) => n switch { 1 => (v, 1), 2 => (v * v, 3), _ => (2, n) };

    // size n: 1
    [Differentiable]
    public static double OfChoice(double x, double y)
    {
        (double value, double slope) = Leaky(x * y);
        (double Value, double Slope) other = y > 0 ? (x, 1) : (y, 2);
        return value * slope / 4 + other.Value * other.Slope / 2 * Leaky(y).Slope;
    }

    // size n: 1
    // set: k = seed
    [Differentiable]
    public static double OfSwitch(double x, double y, int k)
    {
        (double a, double b) = k switch { 1 => (x, 1), _ => (x * y, 2) };
        (double c, float d) = Level(y, k);
        return a / b * c + d / 2;
    }

    // size n: 1
    [Differentiable]
    public static double Nested(double x, float y, int k)
    {
        (double, (double A, double B)) t = x > y ? (x, (k, y)) : (y * x, (1, 2));
        (int first, long second) p = (k, k + 1);
        (double first, double second) q = p;
        (double, long) cast = ((double, long))(x > 0 ? (k, 7) : (3, k));
        return t.Item1 * t.Item2.A / 2 + t.Item2.B * x + q.first / q.second * x + cast.Item1 / 2 * cast.Item2 * x;
    }

    // size n: 1
    // domain: x in [1.1, 1.4]
    // tolerance: 1e-4
    [Differentiable]
    public static double Narrowed(double x, double y)
    {
        (double, double) wide = (x * 3, y);
        (int, float) narrow = ((int, float))wide;
        return narrow.Item1 / 2 * x + narrow.Item2 * y;
    }
}
