namespace Corpus;

// Slices and ranges of spans of structs.
public static partial class StructParts
{
    public struct Point { public double X; public double Y; public Point(double x, double y) => (X, Y) = (x, y); public readonly double Norm => X * X + Y * Y; }

    private static double Total(ReadOnlySpan<Point> p, double k)
    {
        double sum = 0;
        foreach (Point q in p)
            sum += q.Norm * k;
        return p.Length > 2 ? sum * Total2(p[1..], k) : sum;
    }

    private static double Total2(ReadOnlySpan<Point> p, double k) => p[0].X * p[^1].Y * k;

    // writes: p
    // size n: 0, 1, 5
    [Differentiable]
    public static double Parts(Span<Point> p, double x, int n)
    {
        double sum = Total(p, x);
        int k = 0;
        for (int i = 0; i + 1 < n; i++)
        {
            Span<Point> rest = p.Slice(i);
            Span<Point> two = p[k..(i + 2)];
            k = i;
            rest[1].X *= rest[0].Y * two[^1].Y;
            sum += Total(rest[..1], sum) * two[0].X;
            foreach (ref Point q in p.Slice(i, 2))
                q.Y += q.X * x;
        }
        while (k >= 0 && k < n)
        {
            ReadOnlySpan<Point> last = p[k..];
            k--;
            sum += Math.Sin(last[0].X) * last.Length;
        }
        return sum;
    }

    // size n: 1, 5
    [Differentiable]
    public static double OfLocals(double x, int n)
    {
        var own = new Point[n + 1];
        for (int i = 0; i < own.Length; i++)
            own[i] = new Point(x * i, x + i);
        Span<Point> tail = own.AsSpan(1);
        for (int i = 0; i < tail.Length; i++)
            tail[i].X += own[i].Y * x;
        return Total(own, x) + Total(tail, 2) + Total(own.AsSpan(0, 1), 3) + own.AsSpan()[..1].Length;
    }
}
