namespace Corpus;

public static partial class Arithmetic
{
    // size n: 1
    [Differentiable]
    public static double Sum(double x, double y) => x + y;

    // size n: 1
    [Differentiable]
    public static double Difference(double x, double y) => x - y;

    // size n: 1
    [Differentiable]
    public static double Product(double x, double y) => x * y;

    // size n: 1
    // domain: y in [0.4, 2]
    [Differentiable]
    public static double Quotient(double x, double y) => x / y;

    // size n: 1
    // domain: x in [2.6, 2.9], y in [1.1, 1.2]
    [Differentiable]
    public static double Remainder(double x, double y) => x % y;

    // size n: 1
    [Differentiable]
    public static double Signs(double x, double y) => -(-x * +y) - -y;

    // size n: 1
    [Differentiable]
    public static double SameTwice(double x) => x + x - x * x * x + x / 4;

    // size n: 1
    // domain: x in [0.5, 2]
    [Differentiable]
    public static double Nested(double x, double y) => (x - y) * (x + y) / (1 + x * x) - (2 - (3 - (x - (y - 1)))) / (x / (y * y + 1));

    // size n: 1
    [Differentiable]
    public static double NegativeConstants(double x) => -1.5 * x + x * -2 - -3e-3 * x * x + -0.0;

    // size n: 1
    [Differentiable]
    public static double Constants(double x) => Math.PI * x + double.E * x * x + 1e300 * (x * 1e-300) + int.MaxValue * (x * 1e-9);

    private const double Weight = -2.25;
    private const int Count = 3;

    // size n: 1
    [Differentiable]
    public static double NamedConstants(double x) => Weight * x * Count + x / Count;

    // size n: 1
    // domain: x in [0.5, 2], y in [0.5, 2]
    [Differentiable]
    public static double Compound(double x, double y)
    {
        double t = x;
        t += y * t;
        t -= x / y;
        t *= t + 2;
        t /= x + y;
        return t;
    }

    // size n: 1
    // domain: x in [2.6, 2.9], y in [1.1, 1.2]
    [Differentiable]
    public static double CompoundRemainder(double x, double y)
    {
        double t = x * 2;
        t %= y;
        return t * t;
    }

    // size n: 1
    [Differentiable]
    public static double Constant(double x, double y) => 42;

    // size n: 1
    [Differentiable]
    public static double Identity(double x) => x;

    // size n: 1
    [Differentiable]
    public static double Unused(double x, double unused, int alsoUnused) => x * x;

    // size n: 1
    [Differentiable]
    public static double DeepChain(double x)
    {
        double a = x * 1.1;
        double b = a * a + x;
        double c = b * a - b;
        double d = c / (1 + b * b);
        double e = d * a * b * c;
        return e + d + c + b + a;
    }

    // size n: 1
    [Differentiable]
    public static double Cancelling(double x, double y)
    {
        double t = x - x;
        return t * y + y - y;
    }
}
