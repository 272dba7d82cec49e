namespace Corpus;

/// <summary>What an untaken path computes has no part in the gradient, also where it overflowed or has no derivative.</summary>
public static partial class UntakenPaths
{
    // size n: 1
    // at: x = 800
    // expect: x in [1, 1]
    [Differentiable]
    public static double Softplus(double x)
    {
        double e = Math.Exp(x);
        return x > 30 ? x : Math.Log(1 + e);
    }

    // size n: 1
    // at: x = 1000
    // expect: x in [0, 0]
    [Differentiable]
    public static double Least(double x) => Math.Min(Math.Exp(x), 1);

    // size n: 1
    // at: x = 1000
    // expect: x in [1, 1]
    [Differentiable]
    public static double LeastOfSquares(double x)
    {
        double z = x;
        z = Math.Min(Math.Exp(z) * Math.Exp(z), z);
        return z;
    }

    // size n: 1
    // at: x = 1000
    // expect: x in [0, 0]
    [Differentiable]
    public static double Clamped(double x) => Math.Clamp(Math.Exp(x) * x, 0, 3);

    // size n: 1
    // at: x = 800, y = 2
    // expect: x in [0, 0], y in [1, 1]
    [Differentiable]
    public static double Assigned(double x, double y)
    {
        double e = Math.Exp(x);
        double z;
        if (x > 1)
            z = y;
        else
            z = e * y;
        return z;
    }

    // size n: 1
    // at: x = 0, y = 2
    // expect: x in [0, 0], y in [1, 1]
    [Differentiable]
    public static double AfterReciprocal(double x, double y)
    {
        double r = 1 / x;
        double q = r * y;
        return x == 0 ? y : q;
    }

    // size n: 1
    // at: x = 0, y = 2
    // expect: x in [0, 0], y in [1, 1]
    [Differentiable]
    public static double AfterLogarithm(double x, double y)
    {
        double l = Math.Log(x);
        if (x <= 0)
            return y;
        return l * y;
    }

    // size n: 1
    // at: x = -1, y = 2
    // expect: x in [0, 0], y in [1, 1]
    [Differentiable]
    public static double AfterRoot(double x, double y)
    {
        double root = Math.Sqrt(x);
        double z = y;
        if (x > 0)
            z *= root;
        return z;
    }

    // size n: 1
    // at: x = 800, y = 2
    // expect: x in [0, 0], y in [1, 1]
    [Differentiable]
    public static double Overwritten(double x, double y)
    {
        double z = Math.Exp(x) * y;
        if (double.IsInfinity(z))
            z = y;
        return z;
    }

    // size n: 1
    // at: x = 800, y = 2
    // expect: x in [0, 0], y in [1, 1]
    [Differentiable]
    public static double OnlyTheLast(double x, double y)
    {
        double z = y;
        for (int i = 0; i < 3; i++)
        {
            double e = Math.Exp(x - 400 * i);
            z = i == 2 ? y : e * y;
        }
        return z;
    }

    // size n: 0
    // at: x = 800, y = 2
    // expect: x in [0, 0], y in [1, 1]
    [Differentiable]
    public static double NoIteration(double x, double y, int n)
    {
        double e = Math.Exp(x);
        double z = y;
        for (int i = 0; i < n; i++)
            z *= e;
        return z;
    }

    // size n: 1
    // at: x = 800, y = 2
    // expect: x in [0, 0], y in [1, 1]
    [Differentiable]
    public static double NoRound(double x, double y)
    {
        double e = Math.Exp(x);
        double z = y;
        while (z > 10)
            z /= e;
        return z;
    }

    // size n: 2
    // lengths: x = 2
    // at: x = 800
    // expect: x in [0, 1]
    [Differentiable]
    public static double Elements(ReadOnlySpan<double> x, double y)
    {
        Span<double> e = stackalloc double[2];
        for (int i = 0; i < e.Length; i++)
            e[i] = Math.Exp(x[i]);
        double sum = 0;
        for (int i = 0; i < e.Length; i++)
        {
            if (x[i] < 30)
                sum += Math.Log(1 + e[i]) * y;
            else
                sum += x[i];
        }
        return sum;
    }

    // size n: 2
    // lengths: x = 2
    // at: x = 800
    // expect: x in [0, 0]
    [Differentiable]
    public static double PickedOut(ReadOnlySpan<double> x, int k)
    {
        Span<double> e = stackalloc double[3];
        e[0] = 2;
        for (int i = 0; i < x.Length; i++)
            e[i + 1] = Math.Exp(x[i]) * x[i];
        return e[0];
    }

