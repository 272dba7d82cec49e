namespace Corpus;

// Members of structs in spans as places, whose indices move on between the place and its value.
public static partial class StructPlaces
{
    public record struct Pair(double A, double B)
    {
        public double Both
        {
            readonly get => A + B;
            set => (A, B) = (value, B * 0.5);
        }
    }

    public struct Deep
    {
        public Pair P;

        public Pair Q { get; set; }
    }

    // The index of what is assigned moves in what is assigned to it.
    // writes: u
    // size n: 2, 5
    [Differentiable]
    public static double Shifted(Span<Pair> u, double x, int n)
    {
        int i = 0;
        while (i + 1 < u.Length)
            u[i] = u[++i];
        i = 0;
        u[i] = u[i] with { A = (i = 1) * x * u[i].A };
        (u[i], u[i - 1]) = (u[i = 0], u[i]);
        u[i] = x > 0 ? u[i = 1] : u[i = n - 1];
        u[..1][^(i = 1)] = u[i = 0];
        Pair q = u[i] = u[++i];
        Spot(u, i) = Spot(u, --i);
        u[i].A *= ++i * x;
        return q.A * u[0].B * u[^1].A;
    }

    // What earlier targets are is settled before an index in a later one moves on.
    // writes: u, y
    // size n: 2, 5
    [Differentiable]
    public static double LaterTargets(Span<Pair> u, Span<double> y, double x, int n)
    {
        int m = 0;
        (y[m], u[m += 1].A, y[m]) = (x * y[0], y[1], u[m -= 1].B);
        (y[m], Spot(u, ++m), y[m]) = (x * u[m].A, u[m] with { A = y[m] }, u[--m].B);
        (y[m], Entry(y, ++m)) = (x * y[1], u[m].A * y[m]);
        return y[0] * u[0].A + y[1] * u[1].A;
    }

    private static ref double Entry(Span<double> y, int at) => ref y[at];

    private static ref Pair Spot(Span<Pair> u, int at) => ref u[at];

    // writes: u, d, y
    // size n: 1, 4
    [Differentiable]
    public static double Moved(Span<Pair> u, Span<Deep> d, Span<double> y, int n)
    {
        int m = n;
        (u[--m % n].B, (d[0].P.A, y[0])) = (u[m++ % n].A * y[0], (u[m-- % n].B, y[(n + --m) % n]));
        u[Math.Abs(m++) % n].A = y[0] * m++ * u[Math.Abs(m) % n].B;
        u[Math.Abs(m++) % n].A *= y[0] * m++ * u[Math.Abs(m) % n].B;
        d[Math.Abs(m) % n].P.B += d[Math.Abs(m++) % n].P.A++ * m;
        u[Math.Abs(m) % n].Both = y[0] * u[Math.Abs(m) % n].Both;
        d[Math.Abs(m) % n].Q = d[Math.Abs(m++) % n].Q with { A = d[Math.Abs(m++) % n].P.B };
        double kept = u[Math.Abs(m++) % n].A++ + (u[Math.Abs(m++) % n].B = u[Math.Abs(m) % n].A);
        u[Math.Abs(m++) % n] = u[Math.Abs(m++) % n] with { B = y[Math.Abs(m++) % n] };
        return kept * u[Math.Abs(m) % n].B * d[n - 1].Q.A * d[0].P.B;
    }
}
