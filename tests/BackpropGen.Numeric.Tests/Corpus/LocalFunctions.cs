namespace Corpus;

public static partial class LocalFunctions
{
    // size n: 1
    [Differentiable]
    public static double Static(double x)
    {
        return Square(x) * x + Square(x * x);

        static double Square(double y) => y * y;
    }

    // size n: 1, 3
    [Differentiable]
    public static double Capturing(ReadOnlySpan<double> x, double k)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            Add(x[i] * k);
            k *= x[i];
        }
        return sum * k;

        void Add(double v)
        {
            sum += v * sum + v * k;
            v *= v;
            sum += v;
        }
    }

    // size n: 1
    [Differentiable]
    public static double EffectsInOrder(double x, double y)
    {
        return Next() + x * Next() - Next() * Next();

        double Next()
        {
            x = x * y + 0.3;
            return x * x;
        }
    }

    // size n: 1
    [Differentiable]
    public static double ArgumentsAssigned(double x)
    {
        double a = x * x;
        double b = Halved(a);
        return a * b * Halved(b);

        double Halved(double a)
        {
            a /= 2;
            a *= a;
            return a;
        }
    }

    // size n: 1
    [Differentiable]
    public static double ModifiedInCall(double x, double y)
    {
        return F(x, G(y)) + F(G(x), x);

        double F(double a, double b)
        {
            x *= 0.5;
            return a * b * x;
        }

        double G(double a)
        {
            x += a;
            return x * a;
        }
    }

    // size n: 1
    [Differentiable]
    public static double References(double x, double y)
    {
        Mix(ref x, out double z);
        Mix(ref z, out y);
        return x * y * z;

        void Mix(ref double a, out double b)
        {
            a *= y;
            b = a * a + x;
            a += b;
        }
    }

    // size n: 0, 1, 3
    // writes: y
    [Differentiable]
    public static void Elements(Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            Scale(ref y[i], i);
            Scale(ref y[i], 2);
        }

        static void Scale(ref double v, int by)
        {
            v *= v * by;
            v += 1;
        }
    }

    // size n: 1, 3
    [Differentiable]
    public static double EarlyReturns(ReadOnlySpan<double> x, double limit)
    {
        double sum = 0;
        foreach (double v in x)
            sum += First(v) * sum + v;
        return sum;

        double First(double v)
        {
            for (int i = 0; i < 3; i++)
            {
                v = v * v + 0.1;
                if (v > limit)
                    return v * limit;
                if (v < 0.01)
                    continue;
                v += sum;
            }
            return v * v;
        }
    }

    // size n: 1
    [Differentiable]
    public static double Nested(double x)
    {
        return Outer(x) + Outer(2);

        double Outer(double a)
        {
            double b = a * a;
            return Inner(a) * b;

            double Inner(double c)
            {
                b += c * a;
                return b * c;
            }
        }
    }

    // size n: 0, 1, 3
    [Differentiable]
    public static double Spans(ReadOnlySpan<double> x)
    {
        return Dot(x, x) * Dot(x[..(x.Length / 2)], x);

        static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
        {
            double sum = 1;
            for (int i = 0; i < a.Length; i++)
                sum += a[i] * b[i] * sum;
            return sum;
        }
    }

    // size n: 1
    [Differentiable]
    public static double InConditions(double x, double y)
    {
        int calls = 0;
        if (x > 0 && Above(y) || Above(x))
            y *= x;
        double z = x < y && Above(x * y) ? Twice(y) : x;
        while (calls < 9 && Above(z))
            z *= 0.5;
        return y * y * z * calls;

        bool Above(double v)
        {
            calls++;
            return v > 0.2;
        }

        double Twice(double v) => 2 * v * v;
    }
}
