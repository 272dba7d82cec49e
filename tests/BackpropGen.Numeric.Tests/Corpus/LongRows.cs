namespace Corpus;

/// <summary>Operators in a row, more than stand in one expression of generated code.</summary>
public static partial class LongRows
{
    // size n: 4
    [Differentiable]
    public static double Sum(ReadOnlySpan<double> x) =>
        x[0] * x[1] + x[1] * 2 + x[2] * 3 + x[3] * x[0] + x[0] * 5 + x[1] * 6 + x[2] * x[3] + x[3] * 1
        + x[0] * 2 + x[1] * x[2] + x[2] * 4 + x[3] * 5 + x[0] * x[1] + x[1] * 7 + x[2] * 1 + x[3] * x[0]
        + x[0] * 3 + x[1] * 4 + x[2] * x[3] + x[3] * 6 + x[0] * 7 + x[1] * x[2] + x[2] * 2 + x[3] * 3
        + x[0] * x[1] + x[1] * 5 + x[2] * 6 + x[3] * x[0] + x[0] * 1 + x[1] * 2 + x[2] * x[3] + x[3] * 4
        + x[0] * 5 + x[1] * x[2] + x[2] * 7 + x[3] * 1 + x[0] * x[1] + x[1] * 3 + x[2] * 4 + x[3] * x[0]
        + x[0] * 6 + x[1] * 7 + x[2] * x[3] + x[3] * 2 + x[0] * 3 + x[1] * x[2] + x[2] * 5 + x[3] * 6
        + x[0] * x[1] + x[1] * 1 + x[2] * 2 + x[3] * x[0] + x[0] * 4 + x[1] * 5 + x[2] * x[3] + x[3] * 7
        + x[0] * 1 + x[1] * x[2] + x[2] * 3 + x[3] * 4 + x[0] * x[1] + x[1] * 6 + x[2] * 7 + x[3] * x[0]
        + x[0] * 2 + x[1] * 3 + x[2] * x[3] + x[3] * 5 + x[0] * 6 + x[1] * x[2];

    // size n: 1
    [Differentiable]
    public static double Mixed(double x, double y) =>
        x * y + y - Math.Sin(x) - x / (2 + y * y) - x * y + y - Math.Sin(x) - x / (2 + y * y)
        - x * y + y - Math.Sin(x) - x / (2 + y * y) - x * y + y - Math.Sin(x) - x / (2 + y * y)
        - x * y + y - Math.Sin(x) - x / (2 + y * y) - x * y + y - Math.Sin(x) - x / (2 + y * y)
        - x * y + y - Math.Sin(x) - x / (2 + y * y) - x * y + y - Math.Sin(x) - x / (2 + y * y)
        - x * y + y - Math.Sin(x) - x / (2 + y * y) - x * y + y - Math.Sin(x) - x / (2 + y * y)
        - x * y + y - Math.Sin(x) - x / (2 + y * y) - x * y + y - Math.Sin(x) - x / (2 + y * y)
        - x * y + y - Math.Sin(x) - x / (2 + y * y) - x * y + y - Math.Sin(x) - x / (2 + y * y)
        - x * y + y - Math.Sin(x) - x / (2 + y * y) - x * y + y - Math.Sin(x) - x / (2 + y * y)
        - x * y + y - Math.Sin(x) - x / (2 + y * y) - x * y + y - Math.Sin(x) - x / (2 + y * y)
        - x * y + y - Math.Sin(x) - x / (2 + y * y) - x * y + y - Math.Sin(x) - x / (2 + y * y);

    // size n: 1
    [Differentiable]
    public static double Product(double x, double y) =>
        (1 + 0.01 * x) * (1.1 - 0.02 * y) * (1 + 0.01 * x) * (1.1 - 0.02 * y) * (1 + 0.01 * x)
        * (1.1 - 0.02 * y) * (1 + 0.01 * x) * (1.1 - 0.02 * y) * (1 + 0.01 * x) * (1.1 - 0.02 * y)
        * (1 + 0.01 * x) * (1.1 - 0.02 * y) * (1 + 0.01 * x) * (1.1 - 0.02 * y) * (1 + 0.01 * x)
        * (1.1 - 0.02 * y) * (1 + 0.01 * x) * (1.1 - 0.02 * y) * (1 + 0.01 * x) * (1.1 - 0.02 * y)
        * (1 + 0.01 * x) * (1.1 - 0.02 * y) * (1 + 0.01 * x) * (1.1 - 0.02 * y) * (1 + 0.01 * x)
        * (1.1 - 0.02 * y) * (1 + 0.01 * x) * (1.1 - 0.02 * y) * (1 + 0.01 * x) * (1.1 - 0.02 * y)
        * (1 + 0.01 * x) * (1.1 - 0.02 * y) * (1 + 0.01 * x) * (1.1 - 0.02 * y) * (1 + 0.01 * x)
        * (1.1 - 0.02 * y) * (1 + 0.01 * x) * (1.1 - 0.02 * y) * (1 + 0.01 * x) * (1.1 - 0.02 * y);

