namespace Corpus;

// Loops of which nobody knows beforehand how often they run.
public static partial class While
{
    [Differentiable]
    public static double Until(double x)
    {
        while (x < 10)
            x = x * x + 1;
        return x;
    }

    [Differentiable]
    public static double DoUntil(double x)
    {
        do
        {
            x = x * x + 1;
        }
        while (x < 10);
        return x * x;
    }

    // Newton's iteration, left in the middle of its body.
    // domain: a in [0.5, 4]
    [Differentiable]
    public static double SquareRoot(double a)
    {
        double x = a;
        while (true)
        {
            double next = 0.5 * (x + a / x);
            if (Math.Abs(next - x) < 1e-13)
                break;
            x = next;
        }
        return x * a;
    }

    // size n: 0, 1, 5
    [Differentiable]
    public static double NeverRuns(ReadOnlySpan<double> x, double y)
    {
        int i = x.Length;
        while (i < x.Length)
            y *= x[i++];
        return y * y;
    }

    // size n: 0, 1, 5
    [Differentiable]
    public static double EffectInCondition(ReadOnlySpan<double> x)
    {
        int i = 0;
        double sum = 1;
        while (i++ < x.Length)
            sum = sum * x[i - 1] + Math.Sin(sum);
        return sum;
    }

    // domain: x in [0.3, 3]
    [Differentiable]
    public static double ActiveEffectInCondition(double x)
    {
        double y = 1;
        while ((x *= 0.5) > 0.1)
            y = y * x + Math.Cos(y);
        return y * x;
    }

    // size n: 0, 1, 4
    // lengths: x = n
    // writes: x
    [Differentiable]
    public static void BubbleSort(Span<double> x)
    {
        bool swapped = true;
        while (swapped)
        {
            swapped = false;
            for (int i = 0; i + 1 < x.Length; i++)
            {
                if (x[i] > x[i + 1])
                {
                    double t = x[i];
                    x[i] = x[i + 1];
                    x[i + 1] = t;
                    swapped = true;
                }
            }
        }
    }

    // size n: 0, 1, 5
    // writes: x
    [Differentiable]
    public static double InPlaceRounds(Span<double> x)
    {
        double last = 1;
        int round = 0;
        while (round < 3)
        {
            for (int i = 1; i < x.Length; i++)
                x[i] = x[i] * x[i - 1] + last;
            last = last * 0.5 + (x.Length > 0 ? x[0] : 1);
            round++;
        }
        return last * last;
    }

