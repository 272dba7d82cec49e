namespace Corpus;

public sealed class Barometer
{
    public double Level;
    public double[] Marks = [];

    public double Scale { get; set; }
}

public struct Lens(in double power, double by)
{
    public double Power = power * by;
    public double Tint = by;

    public static Lens operator *(in Lens a, in Lens b) => new(a.Power, b.Power) { Tint = a.Tint + b.Tint };

    public static double operator -(in Lens a, double b) => a.Power * b - a.Tint;

    public double Grow(double by) => Power += by;
}

// An in parameter is the variable itself: it sees what a later argument, or the method, leaves in it. Of anything else there is a copy.
public static partial class InArguments
{
    // size n: 1
    [Differentiable]
    public static double Marked(in double a, double b) => a * Math.Sin(b) + a;

    private static double Product(in double a, double b) => a * b;

    private static double Twice(in double a, double b)
    {
        double sum = 0;
        for (int i = 0; i < 2; i++)
            sum += a * b + a * a;
        return sum;
    }

    private static double Count(in int k, int by, double x) => k * by * x + k;

    private static double Multiply(ref double a, double by)
    {
        a *= by;
        return a;
    }

    private static ref double Same(ref double a) => ref a;

    // size n: 1
    [Differentiable]
    public static double Assigned(double x, double y) => Product(x, x = y * y);

    // size n: 1
    [Differentiable]
    public static double WithKeyword(double x, double y) => Product(in x, x = y * y) + Twice(in y, y *= x);

    // size n: 1
    [Differentiable]
    public static double Copied(double x, double y) => Product(x + 0, x = y * y) + Twice(-y, y *= x) * x;

    // size n: 1
    [Differentiable]
    public static double Converted(double x, int k) => Product(k, k++) * x + Product((float)k, k = 3) * x * k;

    // size n: 1
    [Differentiable]
    public static double Counted(double x, double y) => Product(x, x++) + Product(in y, --y) * Marked(x, x--);

    // size n: 1
    [Differentiable]
    public static double ByReference(double x, double y) => Product(in x, Multiply(ref x, y)) + Twice(y, Multiply(ref y, x));

    // size n: 1
    [Differentiable]
    public static double OfMarked(double x, double y) => Marked(x, x = y * y) + Marked(in y, Multiply(ref y, x)) * x;

    // size n: 1
    [Differentiable]
    public static double Captured(double x, double y)
    {
        double Halve()
        {
            x *= 0.5 * y;
            return x + 1;
        }
        return Product(x, Halve()) + Twice(in x, Halve()) + Marked(x, Halve());
    }

    // size n: 1
    [Differentiable]
    public static double ChangedInside(double x, double y)
    {
        double Bend(in double v, double by)
        {
            x *= by;
            return v * by;
        }
        double sum = Bend(x, y) + Bend(in x, x = y * y);
        return sum + Bend(x * 1, y) + Bend(in y, y += x);
    }

    // size n: 1
    [Differentiable]
    public static double Conditionally(double x, double y, int k)
    {
        double sum = Marked(x, y > 0 ? (x = y * y) : 2);
        return sum + Twice(in x, k > 1 ? x++ : y) * x;
    }

    // size n: 1
    [Differentiable]
    public static double ByName(double x, double y) => Product(b: x = y * y, a: x) + Marked(a: x, b: x = y) + Twice(b: x *= y, a: x);

    // size n: 1
    [Differentiable]
    public static double Integers(double x, int k) => Count(k, k++, x) + Count(in k, k += 2, x * x) + Count(k + 1, k++, x);

    // size n: 1
    [Differentiable]
    public static double Named(double x, double y)
    {
        ref readonly double q = ref x;
        return Product(q, x = y * y) + Twice(in q, x += y) + Marked(q, x *= y) + Product(Same(ref y), y = x);
    }

    // size n: 2, 3
    // writes: a
    [Differentiable]
    public static double Elements(double[] a, double y)
    {
        int i = 0;
        double sum = Product(a[i], a[i++] = y * y) * a[0];
        sum += Twice(in a[i], a[i--] *= y) + Marked(a[i], a[i++] += y * y);
        return sum * a[i];
    }

    // size n: 2, 3
    // writes: a
    [Differentiable]
    public static double Slices(Span<double> a, double y)
    {
        int i = 1;
        double sum = Twice(a[1..][i - 1], a[i--] *= y);
        return sum * Twice(in a[^(i + 1)], a[^1] += y + i++) + Marked(a[i], a[i] = sum);
    }

    // size n: 2, 3
    // writes: a
    [Differentiable]
    public static double IndexChangedInside(double[] a, double y)
    {
        int i = 0;
        double Bend(in double v, double by)
        {
            i = 1;
            a[0] *= by;
            return v * by * v;
        }
        return Bend(a[i], y) * Bend(in a[i], a[i] *= y) + a[i];
    }

    // size n: 1
    [Differentiable]
    public static double OfRows(double x, double y)
    {
        double[][] t = [[x, y], [y, 2]];
        int i = 1;
        double sum = Product(t[i][0], t[i--][0] *= x);
        return sum + Twice(in t[i][1], (t[0][1] = 3) + (t[i++][0] *= y)) * t[1][0];
    }

    // size n: 1, 2
    // lengths: o.Marks = n
    // writes: o.Level, o.Marks, o.Scale
    [Differentiable]
    public static double Members(Barometer o, double x)
    {
        double sum = Product(o.Level, o.Level *= x) + Marked(o.Level, o.Level += x);
        sum += Product(o.Scale, o.Scale *= x);
        return sum * Product(in o.Marks[0], Raise(o, x)) + o.Marks[0] * o.Level;
    }

    private static double Raise(Barometer o, double x)
    {
        o.Level *= x;
        o.Marks[0] *= o.Level;
        return o.Level;
    }

    // size n: 1
    [Differentiable]
    public static double Parts(double x, double y)
    {
        var a = new Lens(x, y);
        (double A, double B) t = (x, y);
        double sum = Product(a.Power, a.Grow(y)) + Marked(a.Tint, a.Tint *= x) + Product(t.A, t.A = y * y);
        double Mix(in (double, double) p, double v) => p.Item1 * v + p.Item2;
        return sum * a.Power + Mix(t, t.B = x) + Mix((x, y), x = 3);
    }

    // size n: 1
    [Differentiable]
    public static double Constructors(double x, double y) => new Lens(x, x *= y).Power + new Lens(by: y = x * x, power: y).Power * new Lens(x + 1, x = y).Power;

    // size n: 1
    [Differentiable]
    public static double Operators(double x, double y)
    {
        Lens a = new(x, y), b = new(y, 2);
        double sum = a - (a.Power = y * y);
        sum += (a * (a = b)).Power * b.Tint;
        b = new(x, 1.5);
        a *= (a = b) * a;
        return sum + a.Power * a.Tint;
    }

    // size n: 1
    [Differentiable]
    public static double HandedOn(double x, double y)
    {
        double Outer(in double a, ref double b)
        {
            double sum = Product(a, b *= a);
            b += Product(in a, b = sum);
            return sum + a;
        }
        return Outer(x, ref y) * y + Outer(in x, ref x);
    }
}
