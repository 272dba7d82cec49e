namespace Corpus;

public static partial class Calls
{
    // size n: 1
    [Differentiable]
    public static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    // size n: 1
    [Differentiable]
    public static double Twice(double x) => Logistic(Logistic(x) * x);

    // size n: 0, 1, 4
    [Differentiable]
    public static double InLoop(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += Logistic(x[i]) * x[i];
        return sum;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double Norm(ReadOnlySpan<double> x)
    {
        double sum = 0.1;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * x[i];
        return Math.Sqrt(sum);
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double OfBuffers(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Norm(x) * Norm(y) + Norm(x);

    // size n: 0, 1, 4
    // writes: h
    [Differentiable]
    public static void Step(ReadOnlySpan<double> w, Span<double> h)
    {
        for (int i = 0; i < h.Length; i++)
            h[i] = Math.Tanh(w[i] * h[i]);
    }

    // size n: 0, 1, 4
    // set: steps = 3
    // writes: h
    [Differentiable]
    public static void InPlaceInLoop(ReadOnlySpan<double> w, Span<double> h, int steps)
    {
        for (int t = 0; t < steps; t++)
            Step(w, h);
    }

    // size n: 0, 1, 4
    // set: steps = 2
    // writes: h
    [Differentiable]
    public static double ThreeDeep(ReadOnlySpan<double> w, Span<double> h, int steps)
    {
        double sum = 0;
        for (int t = 0; t < steps; t++)
        {
            InPlaceInLoop(w, h, 2);
            sum += Norm(h);
        }
        return sum;
    }

    // size n: 1, 3
    // size m: 3
    // lengths: w = n * m, h = n
    // writes: h
    [Differentiable]
    public static void OnSlices(ReadOnlySpan<double> w, Span<double> h, int n, int m)
    {
        for (int t = 0; t < m; t++)
            Step(w.Slice(t * n, n), h);
    }

    // size n: 1, 4
    [Differentiable]
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double SameBufferTwice(ReadOnlySpan<double> x) => Dot(x, x) * 0.5;

    // size n: 2, 5
    [Differentiable]
    public static double OverlappingReads(ReadOnlySpan<double> x) => Dot(x.Slice(0, x.Length - 1), x.Slice(1));

    // size n: 1, 3
    [Differentiable]
    public static double InactiveArgument(ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y) => Dot(x, y) * Dot(y, y);

    // size n: 1, 3
    // writes: x
    [Differentiable]
    public static double InactiveScalars(Span<double> x, int k)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Scaled(x[i], 2, k) * Scaled(3, x[i], 1);
            x[i] = sum;
        }
        return sum;
    }

    // size n: 1
    [Differentiable]
    public static double Scaled(double x, double y, int k)
    {
        double t = x;
        for (int i = 0; i < k; i++)
            t = t * y + x;
        return t;
    }

    // size n: 1
    [Differentiable]
    public static double SameScalarTwice(double x, double y) => Scaled(x, x, 2) + Scaled(y, x * y, 3);

    // size n: 1
    [Differentiable]
    public static double ArgumentsOverwrittenAfterwards(double x, double y)
    {
        double t = x * y;
        double u = Scaled(t, y, 2);
        t = u * x;
        y = Scaled(t, u, 1);
        return t * y;
    }

    // size n: 1
    [Differentiable]
    public static double CallInCondition(double x, double y) => Logistic(x) > 0.5 ? Scaled(x, y, 2) : Logistic(y) * x;

    // size n: 1, 4
    // writes: x
    [Differentiable]
    public static double BufferOverwrittenAfterwards(Span<double> x)
    {
        double norm = Norm(x);
        for (int i = 0; i < x.Length; i++)
            x[i] /= norm;
        norm = Norm(x.Slice(0, 1)) * norm;
        return norm;
    }

    // size n: 1, 4
    // writes: y
    [Differentiable]
    public static void ToOutput(ReadOnlySpan<double> x, Span<double> y)
    {
        Square(x, y);
        Square(y.Slice(0, 1), y.Slice(y.Length - 1));
    }

    // size n: 0, 1, 4
    // writes: y
    [Differentiable]
    public static void Square(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = x[i] * x[i];
    }

    // The result is not used, what is written is.
    // size n: 1, 3
    // writes: x
    [Differentiable]
    public static double IgnoredResult(Span<double> x)
    {
        HalveAndSum(x);
        return HalveAndSum(x) * x[0];
    }

    // size n: 1, 3
    // writes: x
    [Differentiable]
    public static double HalveAndSum(Span<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = Math.Sin(x[i]) / 2;
            sum += x[i] * x[i];
        }
        return sum;
    }

    // size n: 0, 1, 3
    [Differentiable]
    public static double WithStorage(ReadOnlySpan<double> w, ReadOnlySpan<double> h0, int n)
    {
        double[] h = new double[h0.Length];
        h0.CopyTo(h);
        for (int t = 0; t < 2; t++)
            Step(w, h);
        return Norm(h);
    }

    // size n: 1, 4
    // writes: x
    [Differentiable]
    public static void ConditionalCalls(ReadOnlySpan<double> w, Span<double> x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 0)
                Step(w, x);
            else
                x[i] = Scaled(x[i], w[i], 2);
        }
    }

    // size n: 1
    [Differentiable]
    public static double NamedArguments(double x, double y) => Scaled(k: 2, y: x, x: y);

    // size n: 1
    [Differentiable]
    public static double SinglePrecision(float x, double y) => Half(x) * Half((float)y);

    // size n: 1
    [Differentiable]
    public static float Half(float x) => x * x / 2;

    // size n: 0, 1, 4
    // writes: y
    [Differentiable]
    public static void WithInArguments(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = ByReference(in x[i], y[i]);
    }

    // size n: 1
    [Differentiable]
    public static double ByReference(in double x, in double y) => x * Math.Exp(y);

    // size n: 1
    [Differentiable]
    public static double FromAnotherClass(double x) => Helpers.Cube(x) + Helpers.Deeper.Shift(x, 2);
}

public static partial class Helpers
{
    // size n: 1
    [Differentiable]
    public static double Cube(double x) => x * x * x;

    public static partial class Deeper
    {
        // size n: 1
        [Differentiable]
        public static double Shift(double x, int k)
        {
            double t = x;
            for (int i = 0; i < k; i++)
                t = Cube(t) - x;
            return t;
        }
    }
}