    // A while in a for, and a for in a while.
    // size n: 0, 1, 4
    [Differentiable]
    public static double Nested(ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double y = x[i];
            while (y * y < 4)
            {
                double before = y;
                for (int j = 0; j <= i; j++)
                    y = y * 1.1 + 0.3 * x[j] * before + 0.7;
                total += y * before;
            }
            total *= Math.Sin(y);
        }
        return total;
    }

    // domain: x in [0.5, 1]
    [Differentiable]
    public static double WhileInWhile(double x)
    {
        double y = x;
        double z = 1;
        while (y < 8)
        {
            double w = y;
            while (w < 10)
            {
                w = w * w * 0.5 + x + 0.6;
                z = z * 0.9 + w * 0.01;
            }
            y = y * 2 + w * 0.1 + z * x;
        }
        return y * z;
    }

    // Storage of its own in every round.
    // size n: 0, 1, 4
    [Differentiable]
    public static double LocalStorage(ReadOnlySpan<double> x)
    {
        double y = 1;
        int k = 0;
        while (k < 3)
        {
            Span<double> t = new double[x.Length + k];
            for (int i = 0; i < x.Length; i++)
                t[i] = x[i] * y;
            for (int i = 0; i < t.Length; i++)
                y += t[i] * t[i] * 0.1;
            k++;
        }
        return y;
    }

    [Differentiable]
    public static double Grow(double x)
    {
        double y = x;
        while (y < 3)
            y = y * y + 0.5;
        return y;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double CallsInLoops(ReadOnlySpan<double> x)
    {
        double sum = 0.5;
        int i = 0;
        while (i < x.Length)
        {
            double y = Grow(x[i]) * sum;
            sum = sum * 0.3 + y * Grow(sum);
            i += 1;
        }
        for (int j = 0; j < x.Length; j++)
            sum += Grow(sum * x[j]);
        return sum;
    }

    // size n: 1, 5
    [Differentiable]
    public static double GeometricStep(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 1; i < x.Length; i *= 2)
            sum += x[i] * sum + x[i];
        return sum;
    }

    // size n: 0, 1, 6
    [Differentiable]
    public static double TwoCounters(ReadOnlySpan<double> x)
    {
        double sum = 1;
        for (int i = 0, j = x.Length - 1; i < j; i++, j--)
            sum += x[i] * x[j] * sum;
        for (int i = 0; i < x.Length; i++)
            sum *= x[i] + 2;
        return sum;
    }

    // size n: 0, 1, 5
    [Differentiable]
    public static double UnequalLimit(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i != x.Length; i++)
            sum += x[i] * x[i];
        return sum;
    }

    // size n: 0, 1, 6
    [Differentiable]
    public static double AssignedCounter(ReadOnlySpan<double> x)
    {
        double sum = 1;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i] * sum;
            i++;
        }
        return sum;
    }

    // size n: 1, 6
    [Differentiable]
    public static double MovingLimit(ReadOnlySpan<double> x)
    {
        int limit = x.Length;
        double sum = 0;
        for (int i = 0; i < limit; i++)
        {
            sum += x[i] * sum + x[i];
            if (i == 1)
                limit--;
        }
        return sum;
    }

    // size n: 1, 6
    [Differentiable]
    public static double MovingStep(ReadOnlySpan<double> x)
    {
        int step = 1;
        double sum = 0;
        for (int i = 0; i < x.Length; i += step)
        {
            sum += x[i] * sum + x[i];
            step = 2;
        }
        return sum;
    }

    [Differentiable]
    public static double ActiveLimit(double x)
    {
        double t = 1;
        for (int i = 0; i < (int)(x * 2 + 4); i++)
            t = Math.Sin(t + x);
        return t;
    }

    // The limit is an element that the body overwrites, and one that is overwritten afterwards.
    // size n: 1, 4
    // indices: k < 4
    // writes: k
    [Differentiable]
    public static double LimitFromBuffer(ReadOnlySpan<double> x, Span<int> k)
    {
        double sum = 1;
        for (int i = 0; i < k[0]; i++)
            sum += x[0] * sum;
        k[0] = 3;
        for (int i = 0; i < k[0]; i++)
        {
            sum *= x[0] + 1;
            k[0] -= 1;
        }
        return sum;
    }

    // size n: 1, 6
    [Differentiable]
    public static double Downwards(ReadOnlySpan<double> x)
    {
        double y = 1;
        long i = x.Length;
        while (--i >= 0)
        {
            y = y * x[(int)i] + 1;
            if (i % 3 == 0)
                i--;
        }
        return y * y;
    }

    // Single precision, and integers that are overwritten in every round.
    // size n: 1, 5
    [Differentiable]
    public static float Single(ReadOnlySpan<float> x)
    {
        float y = 1;
        int at = 0;
        int stride = 1;
        while (at < x.Length)
        {
            y = y * x[at] + MathF.Sin(y);
            at += stride;
            stride = 3 - stride;
        }
        return y;
    }

    // writes: y
    [Differentiable]
    public static double Fold(Span<double> y, double u)
    {
        double total = u;
        for (int i = 0; i < y.Length; i++)
        {
            total += y[i] * y[i] * u;
            y[i] = Math.Sin(total);
        }
        return total;
    }

    // Storage in a while loop in a counted loop, handed to a method that changes it.
    // size n: 0, 1, 3
    [Differentiable]
    public static double StorageForCalls(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int k = 0, j = 3; k < j; k++, j--)
            {
                Span<double> s = new double[x.Length + 1];
                s[0] = x[i];
                if (k > 0)
                {
                    Span<double> t = new double[2];
                    t[1] = sum;
                    sum += Fold(t, x[i]) * t[1];
                }
                sum += Fold(s[..1], Math.Sin(x[i] + sum)) * s[0];
            }
        }
        return sum;
    }

    // A loop that ends at NaN, and conditions that are known beforehand.
    [Differentiable]
    public static double Constants(double x)
    {
        const bool Never = false;
        if (Never)
            x *= 2;
        while (x == x && x < 4)
            x = x * x + 0.7;
        while (false)
            x++;
        return 2 > 1 ? x * x : x;
    }
}
