namespace Corpus;

/// <summary>Tuples as parameters: structs whose members are called Item1, Item2 by everybody.</summary>
public static partial class TupleParameters
{
    public struct Holder
    {
        public (double A, double B) T;
        public double C;
    }

    public class Keeper
    {
        public (double A, double B) T;
        public double C;
    }

    // size n: 1
    [Differentiable]
    public static double Swapped(double x, (double A, double B) p)
    {
        var (a, b) = p;
        (p.A, p.B) = (b * x, a);
        return p.A * p.B * x;
    }

    // size n: 1
    [Differentiable]
    public static (double, double B) Both(double x, (double A, float B) p) => (x * p.A * p.Item1, p.B * x);

    // size n: 1
    [Differentiable]
    public static double Nested(((double A, double B) P, double C) q, int k) => q.P.A * q.C + q.Item1.B * q.P.A * k;

    // size n: 1
    [Differentiable]
    public static double Calls((double A, double B) q, double x) =>
        Swapped(x, q) * Swapped(q.A, q) + Grown(q, x) + Grown((x, q.B), x) + Swapped(q.B, (x, x * q.A)) + Repeated(q, x, 3);

    private static double Grown((double U, double V) q, double x)
    {
        q.U *= x;
        return q.U * q.V;
    }

    private static double Repeated((double U, double V) q, double x, int k) => k == 0 ? q.U * x : q.V * Repeated(q, x * q.U, k - 1);

    // size n: 1
    // set: q.Item2 = 2
    [Differentiable]
    public static double WithoutGradient((double A, int N) q, [NoGradient] (double A, double B) w, in (double A, double B) z)
    {
        double s = q.A * w.A * z.B;
        for (int i = 0; i < q.N; i++)
            s *= q.A + w.B + z.A;
        return s;
    }

    // size n: 0, 1, 3
    // lengths: q.Item1 = n
    [Differentiable]
    public static double WithArray((double[] W, double B) q, ReadOnlySpan<double> x)
    {
        double s = q.B;
        for (int i = 0; i < x.Length; i++)
            s += q.W[i] * x[i];
        return s * s;
    }

    // size n: 1
    [Differentiable]
    public static double InStruct(Holder h, double x)
    {
        var (a, b) = h.T;
        h.T.A *= x;
        return a * h.T.A * h.C + b * x;
    }

    // size n: 1
    // writes: h.T.Item1, h.T.Item2
    [Differentiable]
    public static double InObject(Keeper h, double x)
    {
        var (a, b) = h.T;
        h.T.A *= x;
        h.T = (h.T.B * x, h.T.A);
        return a * h.T.A * h.C + b * x + h.T.B;
    }
}
