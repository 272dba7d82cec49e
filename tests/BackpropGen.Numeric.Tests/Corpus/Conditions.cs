namespace Corpus;

public static partial class Conditions
{
    // size n: 1
    [Differentiable]
    public static double Relu(double x) => x > 0 ? x : 0;

    // size n: 1
    [Differentiable]
    public static double NestedTernary(double x, double y) => x > y ? (x > 1 ? x * x : x * y) : y < -1 ? y * y * y : x - y;

    // size n: 1
    [Differentiable]
    public static double TernaryInside(double x, double y) => Math.Sin((x > 0.2 ? x * y : y) * (y >= 0 ? 2 : x)) * x;

    // size n: 0, 1, 4
    [Differentiable]
    public static double GuardedRead(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double left = i > 0 ? x[i - 1] : 0;
            double right = i + 1 < x.Length ? x[i + 1] : 0;
            sum += x[i] * left + right * right;
        }
        return sum;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double GuardedByLength(ReadOnlySpan<double> x) => x.Length > 2 ? x[2] * x[0] : x.Length > 0 ? x[0] : -1;

    // size n: 1
    [Differentiable]
    public static double GuardedQuotient(double x, double y) => y > 0 ? x / y : x * y;

    // size n: 1
    // domain: x in [-1.5, -0.5]
    [Differentiable]
    public static double NotTakenRoot(double x) => x > 0 ? Math.Sqrt(x) : x * x;

    // size n: 1
    [Differentiable]
    public static double ActiveIf(double x, double y)
    {
        double t = x;
        if (x * y > 0.1)
        {
            t = t * y;
            y = y + t;
        }
        else
        {
            t = Math.Exp(t);
        }
        return t * y;
    }

    // size n: 1
    [Differentiable]
    public static double IfWithoutElse(double x, double y)
    {
        double t = x * y;
        if (t < 0)
            t = -t * x;
        return t * t;
    }

    // size n: 1
    // set: up = seed == 1
    [Differentiable]
    public static double InactiveIf(double x, bool up)
    {
        if (up)
            x = x * x;
        else
            x = Math.Sin(x);
        return x * x;
    }

    // The condition is overwritten in the branch that it chose.
    // size n: 1
    [Differentiable]
    public static double OverwrittenCondition(double x, double y)
    {
        double t = x;
        if (t > 0)
        {
            t = -t * y;
        }
        else
        {
            t = 1 - t * t;
        }
        if (t > 0)
            y *= t;
        return t * y;
    }

    // size n: 1
    // set: flag = seed == 1
    [Differentiable]
    public static double OverwrittenFlag(double x, bool flag)
    {
        if (flag)
        {
            x = x * x;
            flag = false;
        }
        else
        {
            x = x * 3;
            flag = true;
        }
        if (flag)
            x = Math.Cos(x);
        return x * x;
    }

    // size n: 1
    [Differentiable]
    public static double ElseIf(double x)
    {
        double y;
        if (x < -0.5)
            y = x * x;
        else if (x < 0.5)
            y = x * x * x;
        else if (x < 1)
            y = Math.Sin(x);
        else
            y = Math.Exp(x);
        return y * x;
    }

    // size n: 1
    [Differentiable]
    public static double Logic(double x, double y)
    {
        bool both = x > 0 && y > 0;
        bool one = x > 1 || y > 1;
        bool odd = x > 0 ^ y > 0;
        double t = x;
        if (both && !one)
            t *= y;
        if (odd | (both & one))
            t += y * y;
        if (x != y == true)
            t *= 2;
        return t;
    }

    // size n: 0, 1, 3, 6
    // lengths: y = n
    // writes: y
    [Differentiable]
    public static void InLoop(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 0)
                y[i] = x[i] * y[i];
            else if (i % 2 == 0)
                y[i] = x[i] * x[i];
        }
    }

    // size n: 1, 4
    [Differentiable]
    public static double Maximum(ReadOnlySpan<double> x)
    {
        double best = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            if (x[i] > best)
                best = x[i];
        }
        return best * best;
    }

    // The place depends on active values.
    // size n: 1, 5
    [Differentiable]
    public static double ArgMax(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
    {
        int best = 0;
        for (int i = 1; i < x.Length; i++)
        {
            if (x[i] > x[best])
                best = i;
        }
        return w[best] * x[best];
    }

    // size n: 2, 5
    [Differentiable]
    public static double CountedPositives(ReadOnlySpan<double> x)
    {
        int count = 0;
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 0)
            {
                count++;
                sum += x[i] * count;
            }
        }
        return sum / (count + 1);
    }

    // size n: 0, 1, 5
    // writes: x
    [Differentiable]
    public static void BubblePass(Span<double> x)
    {
        for (int i = 0; i + 1 < x.Length; i++)
        {
            if (x[i] > x[i + 1])
            {
                double t = x[i];
                x[i] = x[i + 1];
                x[i + 1] = t * 1.5;
            }
        }
    }

    // size n: 0, 1, 5
    // writes: x
    [Differentiable]
    public static void BubbleSort(Span<double> x)
    {
        for (int last = x.Length - 1; last > 0; last--)
        {
            for (int i = 0; i < last; i++)
            {
                if (x[i] > x[i + 1])
                {
                    double t = x[i];
                    x[i] = x[i + 1];
                    x[i + 1] = t;
                }
            }
        }
    }

    // size n: 1
    [Differentiable]
    public static double LoopInBranch(double x, int n)
    {
        double t = 1;
        if (x > 0)
        {
            for (int i = 0; i < 3; i++)
                t *= x;
        }
        else
        {
            for (int i = 0; i < n; i++)
                t = Math.Sin(t + x);
        }
        return t;
    }

    // The branches read a variable that is overwritten in every iteration.
    // size n: 1, 4
    [Differentiable]
    public static double ChoiceOfOverwritten(ReadOnlySpan<double> x, double a)
    {
        double sum = 0.5;
        for (int i = 0; i < x.Length; i++)
        {
            double t = a < 0.1 ? sum * Math.Atan(sum + 0.5) : sum * Math.Cos(x[i]);
            sum = Math.Sin(t + sum);
        }
        return sum;
    }

    // Choices that are decided leave numbers, which decide others: generated code has nothing that is never reached.
    [Differentiable]
    public static double Decided(double x, double y)
    {
        if ((!(1.5 < 2) && x is var u && u > 0.2 ? u * y : 0.5) < 0.01)
            x = Math.Sin(x) * y;
        else
            x *= y;
        if ((1.5 < 2 ? 1 : x) > 0.5)
            y *= x * x;
        while ((1.5 > 2 ? x : 1) > 2.5)
            y *= x * x;
        return x * y;
    }
}
