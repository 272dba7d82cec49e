namespace Corpus;

/// <summary>Counted loops whose step, or whose bounds, are known at run time only: positive, negative, zero, and near the ends of their type.</summary>
public static partial class RunTimeSteps
{
    // size n: 3
    // set: start = 2, dir = -1
    // lengths: s = 3
    [Differentiable]
    public static double Backwards(ReadOnlySpan<double> s, double x, int start, int dir)
    {
        double r = x;
        for (int i = start; i < s.Length; i += dir)
        {
            if (i < 0)
                break;
            r *= s[i];
        }
        return r;
    }

    // size n: 3, 6
    // set: start = 0, dir = seed
    [Differentiable]
    public static double EitherWay(ReadOnlySpan<double> s, double x, int start, int dir)
    {
        double r = x;
        for (int i = start; i < s.Length; i += dir)
        {
            if (i < 0)
                break;
            r *= s[i] + 0.5;
        }
        return r;
    }

    // size n: 0
    // set: k = -3 * seed
    [Differentiable]
    public static double AwayWithoutTrip(double x, int n, int k)
    {
        double t = x;
        for (int i = 0; i < n; i += k)
            t += x * (i + 1);
        return t;
    }

    // size n: 0, 1, 5, 8
    // set: k = seed
    [Differentiable]
    public static double Towards(double x, int n, int k)
    {
        double t = x;
        for (int i = 0; i < n; i += k)
            t = Math.Sin(t * x) + i * 0.1;
        return t;
    }

    // size n: 1
    // set: k = int.MaxValue
    [Differentiable]
    public static double LargestStep(double x, int k)
    {
        double t = 0;
        for (int i = 0; i < 10; i += k)
            t = t * x + x * 0.5 * (i + 1);
        return t;
    }

    // size n: 0, 1, 2
    // set: k = 0
    [Differentiable]
    public static double Standing(double x, int n, int k)
    {
        double t = x;
        for (int i = 5; i < n; i += k)
            t *= x;
        return t * x;
    }

    // size n: 0, 1, 3
    // set: k = 0
    [Differentiable]
    public static double LeftWhereItStands(double x, int n, int k)
    {
        double t = x;
        int rounds = 0;
        for (int i = 0; i < 10; i += k)
        {
            if (rounds++ >= n)
                break;
            t = Math.Sin(t) * x;
        }
        return t;
    }

    // size n: 1
    // set: start = -2000000000, limit = 2000000000, step = 1000000000
    [Differentiable]
    public static double Across(double x, int start, int limit, int step)
    {
        double t = x;
        for (int i = start; i < limit; i += step)
            t = Math.Sin(t * x) + i * 1e-10;
        for (int i = limit; i > start; i -= step)
            t = Math.Cos(t * x) + i * 1e-10;
        for (int i = start; i <= limit - step; i += 1000)
        {
            if (i > start + 3000)
                break;
            t = Math.Sin(t + x) + i * 1e-10;
        }
        return t;
    }

    // size n: 1
    // set: start = -2000000000, limit = 2000000000, one = 1, last = 2147483647, first = -2147483648
    [Differentiable]
    public static double AcrossByConstants(double x, int start, int limit, int one, int last, int first)
    {
        double t = x;
        for (int i = -limit; i < limit * one; i += 1_000_000_000)
            t = Math.Sin(t * x) * (1 + i * 1e-10);
        for (int i = limit * one; i > -limit; i -= 1_000_000_000)
            t = Math.Cos(t * x) * (1 + i * 1e-10);
        for (int i = start; i < limit; i += 1_000_000_000)
            t = Math.Sin(t * x) * (1 + i * 1e-10);
        for (int i = limit; i > start; i -= 1_000_000_000)
            t = Math.Cos(t * x) * (1 + i * 1e-10);
        for (int i = 5; i > last; i--)
            t *= x;
        for (int i = 5; i < first; i++)
            t *= x;
        for (int i = last - 3; i < last; i++)
            t = Math.Sin(t + x) + (i & 3);
        for (int i = first * one; i < first * one + 3; i++)
            t = Math.Sin(t + x) + (i & 3);
        for (int i = last * one; i > last * one - 3; i--)
            t = Math.Cos(t + x) + (i & 3);
        return t;
    }

    // size n: 0, 1, 5
    // set: k = seed
    [Differentiable]
    public static double Down(ReadOnlySpan<double> a, double x, int k)
    {
        double t = x;
        for (int i = a.Length - 1; i >= 0; i -= k)
            t = t * a[i] + x;
        return t;
    }

    // size n: 0, 1, 5
    // set: k = -seed
    [Differentiable]
    public static double DownByAdding(ReadOnlySpan<double> a, double x, int k)
    {
        double t = x;
        for (int i = a.Length - 1; i >= 0; i += k)
            t = t * a[i] + x;
        return t;
    }

    // size n: 0, 1, 5
    // set: k = 2L * seed - 1
    [Differentiable]
    public static double Long(ReadOnlySpan<double> a, double x, long k)
    {
        double t = x;
        for (long i = 0; i < a.Length; i += k)
            t = t * a[(int)i] + x;
        for (long i = long.MaxValue - 4; i > long.MaxValue - 9; i -= k)
            t = t * x + (i & 3);
        for (long i = long.MinValue + a.Length; i >= long.MinValue + 1; i -= 1)
            t = t * x + (i & 3);
        return t;
    }

    // size n: 0, 1, 6
    [Differentiable]
    public static double OfLocalsAndLengths(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double x)
    {
        double t = x;
        int half = (a.Length + 1) / 2;
        for (int i = 0; i < a.Length; i += half)
            t = t * a[i] + x;
        for (int i = 0; i < a.Length; i += b.Length)
            t = Math.Sin(t) * a[i];
        return t;
    }