    // size n: 4
    // set: k = 1
    [Differentiable]
    public static double WithEffects(ReadOnlySpan<double> x, int k)
    {
        int i = k;
        return x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length] + x[i++ % x.Length] * x[i % x.Length]
            + x[i++ % x.Length] * x[i % x.Length];
    }

    // size n: 1
    [Differentiable]
    public static double Conditional(double x, double y) => x > 0.1 ? y * x
        : x * y + y * y + x * y + y * y + x * y + y * y + x * y + y * y + x * y + y * y
        + x * y + y * y + x * y + y * y + x * y + y * y + x * y + y * y + x * y + y * y
        + x * y + y * y + x * y + y * y + x * y + y * y + x * y + y * y + x * y + y * y
        + x * y + y * y + x * y + y * y + x * y + y * y + x * y + y * y + x * y + y * y;

    // size n: 1
    [Differentiable]
    public static double Conditions(double x, double y)
    {
        if (x + y > -3 && x + y > -4 && x + y > -5 && x + y > -6 && x + y > -7
            && x + y > -8 && x + y > -9 && x + y > -10 && x + y > -11 && x + y > -12
            && x + y > -13 && x + y > -14 && x + y > -15 && x + y > -16 && x + y > -17
            && x + y > -18 && x + y > -19 && (y < 7 || x < 8) && x + y > -21 && x + y > -22
            && x + y > -23 && x + y > -24 && x + y > -25 && x + y > -26 && x + y > -27
            && x + y > -28 && x + y > -29 && x + y > -30 && x + y > -31 && x + y > -32
            && x + y > -33 && x + y > -34 && x + y > -35 && x + y > -36 && x + y > -37
            && x + y > -38 && x + y > -39 && x + y > -40 && x + y > -41 && x + y > -42)
            return x * y;
        return x * x;
    }

    // size n: 4
    // set: k = 2
    [Differentiable]
    public static double Indices(ReadOnlySpan<double> x, int k)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * x[(k + i + k + i + k + i + k + i + k + i + k + i + k + i + k + i + k + i + k + i
                + k + i + k + i + k + i + k + i + k + i + k + i + k + i + k + i + k + i + k + i) % x.Length];
        return sum;
    }

    // size n: 1
    [Differentiable]
    public static double InWhile(double x)
    {
        double y = x;
        int rounds = 0;
        while (rounds < 3 && (y + x * y + y + x * y + y + x * y + y + x * y + y + x * y
            + y + x * y + y + x * y + y + x * y + y + x * y + y + x * y
            + y + x * y + y + x * y + y + x * y + y + x * y + y + x * y
            + y + x * y + y + x * y + y + x * y + y + x * y + y + x * y) < 1000)
        {
            y = y * x + 0.5;
            rounds++;
        }
        return y;
    }

    // size n: 1
    [Differentiable]
    public static double InCall(double x, double y) => Math.Sin(y) * Math.Tanh(0.01 * (x + y * x + x + y * x + x + y * x + x + y * x + x + y * x
            + x + y * x + x + y * x + x + y * x + x + y * x + x + y * x
            + x + y * x + x + y * x + x + y * x + x + y * x + x + y * x
            + x + y * x + x + y * x + x + y * x + x + y * x + x + y * x)) * y;

    // size n: 1
    [Differentiable]
    public static double OverwrittenBetween(double x, double y)
    {
        double z = x;
        z = z * y + z + z * y + x + z + z * y + x + z + z * y + x + z
            + z * y + x + z + z * y + x + z + z * y + x + z + z * y
            + x + z + z * y + x + z + z * y + x + z + z * y + x
            + z + z * y + x + z + z * y + x + z + z * y + x + z + z;
        return z * z;
    }
}
