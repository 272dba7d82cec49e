namespace Corpus;

// ref and out.
public static partial class ReferencesInLoops
{
    // writes: y
    [Differentiable]
    public static void Scaled(double x, ref double y)
    {
        y *= x * y;
        y += x;
    }

    [Differentiable]
    public static double Results(double x, out double square, out double sine)
    {
        square = x * x;
        sine = Math.Sin(square);
        square *= sine;
        return square * x;
    }

    // Only read, and not touched at all.
    [Differentiable]
    public static double OnlyRead(ref double x, ref double y) => x * x * 3;

    // size n: 0, 1, 4
    [Differentiable]
    public static double Running(ReadOnlySpan<double> x, ref double total, ref float count, out double last)
    {
        last = total;
        for (int i = 0; i < x.Length; i++)
        {
            last = x[i] * total;
            if (x[i] < -1)
                continue;
            total += last * last;
            count *= 1.5f;
            if (total > 5)
                return total * count;
            total = Math.Sin(total) * count;
        }
        return total * last;
    }

    // size n: 0, 1, 3
    // writes: y
    [Differentiable]
    public static double Calls(ReadOnlySpan<double> x, Span<double> y, ref double t)
    {
        double sum = Results(t, out double square, out _);
        for (int i = 0; i < x.Length; i++)
        {
            Scaled(x[i] * sum, ref t);
            Scaled(t, ref y[i]);
            sum += Results(y[i], out square, out double sine) * sine + square;
        }
        return sum * t * square;
    }
}