    // size n: 2, 5
    // indices: steps < 3
    [Differentiable]
    public static double OfElements(ReadOnlySpan<double> a, ReadOnlySpan<int> steps, double x)
    {
        double t = x;
        for (int i = 0; i < a.Length; i += steps[0] + 1)
            t = t * a[i] + x;
        return t;
    }

    // size n: 0, 1, 4
    // set: k = seed
    [Differentiable]
    public static double Nested(ReadOnlySpan<double> a, double x, int n, int k)
    {
        double t = x;
        for (int i = 0; i < n; i += k)
        {
            double u = t * x;
            for (int j = i; j < n; j += k)
                u = u * a[j] + Math.Sin(u);
            for (int j = n - 1; j >= i; j -= k)
                u += a[j] * u;
            t = u;
        }
        return t;
    }

    // size n: 0, 1, 5
    // set: k = seed
    // writes: y
    [Differentiable]
    public static void InPlace(Span<double> y, double x, int k)
    {
        for (int i = 0; i < y.Length; i += k)
            y[i] = y[i] * y[i] * x;
        for (int i = 0; i + k < y.Length; i += k)
            y[i + k] = y[i] * y[i + k];
    }

    private static double Strided(ReadOnlySpan<double> a, int first, int stride)
    {
        double sum = 0;
        for (int i = first; i < a.Length; i += stride)
            sum += a[i] * a[i];
        return sum;
    }

    // size n: 0, 1, 5
    // set: k = seed
    [Differentiable]
    public static double Called(ReadOnlySpan<double> a, double x, int k) => Strided(a, 0, k) * x + Math.Sin(Strided(a, 1, k + 1));

    // size n: 0, 1, 5
    // set: k = seed
    [Differentiable, Recompute]
    public static double Recomputed(ReadOnlySpan<double> a, double x, int k)
    {
        double t = x;
        for (int i = 0; i < a.Length; i += k)
            t = Math.Sin(t * a[i]) + i;
        return t;
    }

    // size n: 0, 1, 5
    // set: k = seed
    [Differentiable]
    public static double Storage(ReadOnlySpan<double> a, double x, int k)
    {
        double t = x;
        for (int i = 0; i < a.Length; i += k)
        {
            Span<double> u = stackalloc double[2];
            u[0] = t * a[i];
            u[1] = u[0] * u[0];
            t = u[1] * x + u[0];
        }
        return t;
    }

    // size n: 1
    // set: least = int.MinValue, most = int.MaxValue
    [Differentiable]
    public static double NoTripAtTheEnds(double x, int least, int most)
    {
        double t = x;
        for (int i = 0; i < least; i++)
            t = Math.Sin(t) * x;
        for (int i = 5; i <= least; i++)
            t = Math.Sin(t) * x;
        for (int i = 5; i > most; i--)
            t = Math.Sin(t) * x;
        for (int i = 5; i >= most; i--)
            t = Math.Sin(t) * x;
        for (int i = 3; i < least; i += 2)
            t = Math.Sin(t) * x;
        for (int i = 0; i + 1 < least; i++)
            t = Math.Sin(t) * x;
        for (int i = 0; i - 1 > most; i--)
            t = Math.Sin(t) * x;
        return t * x;
    }

    // size n: 1
    // set: least = int.MinValue, most = int.MaxValue
    [Differentiable]
    public static double TripsAtTheEnds(double x, int least, int most)
    {
        double t = x;
        for (int i = least; i < least + 3; i++)
            t = Math.Sin(t) * x;
        for (int i = least; i <= least + 3; i++)
            t = Math.Cos(t) * x;
        for (int i = most; i > most - 3; i--)
            t = Math.Sin(t) * x;
        for (int i = most; i >= most - 3; i--)
            t = Math.Cos(t) * x;
        for (int i = least; i < least + 5; i += 2)
            t = Math.Sin(t) * x;
        for (int i = most; i > most - 5; i -= 2)
            t = Math.Sin(t) * x;
        for (int i = most - 2; i <= most; i++)
        {
            t = Math.Sin(t) * x;
            if (i == most)
                break;
        }
        for (int i = least + 2; i >= least; i -= 1)
        {
            t = Math.Cos(t) * x;
            if (i == least)
                break;
        }
        return t;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double Offsets(ReadOnlySpan<double> a, double x, int n)
    {
        double t = x;
        for (int i = 0; i + 1 < n; i++)
            t = t * a[i] + a[i + 1];
        for (int i = n; i - 1 >= 0; i--)
            t = t * a[i - 1] + x;
        return t;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double OffsetsOfLengths(ReadOnlySpan<double> a, double x)
    {
        int n = a.Length;
        double t = x;
        for (int i = 0; i + 1 < n; i++)
            t = t * a[i] + a[i + 1];
        return t;
    }

    // size n: 0, 1, 4
    // set: k = seed
    [Differentiable]
    public static double Thrown(ReadOnlySpan<double> a, double x, int k)
    {
        double t = x;
        for (int i = 0; i < a.Length; i += k)
        {
            if (i < 0)
                throw new ArgumentException("The step leads below the first element.");
            t = t * a[i] + x;
        }
        return t;
    }

    // size n: 0, 1, 5
    // set: k = seed
    [Differentiable]
    public static double StartChanges(ReadOnlySpan<double> a, double x, int k)
    {
        double t = x;
        int start = 0;
        for (int i = start; i < a.Length; i += k)
        {
            start++;
            t = t * a[i] + x * start;
        }
        return t;
    }
}
