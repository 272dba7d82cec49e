namespace Corpus;

public static partial class Storage
{
    // size n: 0, 1, 4
    [Differentiable]
    public static double ArrayInside(ReadOnlySpan<double> x)
    {
        double[] t = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            t[i] = x[i] * x[i];
        double sum = 0;
        for (int i = 0; i < t.Length; i++)
            sum += t[i] * t[i];
        return sum;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double SpanOfNewArray(ReadOnlySpan<double> x)
    {
        Span<double> t = new double[x.Length + 1];
        for (int i = 0; i < x.Length; i++)
            t[i + 1] = Math.Sin(t[i] + x[i]);
        return t[x.Length];
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double OnTheStack(ReadOnlySpan<double> x)
    {
        Span<double> t = stackalloc double[4];
        for (int i = 0; i < x.Length; i++)
            t[i % 4] += x[i] * x[i] * (t[(i + 1) % 4] + 1);
        return t[0] * t[1] + t[2] + t[3];
    }

    // Starts as zeros, in every iteration.
    // size n: 0, 1, 4
    [Differentiable]
    public static double InLoop(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double[] t = new double[3];
            t[0] += x[i];
            t[1] += t[0] * t[0];
            t[2] += t[1] * t[0] + sum;
            sum += t[2] * t[1];
        }
        return sum;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double GrowingInLoop(ReadOnlySpan<double> x)
    {
        double sum = 0.1;
        for (int i = 0; i < x.Length; i++)
        {
            Span<double> t = new double[i + 1];
            for (int j = 0; j <= i; j++)
                t[j] = x[j] * sum;
            for (int j = 0; j <= i; j++)
                sum += t[j] * t[i];
        }
        return sum;
    }

    // size n: 1, 4
    // set: steps = 3
    [Differentiable]
    public static double ReusedBuffer(ReadOnlySpan<double> x, int steps)
    {
        double[] t = new double[x.Length];
        double sum = 0;
        for (int s = 0; s < steps; s++)
        {
            for (int i = 0; i < t.Length; i++)
                t[i] = Math.Sin(t[i] + x[i]);
            sum += t[0] * t[t.Length - 1];
        }
        return sum;
    }

    // size n: 1, 4
    // set: steps = 3
    [Differentiable]
    public static double LocalPingPong(ReadOnlySpan<double> x, int steps)
    {
        double[] a = new double[x.Length];
        double[] b = new double[x.Length];
        x.CopyTo(a);
        for (int s = 0; s < steps; s++)
        {
            for (int i = 0; i < a.Length; i++)
                b[i] = a[i] * a[(i + 1) % a.Length];
            for (int i = 0; i < a.Length; i++)
                a[i] = Math.Cos(b[i]);
        }
        return a[0] + b[0];
    }

    // size n: 0, 1, 3
    [Differentiable]
    public static double LocalHistory(ReadOnlySpan<double> w, double x)
    {
        Span<double> h = new double[w.Length + 1];
        h[0] = x;
        for (int t = 0; t < w.Length; t++)
            h[t + 1] = Math.Tanh(w[t] * h[t]);
        return h[w.Length] * h[0];
    }

    // size n: 0, 1, 4
    // lengths: order = n
    // indices: order < n
    [Differentiable]
    public static double LocalIntegers(ReadOnlySpan<double> x, ReadOnlySpan<int> order)
    {
        int[] next = new int[x.Length];
        for (int i = 0; i < x.Length; i++)
            next[i] = (order[i] + 1) % x.Length;
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[next[i]] * x[i];
        return sum;
    }

    // size n: 1, 4
    [Differentiable]
    public static double Unused(ReadOnlySpan<double> x)
    {
        double[] t = new double[x.Length];
        t[0] = x[0];
        return x[0] * 2;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static float Singles(ReadOnlySpan<float> x)
    {
        Span<float> t = stackalloc float[x.Length];
        float sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            t[i] = MathF.Exp(x[i]);
            sum += t[i];
        }
        for (int i = 0; i < x.Length; i++)
            sum += t[i] / sum;
        return sum;
    }

    // size n: 1, 4
    // set: up = seed == 1
    [Differentiable]
    public static double InBranch(ReadOnlySpan<double> x, bool up)
    {
        double sum = 0;
        if (up)
        {
            double[] t = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
                t[i] = x[i] * x[i];
            sum = t[0] * t[x.Length - 1];
        }
        return sum + x[0];
    }

    // Only some iterations have the buffer, and its size depends on the counter.
    // size n: 0, 1, 4
    [Differentiable]
    public static double InBranchOfLoop(ReadOnlySpan<double> x)
    {
        double sum = 0.3;
        for (int i = 0; i < x.Length; i++)
        {
            if (i % 2 == 0)
            {
                Span<double> t = new double[i + 2];
                t[0] = x[i];
                for (int j = 1; j < t.Length; j++)
                    t[j] = Math.Sin(t[j - 1]) * x[i];
                sum += t[i + 1] * sum;
            }
        }
        return sum;
    }

    // The size is known only in the branch.
    // size n: 0, 1, 4
    [Differentiable]
    public static double SizeOfBranch(ReadOnlySpan<double> x)
    {
        double sum = 0.3;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 0)
            {
                int count = i / 2 + 1;
                Span<double> t = new double[count];
                t.Fill(x[i] * sum);
                sum += t[count - 1] * t[0];
            }
        }
        return sum;
    }

    // The storage of the tests' condition is zero, and the size of the tape depends on it.
    // size n: 2, 4
    [Differentiable]
    public static double UntouchedInCondition(ReadOnlySpan<double> x, double s)
    {
        double[] t = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            if (t[1] > 0.1)
                s *= Math.Sin(s * x[i]);
        }
        return s * x[0];
    }

    // Two indices that mean one element where there is only one: the cotangent that the first statement turns has just been added to.
    // size n: 1, 2, 3
    // set: k = seed
    // writes: y
    [Differentiable]
    public static double OneElementTwice(Span<double> y, int k)
    {
        y[(k & 15) % y.Length] -= Math.Tanh(Math.Log(1.2 + y[(k & 15) % y.Length] * y[(k & 15) % y.Length]));
        y[((k & 15) + 2) % y.Length] = Math.Sin(y[y.Length - 1 - (k & 7) % y.Length] + y[(k & 15) % y.Length]);
        return y[^1] * y[0];
    }
}
