namespace Corpus;

// break, continue and return anywhere.
public static partial class Jumps
{
    // size n: 0, 1, 6
    [Differentiable]
    public static double Continue(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] < 0)
                continue;
            sum = sum * x[i] + x[i];
        }
        return sum;
    }

    // size n: 0, 1, 6
    [Differentiable]
    public static double ContinueAfterUse(ReadOnlySpan<double> x)
    {
        double y = 1;
        double z = 0;
        for (int i = 0; i < x.Length; i++)
        {
            y *= x[i] + 0.5;
            if (y > 0.4)
            {
                z += y * y;
                if (i % 2 == 0)
                    continue;
                y = Math.Sin(y);
            }
            y -= z * x[i];
        }
        return y * z + y;
    }

    // size n: 0, 1, 6
    [Differentiable]
    public static double Break(ReadOnlySpan<double> x)
    {
        double product = 1;
        for (int i = 0; i < x.Length; i++)
        {
            product *= x[i];
            if (product < 0)
                break;
            product += 0.5 * product * x[i];
        }
        return product * product;
    }

    // size n: 0, 1, 6
    [Differentiable]
    public static double BreakInFirst(ReadOnlySpan<double> x)
    {
        double y = 2;
        for (int i = 0; i < x.Length; i++)
        {
            if (y > 1)
                break;
            y *= x[i];
        }
        return y * (x.Length > 0 ? x[0] * x[0] : 1);
    }

    // size n: 0, 1, 6
    [Differentiable]
    public static double BreakDeepInside(ReadOnlySpan<double> x, double y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y = y * x[i] + 0.1;
            if (x[i] > -1)
            {
                y *= 1.5;
                if (y > 0.5)
                {
                    y *= y;
                    break;
                }
                y += x[i] * x[i];
            }
            else
            {
                y -= 2;
            }
            y = Math.Cos(y);
        }
        return y * y;
    }

    // domain: x in [-2, 2]
    [Differentiable]
    public static double EarlyReturn(double x)
    {
        if (x > 1)
            return x * x;
        double y = Math.Sin(x);
        if (y < -0.5)
            return y * x;
        y = y * y * x;
        return y + x;
    }

    // size n: 0, 1, 6
    // domain: limit in [0.5, 2]
    [Differentiable]
    public static double ReturnInLoop(ReadOnlySpan<double> x, double limit)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i];
            if (sum > limit)
                return sum * x[i] * limit;
            sum = Math.Sin(sum);
        }
        return sum * sum;
    }

    // size n: 0, 1, 4
    // lengths: x = n * n
    [Differentiable]
    public static double ReturnInNestedLoops(ReadOnlySpan<double> x, int n)
    {
        double p = 1;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                if (x[i * n + j] > 1.2)
                    continue;
                p *= x[i * n + j] + 0.3;
                if (p < -0.2)
                    return p * p * x[i];
                if (j > i)
                    break;
                p += x[j * n + i] * p;
            }
            p = Math.Tanh(p);
            if (p > 0.9)
                return p;
        }
        return Math.Exp(p);
    }

    // size n: 0, 1, 5
    // writes: y
    [Differentiable]
    public static void ReturnWithoutValue(ReadOnlySpan<double> x, Span<double> y)
    {
        if (x.Length == 0)
            return;
        for (int i = 0; i < x.Length; i++)
        {
            y[i] *= x[i];
            if (y[i] > 0.7)
                return;
            y[i] = Math.Sin(y[i]) * x[0];
        }
        y[0] *= y[0];
    }

    // size n: 1, 6
    [Differentiable]
    public static double WhileWithEverything(ReadOnlySpan<double> x)
    {
        int i = 0;
        double y = 0.5;
        while (i < x.Length)
        {
            double v = x[i++];
            if (v > 1.2)
                continue;
            if (v < -1.3)
                break;
            if (y > 3)
                return y * v;
            y = y * v + 1;
            if (y < 0)
            {
                y = -y * v;
                if (v < -0.5)
                    continue;
                y += 1;
            }
            y *= 1.1;
        }
        return y * y;
    }

    // size n: 0, 1, 5
    [Differentiable]
    public static double DoWithContinue(ReadOnlySpan<double> x)
    {
        int i = 0;
        double y = 1;
        do
        {
            if (i < x.Length && x[i] < 0)
                continue;
            y = y * 1.5 + (i < x.Length ? x[i] * y : 0);
        }
        while (i++ < x.Length && y < 20);
        return y * y;
    }

    // A continue runs the steps of the head.
    // size n: 0, 1, 6
    [Differentiable]
    public static double ContinueRunsSteps(ReadOnlySpan<double> x)
    {
        double y = 1;
        for (int i = 0, k = 1; i < x.Length; i++, k += 2)
        {
            if (k % 3 == 0)
                continue;
            y = y * x[i] + k;
        }
        return y;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double Bisection(ReadOnlySpan<double> x)
    {
        double low = 0;
        double high = 4;
        double target = 2;
        for (int i = 0; i < x.Length; i++)
            target += x[i] * x[i] * 0.1;
        for (int k = 0; k < 60; k++)
        {
            double middle = 0.5 * (low + high);
            if (middle * middle - target < 0)
                low = middle;
            else
                high = middle;
            if (high - low < 1e-3)
                break;
        }
        return low * target + high;
    }

    // The calls of a method that returns early.
    // size n: 0, 1, 4
    [Differentiable]
    public static double CallsEarlyReturn(ReadOnlySpan<double> x)
    {
        double y = 0.3;
        for (int i = 0; i < x.Length; i++)
        {
            y += EarlyReturn(x[i] * y) * ReturnInLoop(x, 1 + y * y);
            if (y > 4)
                break;
        }
        return y;
    }

    // Slices, copies and fills between jumps.
    // size n: 1, 5
    // writes: y
    [Differentiable]
    public static double Buffers(ReadOnlySpan<double> x, Span<double> y)
    {
        Span<double> t = new double[x.Length];
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            x.CopyTo(t);
            for (int j = 0; j < t.Length; j++)
            {
                t[j] *= y[i] + sum;
                if (t[j] > 1)
                    break;
                y[j] = t[j] * t[j];
            }
            sum += t[i] * y[i];
            if (sum > 2)
                break;
            y.Slice(i).Fill(sum);
        }
        return sum;
    }

    // Loops that never come around.
    // size n: 0, 1, 4
    // set: first = seed
    [Differentiable]
    public static double AtMostOnce(ReadOnlySpan<double> x, double y, int first)
    {
        for (int i = first; i < x.Length; i++)
        {
            y *= x[i] * i;
            if (y > 0.1)
            {
                y += x[i];
                break;
            }
            else
            {
                break;
            }
        }
        while (true)
        {
            y = Math.Sin(y);
            break;
        }
        foreach (double v in x)
            return v * y * y;
        return y * y;
    }
}
