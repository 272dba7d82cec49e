namespace Corpus;

public static partial class References
{
    // size n: 1
    [Differentiable]
    public static void Scale(double a, ref double x)
    {
        x = x * x * a;
        x *= Math.Sin(x);
    }

    // size n: 1
    [Differentiable]
    public static double Polar(double x, double y, out double angle)
    {
        double r = Math.Sqrt(x * x + y * y + 0.1);
        angle = Math.Atan2(y, x + 3);
        angle = angle * angle * r;
        return r;
    }

    // size n: 1
    [Differentiable]
    public static void Split(in double x, out double s, out double c)
    {
        s = Math.Sin(x);
        c = Math.Cos(x) * s * s;
    }

    // size n: 1
    [Differentiable]
    public static double Untouched(double a, ref double x) => a * x * x;

    // size n: 1
    [Differentiable]
    public static void Forgotten(double a, ref double x)
    {
        x = a * a;
        x = 3;
    }

    // size n: 1
    [Differentiable]
    public static void Swap(ref double a, ref double b)
    {
        double old = a;
        a = b * b;
        b = old * a;
    }

    // size n: 0, 1, 4
    // set: k = 2
    [Differentiable]
    public static void Accumulate(ReadOnlySpan<double> x, ref double total, ref int k)
    {
        for (int i = 0; i < x.Length; i++)
        {
            total = total * x[i] + k * total * total * 0.1;
            k = k + 1;
        }
    }

    // size n: 1, 3
    [Differentiable]
    public static double CountedOut(ReadOnlySpan<double> x, out int count, out double last)
    {
        count = 0;
        last = 1;
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 0)
            {
                count++;
                last = x[i] * x[i];
            }
            sum += count * last * x[i];
        }
        return sum;
    }

    // size n: 1
    [Differentiable]
    public static double Uses(double x, double y)
    {
        double r = Polar(x, y, out double angle);
        Scale(angle, ref r);
        Polar(r, angle, out r);
        return r * angle * angle;
    }

    // size n: 1
    [Differentiable]
    public static double DeclaredBefore(double x, ref double y)
    {
        double s, c;
        Split(x * y, out s, out c);
        s = s * c;
        Split(s + 0.1, out c, out s);
        Swap(ref s, ref y);
        Swap(ref y, ref x);
        return s * y * c + x * x;
    }

    // size n: 0, 1, 4
    // writes: y
    [Differentiable]
    public static double Elements(ReadOnlySpan<double> x, Span<double> y)
    {
        double sum = 0.3;
        for (int i = 0; i < x.Length; i++)
        {
            Scale(x[i], ref y[i]);
            Scale(y[i], ref sum);
            Polar(x[i], y[i], out y[i]);
            Polar(y[i], sum, out _);
            sum = Math.Sin(sum * sum) + 0.2;
        }
        return sum;
    }

    // size n: 2, 5
    // writes: y
    [Differentiable]
    public static void Neighbours(Span<double> y)
    {
        for (int i = 0; i + 1 < y.Length; i++)
        {
            Swap(ref y[i], ref y[i + 1]);
            Polar(y[i], y[i + 1], out y[i + 1]);
        }
    }

    // size n: 1, 4
    [Differentiable]
    public static double InBranches(ReadOnlySpan<double> x, ref double state)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 0)
                Scale(x[i], ref state);
            else
                Polar(x[i], state, out state);
            double kept = state * state;
            int k = i;
            Accumulate(x, ref kept, ref k);
            kept += k * state;
            sum += kept * state;
        }
        return sum;
    }

    // size n: 1
    [Differentiable]
    public static double Unwanted(double x, [NoGradient] double z)
    {
        double a = z;
        Scale(2, ref a);
        double r = Polar(x, a, out double b);
        Polar(z, a, out double c);
        return r * x + c;
    }

    // size n: 1
    [Differentiable]
    public static float Single(float x, ref float y, out float z)
    {
        y = MathF.Exp(y * x);
        z = y * y;
        return z * x;
    }

    // size n: 1
    [Differentiable]
    public static void Constant([NoGradient] ref double seed, double x, ref double y)
    {
        seed = seed * 1.5 + 1;
        y = y * seed * x;
    }

    // size n: 1
    [Differentiable]
    public static double OneExpression(double x, out double y) => (y = x * x) * Math.Sin(y);

    // size n: 1, 3
    [Differentiable]
    public static double ValueAndReference(ReadOnlySpan<double> x)
    {
        double v = 0.4;
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            Scale(v * x[i] + v, ref v);
            sum += v * Untouched(v, ref v);
            v = v + OneExpression(v, out v);
        }
        return sum * v;
    }

    // size n: 0, 1, 5
    [Differentiable]
    public static double FirstPositive(ReadOnlySpan<double> x, out double square, ref double state)
    {
        int i = 0;
        while (i < x.Length)
        {
            state = Math.Sin(state * x[i]);
            if (x[i] > 0)
            {
                square = x[i] * x[i] * state;
                return square * state;
            }
            Scale(x[i], ref state);
            i++;
        }
        square = state;
        return state * state;
    }

    // size n: 1, 4
    [Differentiable]
    public static double Rounds(ReadOnlySpan<double> x)
    {
        double total = 0.7;
        double sum = 0;
        foreach (double v in x)
        {
            if (v < -1)
                continue;
            double first = FirstPositive(x, out double square, ref total);
            sum += first * square * v;
            if (sum > 2)
                break;
        }
        return sum * total;
    }
}