    // size n: 2
    // lengths: x = 2
    // at: x = 800, y = 800
    // expect: x in [0, 0], y in [0, 0]
    // writes: y
    [Differentiable]
    public static double Masked(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = Math.Exp(x[i]) * y[i];
            if (double.IsInfinity(y[i]))
                y[i] = 1;
        }
        return 1;
    }

    private static double Inverses(ReadOnlySpan<double> a)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += 1 / (a[i] * a[i]);
        return sum;
    }

    // size n: 1
    // lengths: x = 1
    // at: x = 0
    // expect: x in [3, 3]
    [Differentiable]
    public static double StoppedCall(ReadOnlySpan<double> x)
    {
        double scale = Gradient.Stop(Inverses(x));
        return scale > 1 ? 3 * x[0] : 2 * x[0];
    }

    // size n: 1
    // lengths: x = 1
    // at: x = 0
    // expect: x in [3, 3]
    [Differentiable]
    public static double CallInCondition(ReadOnlySpan<double> x) => Inverses(x) > 1 ? 3 * x[0] : 2 * x[0];

    // size n: 1
    // lengths: x = 1
    // at: x = 0
    // expect: x in [3, 3]
    [Differentiable]
    public static double UnusedCall(ReadOnlySpan<double> x)
    {
        double scale = Inverses(x);
        double r;
        if (scale > 1)
            r = 3 * x[0];
        else
            r = scale * x[0];
        return r;
    }

    private static double Storing(ReadOnlySpan<double> a)
    {
        double[] squares = new double[a.Length];
        for (int i = 0; i < a.Length; i++)
            squares[i] = 1 / (a[i] * a[i]);
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += squares[i];
        return sum;
    }

    // size n: 1
    // lengths: x = 1
    // at: x = 0
    // expect: x in [3, 3]
    [Differentiable]
    public static double StoppedCallWithStorage(ReadOnlySpan<double> x)
    {
        double scale = Gradient.Stop(Storing(x));
        return scale > 1 ? 3 * x[0] : 2 * x[0];
    }

    private static void Normalize(ReadOnlySpan<double> a, Span<double> y)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * a[i];
        double scale = 1 / Math.Sqrt(sum);
        for (int i = 0; i < a.Length; i++)
            y[i] = a[i] * scale;
    }

    // size n: 2
    // lengths: x = 2
    // at: x = 0
    // expect: x in [0, 3]
    [Differentiable]
    public static double UnusedElements(ReadOnlySpan<double> x)
    {
        Span<double> y = stackalloc double[x.Length];
        Normalize(x, y);
        return x[0] < 1 ? 3 * x[0] : y[0] * y[1];
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double OrdinaryPoints(ReadOnlySpan<double> x, double a, double b)
    {
        double e = Math.Exp(a);
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double t = Math.Exp(x[i]) * b;
            double s = Math.Min(t * e, x[i] * x[i] + 3);
            if (x[i] > 0)
                total += Math.Log(1 + t) * s;
            else
                total += s;
        }
        return total * Inverses([1.5, 2]) + (a > 0 ? Inverses(x) * 1e-3 : e);
    }
}

/// <summary>Slopes near a bound of a function keep their relative accuracy.</summary>
public static partial class Saturation
{
    // size n: 1
    // at: z = 36
    // expect: z in [2.31952283024356e-16, 2.31952283024358e-16]
    [Differentiable]
    public static double LogisticAt36(double z) => 1 / (1 + Math.Exp(-z));

    // size n: 1
    // at: z = 40
    // expect: z in [4.2483542552915e-18, 4.2483542552917e-18]
    [Differentiable]
    public static double LogisticAt40(double z) => 1 / (Math.Exp(-z) + 1);

    // size n: 1
    // at: z = -800
    // expect: z in [0, 0]
    [Differentiable]
    public static double LogisticFarBelow(double z) => 1 / (1 + Math.Exp(-z));

    // size n: 1
    // at: x = 18
    // expect: x in [9.278091320973e-16, 9.278091320975e-16]
    [Differentiable]
    public static double TanhAt18(double x) => Math.Tanh(x);

    // size n: 1
    // at: x = -40
    // expect: x in [7.2194055513816e-35, 7.2194055513817e-35]
    [Differentiable]
    public static double TanhAt40(double x) => Math.Tanh(x);

    // size n: 1
    // at: x = -40
    // expect: x in [4.248354255291e-18, 4.248354255292e-18]
    [Differentiable]
    public static double ExpM1At40(double x) => double.ExpM1(x);

    // size n: 1
    // lengths: w = 1
    // at: w = 1, b = 17
    // expect: w in [9.278091320973e-16, 9.278091320975e-16], b in [9.278091320973e-16, 9.278091320975e-16]
    [Differentiable]
    public static double TanhOfSum(ReadOnlySpan<double> w, double b)
    {
        double z = b;
        for (int i = 0; i < w.Length; i++)
            z += w[i];
        return Math.Tanh(z);
    }
}
