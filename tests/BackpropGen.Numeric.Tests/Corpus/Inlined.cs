namespace Corpus;

// Helpers without the attribute, local functions, lambdas.
public static partial class Inlined
{
    private static double Square(double x) => x * x;

    private static double Smooth(double x, double sharpness = 2)
    {
        double e = Math.Exp(-sharpness * x);
        x = x / (1 + e);
        return x * e;
    }

    private static void Scale(Span<double> y, double factor)
    {
        for (int i = 0; i < y.Length; i++)
            y[i] *= factor * y[i];
    }

    private static double Norm(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double v in x)
            sum += v * v;
        return sum;
    }

    private static int Largest(ReadOnlySpan<double> x)
    {
        int at = 0;
        for (int i = 1; i < x.Length; i++)
        {
            if (x[i] > x[at])
                at = i;
        }
        return at;
    }

    private static void MinMax(double a, double b, out double low, out double high)
    {
        low = Math.Min(a, b);
        high = a < b ? b : a;
    }

    private static void Accumulate(ref double sum, double x)
    {
        sum *= x;
        sum += x * x;
    }

    private static (double Sum, double Product) Both(double a, double b) => (a + b, a * b);

    private static double Apply(Func<double, double> f, double x, int times)
    {
        for (int i = 0; i < times; i++)
            x = f(x) * x;
        return x;
    }

    // size n: 0, 1, 4
    // writes: y
    [Differentiable]
    public static double Helpers(ReadOnlySpan<double> x, Span<double> y)
    {
        double sum = Square(0.5);
        for (int i = 0; i < x.Length; i++)
            sum = Square(sum) * 0.3 + Smooth(x[i]) * Smooth(sum, 0.5 + sum);
        Scale(y, sum);
        return sum * Norm(y) + (x.Length > 0 ? x[Largest(x)] * y[Largest(y)] : 0);
    }

    [Differentiable]
    public static double References(double x, double y)
    {
        MinMax(x * x, y, out double low, out var high);
        double sum = low * 2;
        Accumulate(ref sum, high);
        Accumulate(ref sum, sum * low);
        MinMax(sum, low, out low, out _);
        return sum * low * high;
    }

    // size n: 2, 4
    // writes: x
    [Differentiable]
    public static void ReferencesToElements(Span<double> x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            Accumulate(ref x[i], x[x.Length - 1 - i]);
            MinMax(x[0], x[i], out x[0], out x[x.Length - 1]);
        }
    }

    [Differentiable]
    public static double Tuples(double x, double y)
    {
        (x, y) = (y * x, x);
        (double sum, double product) = Both(x, y);
        var (a, b) = Both(sum * product, x);
        var pair = (First: a, Second: (b, x));
        pair.First *= pair.Second.b;
        (pair.First, pair.Second.x) = (pair.Second.x, pair.First);
        (_, double last) = Both(pair.First, pair.Second.x * y);
        return last * pair.First + a;
    }

    // size n: 2, 5
    // writes: x
    [Differentiable]
    public static void Swaps(Span<double> x)
    {
        int i = 0;
        (x[0], x[1]) = (x[1] * x[0], x[0]);
        (i, x[i]) = (1, x[i] * x[1]);
        (x[i], i) = (x[0] * x[i], 0);
        x[i] *= x[i];
    }

    [Differentiable]
    public static double LocalFunctions(double x, double y)
    {
        double total = 0;
        for (int i = 0; i < 3; i++)
        {
            Add(x * i);
            x = Twice(y) * x + i;
        }
        Add(Fixed(total));
        return total * x;

        void Add(double value)
        {
            total += value * value * x;
            y = Math.Sin(total);
        }

        double Twice(double value) => 2 * value * total;

        static double Fixed(double value) => value * value;
    }

    [Differentiable]
    public static double Lambdas(double x)
    {
        double scale = 1;
        Func<double, double> square = y => y * y * x * scale;
        double sum = square(x);
        scale = x * sum;
        sum += square(scale);
        x = Math.Sin(x);
        return square(sum) + Apply(v => Math.Cos(v) * x, sum, 3) + Apply(Square, x, 2) + Apply(Math.Sin, x, 1);
    }

    // Effects in one expression, in order.
    [Differentiable]
    public static double Order(double x)
    {
        double y = x;
        return Next() * y + Next() * (y + Next()) - y;

        double Next()
        {
            y = Math.Sin(y * x) + x;
            return y * y;
        }
    }

    [Differentiable]
    public static double Conditionally(double x, double y) =>
        x > 0 && Square(x) < 1 ? Smooth(y) * x : y > 0 ? Square(Smooth(y)) : Smooth(x) * y;

    [Differentiable]
    public static double Outer(double x)
    {
        var z = new Complex2(x, 1);
        return Inner(z) * Inner(z * z) + x;
    }

    [Differentiable]
    public static double Inner(Complex2 z) => z.Norm * z.Re;

    // at: x = 1
    // expect: x in [2, 2]
    [Differentiable]
    public static double Stopped(double x) => x * x * Gradient.Stop(x * x) + Gradient.Stop(x);
}
