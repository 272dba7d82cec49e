namespace Corpus;

public static partial class Lambdas
{
    private static double Apply(Func<double, double> f, double x) => f(x) * f(f(x));

    private static double Repeat(Func<double, double> f, double x, int n)
    {
        for (int i = 0; i < n; i++)
            x = f(x);
        return x;
    }

    private static double Sum(int n, Func<int, double> term)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
            sum += term(i);
        return sum;
    }

    private static double Cube(double x) => x * x * x;

    // size n: 1
    [Differentiable]
    public static double Local(double x)
    {
        Func<double, double> f = v => v * v * x;
        double y = f(x);
        x = y * x;
        return f(y) + f(x);
    }

    // size n: 1
    [Differentiable]
    public static double Argument(double x) => Apply(v => v * v, x) + Apply(v => v * x + 1, 3);

    // size n: 1
    [Differentiable]
    public static double Nested(double x, double y) => Apply(v => Apply(w => w * v * y, v) * v, x);

    // size n: 1
    [Differentiable]
    public static double MethodGroup(double x) => Apply(Cube, x) * Repeat(Cube, x, 2);

    // size n: 0, 1, 3
    [Differentiable]
    public static double LoopVariable(ReadOnlySpan<double> x, double y)
    {
        double sum = 1;
        for (int i = 0; i < x.Length; i++)
        {
            double v = x[i];
            Func<double, double> f = w => w * v * (i + 1);
            sum += f(sum) * y;
            v = sum * v;
            sum *= f(y);
        }
        return sum;
    }

    // size n: 0, 1, 3
    [Differentiable]
    public static double WithStatements(double x, int n)
    {
        double last = x;
        double end = Repeat(
            v =>
            {
                last = v * last;
                return Math.Sin(v) + last;
            },
            x,
            n);
        return end * last;
    }

    // size n: 1, 3
    [Differentiable]
    public static double Terms(double x, int n) => Sum(n, i => Math.Cos(i * x) * x) * Sum(n, i => x * Sum(i, j => x * j));

    // size n: 1
    [Differentiable]
    public static double Action(double x, double y)
    {
        Action<double> add = v => y += v * y;
        add(x);
        add(y);
        add(x * y);
        return x * y;
    }

    // size n: 1
    [Differentiable]
    public static double PassedOn(double x)
    {
        Func<double, double> f = v => v * v + x;
        Func<double, double> g = f;
        x *= 2;
        return Apply(f, x) * g(x);
    }

    // size n: 1
    [Differentiable]
    public static double LocalFunctionGroup(double x)
    {
        double k = x * x;
        double result = Apply(Scaled, x);
        k = result;
        return result * Apply(Scaled, 0.3);

        double Scaled(double v) => v * k;
    }
}
