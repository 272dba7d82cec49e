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
