namespace Corpus;

// Spans of structs: elements, members, references, helpers, local arrays.
public static partial class StructSpans
{
    public struct Point
    {
        public double X;
        public double Y;

        public Point(double x, double y) => (X, Y) = (x, y);

        public readonly double Norm => X * X + Y * Y;

        public void Scale(double by)
        {
            X *= by;
            Y *= by;
        }

        public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

        public static Point operator *(double s, in Point a) => new(s * a.X, s * a.Y);
    }

    public readonly record struct Vec(double X, double Y, double Z)
    {
        public static Vec operator +(Vec a, Vec b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

        public static Vec operator -(Vec a, Vec b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

        public static Vec operator *(double s, Vec a) => new(s * a.X, s * a.Y, s * a.Z);

        public double Dot(Vec o) => X * o.X + Y * o.Y + Z * o.Z;
    }

    public struct Body
    {
        public Vec At;
        public Vec Speed { get; set; }
        public double Mass { get; set; }
        public double Charge { readonly get; private set; }

        public void Load(double by) => Charge += by * Mass;
    }

    public record struct Pair(double A, double B);

    [Differentiable]
    public static double Energy(ReadOnlySpan<Point> points, double k)
    {
        double sum = 0;
        for (int i = 0; i < points.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double dx = points[i].X - points[j].X, dy = points[i].Y - points[j].Y;
                sum += k / (1 + dx * dx + dy * dy);
            }
            sum += points[i].Norm;
        }
        return sum;
    }

    [Differentiable]
    public static double Dots(ReadOnlySpan<Vec> v, double x)
    {
        Vec sum = default;
        foreach (Vec u in v)
            sum += x * u;
        return sum.Dot(sum);
    }

    // writes: v
    [Differentiable]
    public static void Move(Span<Vec> v, ReadOnlySpan<Vec> w, double h)
    {
        for (int i = 0; i < v.Length && i < w.Length; i++)
            v[i] += h * w[i].Dot(v[i]) * w[i];
    }

    // Elements change places.
    // writes: p
    [Differentiable]
    public static double Sorted(Span<Pair> p)
    {
        for (int end = p.Length - 1; end > 0; end--)
        {
            for (int i = 0; i < end; i++)
            {
                if (p[i].A > p[i + 1].A)
                    (p[i], p[i + 1]) = (p[i + 1], p[i]);
            }
        }
        double sum = 0;
        for (int i = 0; i < p.Length; i++)
            sum += (i + 1) * p[i].A * p[i].B;
        return sum;
    }

    // writes: p
    [Differentiable]
    public static double Effects(Span<Pair> p, double x)
    {
        int k = 0;
        double total = 0;
        while (k < p.Length)
        {
            p[k] = p[k] with { A = p[k].B * x };
            p[k].B += p[k].A * p[^1].A;
            total += p[k++].A * x;
            if (k < p.Length)
                p[k - 1].A *= p[k].B++;
        }
        return total;
    }

    // writes: p
    [Differentiable]
    public static double References(Span<Point> p, double x)
    {
        double sum = 0;
        int k = 0;
        for (int i = 0; i + 1 < p.Length; i += 2)
        {
            ref Point q = ref p[i];
            q.X *= x;
            k = i + 1;
            ref Point r = ref p[k];
            k--;
            r.Y += q.X * q.Y;
            r = q + r;
            q.Scale(r.X);
            ref double y = ref p[k].Y;
            k = 0;
            y *= p[k].X;
            sum += p[i].Norm * r.Y;
        }
        return sum;
    }

    private static void Grow(ref Point p, double by) => p = new Point(p.X * by, p.Y + p.X);

    private static void Twice(ref double v) => v *= 2 * v;

    private static double Mixed(in Point a, in Point b) => a.X * b.Y - a.Y * b.X;

    private static double Swapped(ref Point a, ref Point b)
    {
        (a, b) = (b, a);
        return a.X * b.Y;
    }

    // writes: p
    [Differentiable]
    public static double Handed(Span<Point> p, double x)
    {
        double sum = 0;
        for (int i = 1; i < p.Length; i++)
        {
            Grow(ref p[i], x);
            Twice(ref p[i - 1].Y);
            sum += Mixed(in p[i], p[i - 1]) + Mixed(p[0], p[i]);
            sum *= Swapped(ref p[i], ref p[i - 1]);
        }
        return sum;
    }

    private static Point Center(ReadOnlySpan<Point> p)
    {
        Point sum = default;
        for (int i = 0; i < p.Length; i++)
            sum += p[i];
        return p.IsEmpty ? sum : 1.0 / p.Length * sum;
    }

    private static void Shift(Span<Point> p, Point by)
    {
        foreach (ref Point q in p)
            q += by;
    }

    // writes: p
    [Differentiable]
    public static double Helpers(Span<Point> p, double x)
    {
        Point c = Center(p);
        Shift(p, x * c);
        c = Center(p);
        return c.Norm + x * Energy(p, c.X);
    }

    // A marked method reads and writes the elements.
    // writes: v
    [Differentiable]
    public static double Steps(Span<Vec> v, ReadOnlySpan<Vec> w, int n, double h)
    {
        for (int t = 0; t < n; t++)
            Move(v, w, h);
        double sum = 0;
        foreach (ref readonly Vec u in v)
            sum += u.Dot(u);
        return sum;
    }

    [Differentiable]
    public static double Twofold(ReadOnlySpan<Point> p, double k) => Energy(p, k) * Energy(p, 2 * k);

    // writes: bodies
    [Differentiable]
    public static double Orbit(Span<Body> bodies, double h, int n)
    {
        Span<Vec> pull = new Vec[bodies.Length];
        double energy = 0;
        for (int t = 0; t < n; t++)
        {
            for (int i = 0; i < bodies.Length; i++)
            {
                pull[i] = default;
                for (int j = 0; j < bodies.Length; j++)
                {
                    if (i == j)
                        continue;
                    Vec away = bodies[j].At - bodies[i].At;
                    pull[i] += bodies[j].Mass / Math.Pow(0.5 + away.Dot(away), 1.5) * away;
                }
            }
            for (int i = 0; i < bodies.Length; i++)
            {
                bodies[i].Speed += h * pull[i];
                bodies[i].At += h * bodies[i].Speed;
                bodies[i].Load(h);
                energy += bodies[i].Mass * bodies[i].Speed.Dot(bodies[i].Speed) * bodies[i].Charge;
            }
        }
        return energy;
    }

    // The whole span is overwritten after loops in loops have read it.
    // writes: p
    [Differentiable]
    public static double Reused(Span<Pair> p, double x)
    {
        double sum = 0;
        for (int round = 0; round < 3; round++)
        {
            foreach (Pair q in p)
            {
                for (int j = 0; j < p.Length; j++)
                    sum += Math.Sin(q.A * p[j].B * x);
            }
            for (int j = 0; j < p.Length; j++)
                p[j] = new Pair(p[j].B * x, Math.Cos(p[j].A));
        }
        return sum;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double Local(double x, int n)
    {
        var p = new Point[n];
        for (int i = 0; i < n; i++)
            p[i] = new Point(x * i, x * x);
        for (int i = 1; i < n; i++)
        {
            p[i].Scale(p[i - 1].X);
            p[i].Y += p[i - 1].Y;
        }
        double s = 0;
        foreach (Point q in p)
            s += q.Norm;
        return s + Center(p).X;
    }

    [Differentiable]
    public static double Listed(double x, double y)
    {
        Point[] p = [new(x, y), new(y * x, 1), 2.0 * new Point(1, x)];
        Span<Pair> q = stackalloc Pair[] { new(x * x, y), new(1, 2) };
        var r = new (double A, double B)[] { (x, y), (y, x * y) };
        Point[] other = p;
        other[1] = p[0] + p[2];
        q[0] = q[0] with { B = q[1].B * x };
        double sum = 0;
        for (int i = 0; i < r.Length; i++)
            sum += r[i].A * r[i].B * p[i].Norm * q[i].B;
        return sum;
    }

    // New ones in every round.
    // size n: 0, 1, 4
    [Differentiable]
    public static double InLoops(ReadOnlySpan<Point> p, double x, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            var q = new Pair[p.Length];
            for (int j = 0; j < p.Length; j++)
                q[j] = new Pair(p[j].X * x * sum, p[j].Y + i);
            for (int j = 1; j < p.Length; j++)
                q[j].A += q[j - 1].A * q[j].B;
            if (q.Length > 0)
                sum += Math.Tanh(q[^1].A) + x;
        }
        return sum;
    }

    [Differentiable]
    public static double Tuples(ReadOnlySpan<(double X, double W)> data, double a, double b)
    {
        double loss = 0;
        foreach ((double x, double w) in data)
        {
            double e = a * x + b - w;
            loss += e * e;
        }
        for (int i = 0; i < data.Length; i++)
        {
            (double x, double w) = data[i];
            loss *= 1 + 0.1 * x * data[i].W * w;
        }
        return loss;
    }

    [Differentiable]
    public static double Patterns(ReadOnlySpan<Point> p, double x)
    {
        double sum = x;
        foreach (Point q in p)
        {
            sum += q switch { { X: > 0, Y: > 0 } => q.X * q.Y, { X: < 0, Y: var y } => y * x, _ => q.Norm };
            if (q is { X: > 0.5, Y: var v })
                sum *= v;
            if (sum > 40)
                break;
        }
        Point first = p.Length > 1 ? p[1] : p.Length > 0 ? p[0] : new Point(x, x);
        return sum * first.X + first.Y;
    }

    // set: lo = 0
    // set: hi = n
    [Differentiable]
    public static double ByHalves(ReadOnlySpan<Point> p, int lo, int hi, double x)
    {
        if (hi - lo <= 0)
            return x;
        if (hi - lo == 1)
            return p[lo].X * p[lo].Y * x;
        int mid = (lo + hi) / 2;
        return ByHalves(p, lo, mid, x) * ByHalves(p, mid, hi, p[lo].X);
    }
}
