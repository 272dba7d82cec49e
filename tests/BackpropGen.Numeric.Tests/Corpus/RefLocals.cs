namespace Corpus;

public static partial class RefLocals
{
    // size n: 0, 1, 5
    // writes: y
    [Differentiable]
    public static double Elements(ReadOnlySpan<double> x, Span<double> y)
    {
        double sum = 0.3;
        for (int i = 0; i < y.Length; i++)
        {
            ref double q = ref y[y.Length - 1 - i];
            ref readonly double p = ref x[i];
            q = q * p + sum;
            sum += q * q * 0.1;
            y[i] *= p;
            sum *= Math.Cos(q);
        }
        return sum;
    }

    // size n: 1, 4
    // writes: y
    [Differentiable]
    public static double IndexMovesOn(double x, Span<double> y)
    {
        int k = 0;
        double sum = 0;
        while (k < y.Length)
        {
            ref double q = ref y[k];
            k++;
            if (q < -0.5)
                continue;
            q *= Math.Sin(q * x);
            ref double same = ref q;
            same += x * y[k - 1];
            sum += q * same;
        }
        return sum * sum;
    }

    // size n: 1
    [Differentiable]
    public static double Scalars(double x, ref double r)
    {
        double a = x * x, b = r;
        ref double q = ref a;
        ref double p = ref r;
        ref readonly double seen = ref b;
        q *= p;
        p = q * Math.Exp(-seen);
        b *= a;
        return a * seen * p;
    }

    // size n: 1, 3
    // writes: y
    [Differentiable]
    public static double OfMovingSpans(Span<double> y, double x)
    {
        Span<double> a = y;
        double sum = x;
        while (a.Length > 0)
        {
            ref double q = ref a[0];
            a = a[1..];
            q = Math.Sin(q * sum);
            foreach (ref double v in a)
                v += q * 0.5;
            sum += q * q;
        }
        return sum;
    }

    // size n: 1, 4
    [Differentiable]
    public static double OfRows(ReadOnlySpan<double> x)
    {
        double[][] t = new double[x.Length][];
        for (int i = 0; i < t.Length; i++)
            t[i] = [x[i], x[^1]];
        for (int i = 0; i + 1 < t.Length; i++)
        {
            ref double q = ref t[i][1];
            (t[i], t[i + 1]) = (t[i + 1], t[i]);
            q *= t[i][0] + q;
            t[i][0] += q;
        }
        double sum = 0;
        foreach (double[] row in t)
            sum = sum * row[0] + row[1] * row[1];
        return sum;
    }

    // size n: 2, 3
    // even: w
    // writes: w
    [Differentiable]
    public static void OfExchangedRows(double[][] w, double x)
    {
        ref double first = ref w[0][^1];
        (w[0], w[1]) = (w[1], w[0]);
        first = first * first * x;
        w[0][0] *= w[1][^1];
        w[1][0] += first;
    }

    // size n: 1, 3
    // writes: m
    [Differentiable]
    public static double OfGrids(double[,] m, double x)
    {
        double sum = x;
        for (int i = 0; i < m.GetLength(0); i++)
        {
            for (int j = 0; j < m.GetLength(1); j++)
            {
                ref double q = ref m[i, m.GetLength(1) - 1 - j];
                q *= sum;
                sum = Math.Sin(sum + m[i, j] * q);
            }
        }
        return sum;
    }

    public struct Pair
    {
        public double A;
        public double B;

        public void Turn(double by) => (A, B) = (A * Math.Cos(by) - B, B * A + by);
    }

    // size n: 1
    [Differentiable]
    public static double OfStructs(double x, Pair start)
    {
        Pair p = new() { A = x, B = x * x };
        ref Pair q = ref p;
        q.A *= x;
        q.Turn(p.B);
        ref double b = ref q.B;
        b *= p.A;
        p = new Pair { A = b, B = q.A * start.A };
        ref readonly Pair s = ref start;
        return p.A * q.B * b + s.B * q.A;
    }

    // What a reference changes is the method's own copy.
    // size n: 1
    [Differentiable]
    public static double OfParameters(Pair p, double x, double y)
    {
        ref double a = ref p.A;
        a *= x;
        ref double own = ref y;
        own += a;
        Pair r = p;
        double s = Grown(r, x) + Turned(r, y) * r.A + Scaled(y, x) * y;
        return s * p.A * p.B * own;
    }

    private static double Grown(Pair p, double x)
    {
        ref double a = ref p.A;
        a *= x;
        return p.A * p.B;
    }

    private static double Turned(Pair p, double x)
    {
        ref Pair q = ref p;
        q.Turn(x);
        return p.A * p.B;
    }

    private static double Scaled(double v, double x)
    {
        ref double q = ref v;
        q *= x;
        return v;
    }

    // size n: 1
    [Differentiable]
    public static double InLocalFunctions(double x, double y)
    {
        double s = x;
        void Twice()
        {
            ref double q = ref s;
            q *= s * y;
        }

        Twice();
        ref double z = ref s;
        Twice();
        z += y;
        return s * z;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double OfCounters(ReadOnlySpan<double> x)
    {
        double s = 1;
        for (int i = 0; i < x.Length; i++)
        {
            ref int k = ref i;
            s *= x[i];
            if (s > 0)
                k++;
            s += i;
        }
        return s;
    }

    // size n: 1, 4
    // writes: y
    [Differentiable]
    public static double HandedOn(Span<double> y, double x)
    {
        for (int i = 0; i < y.Length; i++)
        {
            ref double q = ref y[i];
            References.Scale(x, ref q);
            Grow(ref q, x);
            References.Split(q * x, out q, out double c);
            q *= c;
        }
        ref double total = ref x;
        References.Accumulate(y, ref total, ref CountOf(stackalloc int[1])[0]);
        return total * x;
    }

    private static Span<int> CountOf(Span<int> one) => one;

    private static void Grow(ref double v, in double by)
    {
        ref double w = ref v;
        w *= 1 + by;
        v += w * by;
    }

    // size n: 1
    [Differentiable]
    public static float Counts(float x, int k)
    {
        ref int n = ref k;
        n += 2;
        float sum = x;
        for (int i = 0; i < k; i++)
        {
            n--;
            sum *= x + n;
        }
        int unused = 3;
        ref int limit = ref unused;
        for (int i = 0; i < limit; i++)
        {
            unused = 2;
            sum = MathF.Sin(sum);
        }
        return sum;
    }

    // size n: 1, 5
    // writes: y
    [Differentiable]
    public static void Sorted(Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            ref double least = ref y[i];
            for (int j = i + 1; j < y.Length; j++)
            {
                ref double other = ref y[j];
                if (other < least)
                    (least, other) = (other, least);
            }
            least *= 1.1;
        }
    }
}

public sealed partial class RefModel
{
    public double[] W = [];

    public double Bias;

    // size n: 1, 3
    // lengths: this.W = n
    // writes: this.W, this.Bias
    [Differentiable]
    public double Step(double x)
    {
        ref double b = ref Bias;
        ref double w = ref W[^1];
        b = b * x + w;
        w *= b;
        W[0] += Bias;
        return b * w;
    }
}
