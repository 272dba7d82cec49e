namespace Corpus;

public readonly record struct Spot(double X, double Y)
{
    public double Norm => X * X + Y * Y;
}

/// <summary>Patterns over parts and elements.</summary>
public static partial class Patterns
{
    // size n: 1
    [Differentiable]
    public static double Quadrant(double x, double y, bool isFlipped) => (x > 0, y > 0, isFlipped) switch
    {
        (true, true, _) => x * y,
        (true, false, true) => x - y * y,
        (false, _, false) => Math.Sin(x) * y,
        _ => x,
    };

    // size n: 1
    [Differentiable]
    public static double Members(Spot p, double x)
    {
        if (p is { X: > 0.5, Y: var y } && y < 1)
            return y * p.X * x;
        return p switch
        {
            { Norm: < 0.2 } small => small.X + small.Y * x,
            ( < 0, var b) => b * x,
            (var a, 0) => a,
            { X: var c } when c > x => c * c,
            _ => x * x,
        };
    }

    // size n: 0, 1, 2, 3, 5
    // writes: x
    [Differentiable]
    public static double Elements(Span<double> x, double y)
    {
        double sum = y;
        for (int k = 0; k < 2; k++)
        {
            switch (x)
            {
                case []:
                    return y * y;
                case [var only]:
                    sum *= only * y;
                    x[0] = only * sum;
                    break;
                case [> 0.3, ..]:
                    sum += x[0];
                    x[0] *= -y;
                    break;
                case [var first, .., < 0.2 and var last]:
                    sum += first * last;
                    x[^1] += y;
                    break;
                default:
                    sum *= x[1];
                    break;
            }
        }
        return x is [_, var second, ..] ? second * sum : sum;
    }

    // size n: 1
    [Differentiable]
    public static double Nested(double x, double y, int k)
    {
        ((double, double) Pair, int Count) value = ((x * y, y), k % 3);
        return value switch
        {
            (( > 0, var b), 0 or 1) => b * x,
            { Pair: (var a, < 0), Count: var n } => a * n * x,
            _ => value.Pair.Item1,
        };
    }
}
