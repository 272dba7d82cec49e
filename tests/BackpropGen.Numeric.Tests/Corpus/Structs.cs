namespace Corpus;

public readonly ref struct Affine(Span<double> w, Span<double> b)
{
    public readonly Span<double> W = w;
    public readonly Span<double> B = b;
}

public readonly ref struct ReadOnlyAffine(ReadOnlySpan<double> w, ReadOnlySpan<double> b)
{
    public readonly ReadOnlySpan<double> W = w;
    public readonly ReadOnlySpan<double> B = b;
}

public struct Pair
{
    public double X;
    public double Y;
}

public readonly struct FixedPair(double x, double y)
{
    public readonly double X = x;
    public readonly double Y = y;
}

public struct Segment
{
    public Pair From;
    public Pair To;
    public int Weight;
}

public struct ArrayModel
{
    public double[] W;
    public double[] State;
    public int Stride;
}

public ref struct Mixed
{
    public Span<double> W;
    public double Bias;
    [NoGradient]
    public ReadOnlySpan<double> Target;
}

public readonly ref struct TwoLayers(Affine first, Affine second)
{
    public readonly Affine First = first;
    public readonly Affine Second = second;
}

public static partial class Structs
{
    // size n: 0, 1, 3
    // size m: 2
    // lengths: p.W = n * m, p.B = m, x = n, y = m
    // writes: y
    [Differentiable]
    public static void Views(Affine p, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double sum = p.B[i];
            for (int j = 0; j < x.Length; j++)
                sum += p.W[j * y.Length + i] * x[j];
            y[i] = Math.Tanh(sum);
        }
    }

    // size n: 0, 1, 3
    [Differentiable]
    public static double ReadOnlyViews(ReadOnlyAffine p)
    {
        double sum = 0;
        for (int i = 0; i < p.W.Length; i++)
            sum += p.W[i] * p.B[i] * p.B[i];
        return sum;
    }

    // size n: 1
    [Differentiable]
    public static double Scalars(Pair p, double s) => p.X * p.Y * s + p.X;

    // size n: 1
    [Differentiable]
    public static double ReadOnlyScalars(FixedPair p) => Math.Sin(p.X) * p.Y;

    // size n: 1
    [Differentiable]
    public static double InStruct(in Pair p, in double x) => p.X * x + p.Y * x * x;

    // size n: 1
    // set: s.Weight = 3
    [Differentiable]
    public static double Nested(Segment s)
    {
        double dx = s.To.X - s.From.X;
        double dy = s.To.Y - s.From.Y;
        return s.Weight * (dx * dx + dy * dy * dx);
    }

    // Its own copy.
    // size n: 1
    [Differentiable]
    public static double OverwrittenMember(Pair p)
    {
        p.X = p.X * p.Y;
        p.Y *= p.X;
        return p.X * p.Y;
    }

    // size n: 1, 3
    // set: m.Stride = 1
    // writes: m.State
    [Differentiable]
    public static void WrittenArrays(ArrayModel m)
    {
        for (int i = 0; i < m.State.Length; i += m.Stride)
            m.State[i] = Math.Tanh(m.W[i] * m.State[i]);
    }

    // size n: 0, 1, 3
    [Differentiable]
    public static double MixedMembers(Mixed m)
    {
        double sum = m.Bias;
        for (int i = 0; i < m.W.Length; i++)
            sum += m.W[i] * m.Bias * m.Target[i];
        return sum;
    }

    // size n: 1, 3
    // lengths: p.First.W = n, p.First.B = n, p.Second.W = n, p.Second.B = 1
    [Differentiable]
    public static double NestedViews(TwoLayers p, double x)
    {
        double sum = p.Second.B[0];
        for (int i = 0; i < p.First.W.Length; i++)
            sum += p.Second.W[i] * Math.Tanh(p.First.W[i] * x + p.First.B[i]);
        return sum;
    }

    // size n: 1, 3
    [Differentiable]
    public static double LocalViewOfMember(in Affine p, ReadOnlySpan<double> x)
    {
        Span<double> w = p.W;
        double product = 1;
        for (int i = 0; i < w.Length; i++)
            product *= w[i] * x[i] + p.B[i];
        return product;
    }

    // size n: 1
    [Differentiable]
    public static double UnusedMember(Pair p, [NoGradient] Pair q) => p.X * q.X;

    // size n: 1, 3
    // lengths: p.W = n * n, p.B = n, h = n
    // set: steps = 3
    // writes: h
    [Differentiable]
    public static void PassedOn(Affine p, Span<double> h, int steps)
    {
        for (int t = 0; t < steps; t++)
            Rotate(p, h);
    }

    // size n: 1, 3
    // lengths: p.W = n * n, p.B = n, h = n
    // writes: h
    [Differentiable]
    public static void Rotate(Affine p, Span<double> h)
    {
        Span<double> next = stackalloc double[h.Length];
        Views(p, h, next);
        next.CopyTo(h);
    }
}
