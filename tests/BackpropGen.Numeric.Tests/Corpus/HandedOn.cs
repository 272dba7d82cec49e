namespace Corpus;

/// <summary>Helpers that hand their own structs on to other helpers.</summary>
public static partial class HandedOn
{
    public struct Pair
    {
        public double A, B;
    }

    private static double Product(Pair p) => p.A * p.B;

    private static double Lasting(in Pair p)
    {
        double a = p.A;
        for (int i = 0; i < 2; i++)
            a = Math.Sin(a * p.B);
        return a;
    }

    private static double Outer(Pair q) => Product(q) * q.A + Lasting(q) * Lasting(in q);

    private static double Outermost(in Pair q, double by) => Outer(q) * by + Product(q);

    [Differentiable]
    public static double OfLocal(double x, double y)
    {
        Pair p = default;
        p.A = x;
        p.B = y;
        double first = Outer(p);
        p.A *= first;
        return Outermost(p, x) + first;
    }

    [Differentiable]
    public static double OfParameter(Pair p, double x) => Outermost(p, x) * Outer(p);

    [Differentiable]
    public static double InLocalFunction(double x, double y)
    {
        double Twice(Pair p) => Outer(p) + Product(p);
        return Twice(new Pair { A = x, B = y }) * x;
    }
}
