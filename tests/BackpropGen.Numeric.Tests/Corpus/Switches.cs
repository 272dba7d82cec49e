namespace Corpus;

// Switch statements, switch expressions, patterns, foreach.
public static partial class Switches
{
    // set: kind = seed
    [Differentiable]
    public static double Statement(double x, int kind)
    {
        switch (kind)
        {
            case 1:
                x *= x;
                break;
            default:
                x = Math.Sin(x);
                break;
        }
        return x * x;
    }

    // size n: 0, 1, 6
    [Differentiable]
    public static double InLoop(ReadOnlySpan<double> x)
    {
        double y = 1;
        for (int i = 0; i < x.Length; i++)
        {
            switch (i % 4)
            {
                case 0:
                case 3:
                    y *= x[i] + 1;
                    break;
                case 1:
                    if (x[i] < 0)
                        break;
                    y = y * y * x[i];
                    continue;
                default:
                    y += x[i] * y;
                    break;
            }
            y = Math.Cos(y) + 0.1 * y;
        }
        return y * y;
    }

    // size n: 0, 1, 6
    [Differentiable]
    public static double ReturnsInside(ReadOnlySpan<double> x)
    {
        double y = 0.5;
        for (int i = 0; i < x.Length; i++)
        {
            switch (y * x[i])
            {
                case > 1:
                    return y * y;
                case < -1:
                    y = -y * x[i];
                    break;
                case double z when z > 0.2 && i > 1:
                    y += z * z;
                    break;
                case > 0 and < 0.1:
                    continue;
            }
            y += x[i];
        }
        return Math.Sin(y);
    }

    // set: kind = seed
    [Differentiable]
    public static double Expression(double x, int kind) => kind switch { 1 => x * x, 2 or 3 => Math.Sin(x) * x, _ => x };

    // domain: x in [-2, 2]
    [Differentiable]
    public static double Relational(double x) => x switch
    {
        < -1 => -x * x,
        >= -1 and < 0 => Math.Sin(x),
        0 => x,
        var z when z > 1.5 => z * z * z,
        _ => Math.Exp(x) * x,
    };

    // domain: x in [-2, 2]
    [Differentiable]
    public static double Pattern(double x, double y)
    {
        double sum = x is > 0 and < 1 ? x * y : y * y;
        if (y is not (> 0.5 or < -0.5) || x is > 1)
            sum *= x;
        return sum * sum;
    }

    // set: flag = seed == 1
    [Differentiable]
    public static double OfTruth(double x, bool flag)
    {
        switch (flag)
        {
            case true:
                return x * x;
            case false:
                return Math.Sin(x);
        }
    }

    // size n: 0, 1, 5
    [Differentiable]
    public static double ForEach(ReadOnlySpan<double> x)
    {
        double sum = 1;
        foreach (double value in x)
        {
            if (value < -1)
                continue;
            if (sum > 10)
                break;
            sum = sum * value + value * value;
        }
        return sum;
    }

    // size n: 0, 1, 5
    [Differentiable]
    public static double ForEachOfSlice(double[] x, float[] w, int[] k)
    {
        double sum = 0;
        foreach (double a in x.AsSpan(x.Length / 2))
        {
            foreach (double b in w)
                sum += a * b * sum + a;
        }
        foreach (int i in k)
            sum *= 1 + 0.1 * i;
        return sum * sum;
    }

    // The elements change while the loop runs.
    // size n: 0, 1, 5
    // writes: x
    [Differentiable]
    public static double ForEachOfWritten(Span<double> x)
    {
        double sum = 0.5;
        int i = 0;
        foreach (double a in x)
        {
            sum += a * sum;
            x[x.Length - 1 - i] *= sum;
            i++;
        }
        return sum;
    }

    // A pattern that always fits names the value.
    [Differentiable]
    public static double Named(double x)
    {
        switch (x * x)
        {
            case < 0.25:
                return x;
            case double square when square > 1:
                return square * x;
            case double square:
                x += square;
                break;
        }
        return (x * x) switch
        {
            < 0.5 => Math.Sin(x),
            var square => square * Math.Cos(square),
        };
    }

    [Differentiable]
    public static double NamedInCondition(double x)
    {
        double y = 0;
        if (Math.Sin(x) is var sine && sine > 0)
            y += sine * sine;
        if (x * x is not > 2 and double square)
            y += square * x;
        return y;
    }

    // The default label comes first, and is tried last.
    // set: kind = seed
    [Differentiable]
    public static double DefaultFirst(double x, int kind)
    {
        switch (kind)
        {
            default:
                x *= x;
                break;
            case int many when many > 1:
                x = Math.Sin(x) * many;
                break;
            case 1:
                x = 1 / x;
                break;
        }
        return x * x;
    }
}
