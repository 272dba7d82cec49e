namespace Corpus;

public struct Cell
{
    public double A;
    public double B;

    // Effects in a getter.
    public double Next
    {
        get
        {
            A = A * B + 0.25;
            return A;
        }
    }

    public double this[int i]
    {
        readonly get => i == 0 ? A : B;
        set
        {
            if (i == 0)
                A = value * B;
            else
                B = value * A;
        }
    }

    public static Cell operator *(Cell a, double by)
    {
        a.A *= by;
        a.B += a.A;
        return a;
    }

    public static Cell operator +(Cell a, Cell b) => new() { A = a.A + b.A, B = a.B * b.B };

    public double SumWith(in Cell other)
    {
        A *= 2;
        return other.A * A;
    }
}

public struct Kept(double x)
{
    public double X = x * x;
    public double Twice = 2 * x;

    public Kept(double x, double y)
        : this(x * y) => X += y;
}

public readonly struct Frozen(Cell cell)
{
    public readonly Cell Cell = cell;

    public double Bump() => Cell.SumWith(new Cell { A = 1, B = 1 }) + Cell.A;
}

// One name for two things, and effects between reading and using.
public static partial class Aliasing
{
    private static double After(double a, Action change)
    {
        double before = a * a;
        change();
        return a * before;
    }

    private static double Twice(in Cell c, ref Cell d)
    {
        d.A *= 3;
        return c.A * d.A;
    }

    private static double First(double a, double b) => a * a;

    private static Cell Same(Cell c) => c;

    // size n: 1
    [Differentiable]
    public static double DelegateChangesArgument(double x, double y) => After(x, () => x *= y) * x + After(x * y, () => y += x) * y;

    // size n: 1
    [Differentiable]
    public static double OperandIsKept(double x, double y)
    {
        Cell c = new() { A = x, B = y };
        Cell d = c + Changed();
        d = Changed() + c + Changed();
        return d.A * d.B + c.A;

        Cell Changed()
        {
            c.A *= c.B;
            c.B += c.A;
            return c;
        }
    }

    // size n: 1
    [Differentiable]
    public static double TupleIsKept(double x, double y)
    {
        var (a, b) = (x, Change());
        (double, double) t = (x * y, Change());
        return a * b * t.Item1 + t.Item2 * x;

        double Change()
        {
            x = x * y + 0.1;
            return x * x;
        }
    }

    // size n: 1
    [Differentiable]
    public static double InIsTheVariable(double x, double y)
    {
        Cell c = new() { A = x, B = y };
        double p = Twice(c, ref c) * Twice(Same(c), ref c) * Twice(in c, ref c);
        return p * c.A + c.SumWith(c) + c.SumWith(in c);
    }

    // size n: 1
    [Differentiable]
    public static double GetterWithEffects(double x, double y)
    {
        Cell c = new() { A = x, B = y };
        Cell copy = c;
        double sum = c.Next * c.Next + c.A * c.Next;
        for (int i = 0; i < 3; i++)
            sum += c.Next * copy.A;
        return sum * copy.A;
    }

    // size n: 1
    [Differentiable]
    public static double IndexerSetter(double x, double y)
    {
        Cell c = new() { A = x, B = y };
        for (int i = 0; i < 4; i++)
            c[i % 2] = c[1 - i % 2] * c[i % 2] + i;
        return c[0] * c[1];
    }

    // size n: 1
    [Differentiable]
    public static double ReadOnlyFieldsAreCopied(double x, double y)
    {
        var f = new Frozen(new Cell { A = x, B = y });
        return f.Bump() * f.Bump() + f.Cell.A;
    }

    // size n: 1
    [Differentiable]
    public static double OperatorsCopyOperands(double x, double y)
    {
        Cell c = new() { A = x, B = y };
        Cell d = c * y * x;
        c *= c.A;
        return c.A * c.B + d.A * d.B;
    }

    // size n: 1
    [Differentiable]
    public static double ChainedConstructors(double x, double y)
    {
        var k = new Kept(x, y);
        k = new Kept(k.X * k.Twice, k.X);
        return k.X * k.Twice;
    }

    // size n: 1
    [Differentiable]
    public static double UnusedArgumentsHaveEffects(double x)
    {
        return First(x, Change()) + First(Change(), Change()) * x;

        double Change()
        {
            x *= x + 0.5;
            return x;
        }
    }

    // size n: 1
    [Differentiable]
    public static double ClosureSeesItsOwnCall(double x, double y)
    {
        return Outer(x, v => Outer(v * y, w => w * v + x));

        static double Outer(double a, Func<double, double> f)
        {
            double b = a * a;
            double c = f(b);
            a = c * b;
            return a + f(a) * b;
        }
    }

    // size n: 0, 1, 3
    // writes: y
    [Differentiable]
    public static void ElementsThroughLambdas(Span<double> y, ReadOnlySpan<double> x)
    {
        double sum = 1;
        Action<double> add = v => sum += v * sum;
        for (int i = 0; i < y.Length; i++)
        {
            add(x[i]);
            Put(ref y[i], x[i] * y[i]);
            add(y[i]);
            y[i] *= sum;
        }

        void Put(ref double place, double v)
        {
            sum *= v;
            place = v * place + sum;
            place *= place;
        }
    }

    // size n: 1
    [Differentiable]
    public static double LoopLimitOfGetter(double x, int n)
    {
        Cell c = new() { A = 1, B = 1 };
        double sum = x;
        for (int i = 0; i < (int)c.Next + n; i++)
        {
            sum += sum * x;
            if (i > 5)
                break;
        }
        return sum * c.A;
    }

    // size n: 1
    [Differentiable]
    public static double CapturedInBranches(double x, double y)
    {
        double k = x;
        Func<double, double> f = v => v * k;
        double a = x > y ? f(x) : f(y);
        if (a > 0)
            k = a * a;
        else
            k -= a;
        (k, a) = (f(a), f(k));
        return a * k + f(y);
    }
}
