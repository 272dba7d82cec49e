namespace Corpus;

public static partial class Loops
{
    // size n: 0, 1, 5
    [Differentiable]
    public static double Sum(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i];
        return sum;
    }

    // size n: 0, 1, 5
    [Differentiable]
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; ++i)
            sum += x[i] * y[i];
        return sum;
    }

    // size n: 0, 1, 5
    [Differentiable]
    public static double RunningProduct(ReadOnlySpan<double> x)
    {
        double product = 1;
        for (int i = 0; i < x.Length; i++)
            product *= x[i];
        return product;
    }

    // size n: 0, 1, 5
    [Differentiable]
    public static double Downwards(ReadOnlySpan<double> x)
    {
        double value = 1;
        for (int i = x.Length - 1; i >= 0; i--)
            value = Math.Sin(value * x[i]);
        return value;
    }

    // size n: 0, 1, 5
    [Differentiable]
    public static double DownwardsExclusive(ReadOnlySpan<double> x)
    {
        double value = 1;
        for (int i = x.Length; i > 0; --i)
            value = value * x[i - 1] + x[i - 1];
        return value;
    }

    // size n: 0, 1, 5
    // lengths: x = n + 1
    [Differentiable]
    public static double Inclusive(ReadOnlySpan<double> x, int n)
    {
        double value = 1;
        for (int i = 0; i <= n; i++)
            value = value * x[i] + i;
        return value;
    }

    // size n: 0, 1, 2, 7
    [Differentiable]
    public static double StepTwo(ReadOnlySpan<double> x)
    {
        double value = 1;
        for (int i = 0; i < x.Length; i += 2)
            value = value * x[i] + Math.Cos(value);
        return value;
    }

    // size n: 0, 1, 3, 7, 8
    // set: step = 3
    [Differentiable]
    public static double StepByArgument(ReadOnlySpan<double> x, int step)
    {
        double value = 1;
        for (int i = 1; i < x.Length; i += step)
            value *= x[i];
        return value;
    }

    // size n: 0, 1, 3, 7, 8
    [Differentiable]
    public static double StepDown(ReadOnlySpan<double> x)
    {
        double value = 1;
        for (int i = x.Length - 1; i >= 1; i -= 3)
            value = value * x[i] - Math.Sin(value);
        return value;
    }

    // size n: 0, 1, 3, 7
    [Differentiable]
    public static double WrittenOutStep(ReadOnlySpan<double> x)
    {
        double value = 1;
        for (int i = 0; i < x.Length; i = i + 2)
            value = Math.Tanh(value + x[i]);
        return value;
    }

    // size n: 0, 1, 3
    // size m: 0, 1, 4
    // lengths: a = n * m, x = m
    [Differentiable]
    public static double Nested(ReadOnlySpan<double> a, ReadOnlySpan<double> x, int n, int m)
    {
        double total = 0;
        for (int i = 0; i < n; i++)
        {
            double sum = 0;
            for (int j = 0; j < m; j++)
                sum += a[i * m + j] * x[j];
            total += Math.Tanh(sum);
        }
        return total;
    }

    // size n: 0, 1, 4
    // lengths: a = n * n
    [Differentiable]
    public static double LowerTriangle(ReadOnlySpan<double> a, int n)
    {
        double product = 1;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
                product = Math.Sin(product + a[i * n + j]);
        }
        return product;
    }

    // size n: 0, 1, 4
    // lengths: a = n * n
    [Differentiable]
    public static double UpperTriangle(ReadOnlySpan<double> a, int n)
    {
        double value = 0.5;
        for (int i = 0; i < n; i++)
        {
            double row = 1;
            for (int j = i + 1; j < n; j++)
                row *= a[i * n + j] * value;
            value += row * a[i * n + i];
        }
        return value;
    }

    // size n: 0, 1, 4
    // lengths: a = n * n
    [Differentiable]
    public static double TriangleDownwards(ReadOnlySpan<double> a, int n)
    {
        double value = 0.5;
        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = n - 1; j > i; j--)
                value = value * a[i * n + j] + Math.Cos(value);
        }
        return value;
    }

    // size n: 0, 1, 3
    [Differentiable]
    public static double ThreeDeep(ReadOnlySpan<double> x)
    {
        double value = 0.3;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = i; j < x.Length; j++)
            {
                for (int k = i; k <= j; k++)
                    value = Math.Sin(value * x[k] + x[i] * x[j]);
            }
        }
        return value;
    }

    // Limits that active values do not reach, from locals.
    // size n: 0, 1, 6
    [Differentiable]
    public static double LocalLimit(ReadOnlySpan<double> x)
    {
        int half = x.Length / 2;
        double value = 1;
        for (int i = 0; i < half; i++)
            value *= x[i] + value;
        int rest = x.Length - half;
        for (int i = 0; i < rest; i++)
            value -= x[half + i] * value;
        return value;
    }

    // The limit changes after the loop that used it.
    // size n: 0, 1, 6
    [Differentiable]
    public static double OverwrittenLimit(ReadOnlySpan<double> x)
    {
        int limit = x.Length;
        double value = 1;
        for (int i = 0; i < limit; i++)
            value = Math.Sin(value + x[i]);
        limit = limit / 2;
        for (int i = 0; i < limit; i++)
            value *= x[i];
        limit = 0;
        return value * (limit + 2);
    }

    // size n: 1, 6
    [Differentiable]
    public static double LimitFromOuterLoop(ReadOnlySpan<double> x)
    {
        double value = 0.2;
        int count = 1;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < count; j++)
                value = Math.Sin(value + x[i]);
            count = (count * 2) % 5;
        }
        return value;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double LimitsFromElements(ReadOnlySpan<double> x, ReadOnlySpan<int> counts)
    {
        double value = 0.2;
        for (int i = 0; i < counts.Length; i++)
        {
            for (int j = 0; j < counts[i]; j++)
                value = Math.Cos(value * x[i]);
        }
        return value;
    }

    // size n: 1
    [Differentiable]
    public static double NeverRuns(double x)
    {
        for (int i = 5; i < 3; i++)
            x *= x;
        return x * x;
    }

    // size n: 1
    [Differentiable]
    public static double ConstantTrips(double x)
    {
        double y = x;
        for (int i = 0; i < 4; i++)
            y = y * y - x;
        return y;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double CounterInValues(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += i * x[i] + x[i] * x[i] / (i + 1);
        return sum;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double SameCounterTwice(ReadOnlySpan<double> x)
    {
        double a = 1, b = 1;
        for (int i = 0; i < x.Length; i++)
            a *= x[i];
        for (int i = 0; i < x.Length; i++)
            b = b * x[i] + a;
        return a * b;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double LocalsInside(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double t = x[i] * x[i];
            double u = Math.Exp(-t);
            t = u * t;
            sum += t * u;
        }
        return sum;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double CarriedThroughTwo(ReadOnlySpan<double> x)
    {
        double a = 0.5, b = 0.25;
        for (int i = 0; i < x.Length; i++)
        {
            double next = Math.Tanh(a * x[i] + b);
            b = a;
            a = next;
        }
        return a * b;
    }

    // size n: 0, 1, 5
    [Differentiable]
    public static double Horner(ReadOnlySpan<double> coefficients, double x)
    {
        double value = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
            value = value * x + coefficients[i];
        return value;
    }

    // size n: 0, 1, 6
    [Differentiable]
    public static double Fixpoint(double a, int n)
    {
        double x = 1;
        for (int i = 0; i < n; i++)
            x = Math.Cos(a * x);
        return x;
    }

    // size n: 0, 1, 5
    // domain: a in [0.5, 2]
    [Differentiable]
    public static double NewtonRoot(double a, int n)
    {
        double x = a;
        for (int i = 0; i < n; i++)
            x = 0.5 * (x + a / x);
        return x;
    }

    [Differentiable]
    public static double LimitsOfLowPrecedence(double x, int n, bool isLong)
    {
        double sum = x;
        for (int i = 0; i < (n & 3); i++)
            sum += Math.Sin(sum) * i;
        for (int i = 5; i >= (n ^ 1); i--)
            sum *= 1 - 0.1 * x * i;
        for (int i = 0; i <= (isLong ? 4 : n | 1); i += 2)
            sum = Math.Cos(sum * x);
        return sum;
    }
}
