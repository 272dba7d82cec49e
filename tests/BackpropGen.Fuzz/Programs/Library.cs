namespace BackpropGen.Fuzz.Programs;

/// <summary>What every program can call: marked methods, helpers, recursion, structs.</summary>
internal static partial class Library
{
    public const string Source = """
        public static partial class Lib
        {
            public enum Kind { Low, Middle = 3, High }

            public struct Pair
            {
                public double First;
                public double Second;

                public Pair(double first, double second)
                {
                    First = first;
                    Second = second;
                }

                public readonly double Product => First * Second;

                public double Scaled
                {
                    readonly get => First * 0.5;
                    set => (First, Second) = (value, Second * 0.9);
                }

                public double this[int i]
                {
                    readonly get => (i & 1) == 0 ? First : Second;
                    set
                    {
                        if ((i & 1) == 0)
                            First = value;
                        else
                            Second = value;
                    }
                }

                public void Turn(double by)
                {
                    double old = First;
                    First = Second * by;
                    Second = old - by;
                }

                public readonly double Turned(double by)
                {
                    Turn(by);
                    return First;
                }

                public static bool operator true(Pair p) => Plain(p.First) > 0;

                public static bool operator false(Pair p) => !(Plain(p.First) > 0);

                public static Pair operator &(Pair p, Pair q) => new(p.First * 0.5, q.Second);

                public static Pair operator |(Pair p, Pair q) => new(p.Second - 0.1, q.First * 0.7);

                public static Pair operator ++(Pair p) => new(p.First * 0.5 + 0.1, -p.Second);

                public static Pair operator +(Pair p, Pair q) => new(p.First + q.First, p.Second + q.Second);

                public static Pair operator *(Pair p, Pair q) => new(p.First * q.First - p.Second * q.Second, p.First * q.Second + p.Second * q.First);
            }

            public readonly record struct Triple(double U, double V, double W)
            {
                public double Mixed => U * V + W;
            }

            public static double Plain(double u) => u;

            [Differentiable]
            public static double Whirl(Span<Pair> s, double u)
            {
                double total = 0;
                for (int i = 0; i < s.Length; i++)
                {
                    s[i] = s[i] * new Pair(0.5 * u, 0.3) + new Pair(total, u);
                    total = Math.Tanh(total + s[i].Product);
                    if (i > 0)
                        (s[i - 1], s[i].First) = (s[i], s[i - 1].Second * 0.5);
                }
                return total;
            }

            [Differentiable]
            public static double Spread(ReadOnlySpan<Pair> s)
            {
                double sum = 0;
                foreach (Pair p in s)
                {
                    for (int j = 0; j < s.Length; j++)
                        sum += Math.Sin(p.First * s[j].Second);
                }
                return 0.2 * sum;
            }

            [Differentiable]
            public static double Swirl(ref Pair p, double u, out Pair q)
            {
                q = new Pair(p.Second, u);
                for (int i = 0; i < 3; i++)
                {
                    p.First = Math.Sin(p.First * u + q.First);
                    if (p.First > 0.4)
                        break;
                    q.Turn(p.Second);
                }
                p.Second *= 0.5 * q.Second;
                return p.First;
            }

            public static void Shift(ref Pair p, ref double u, double v)
            {
                p = p with { First = Math.Tanh(u * v) };
                u = p.Second * 0.5 + v;
                p.Second = u - 0.3 * p.First;
            }

            public static double Squared(double u) => u * u;

            public static double Bump(ref double u, double v)
            {
                u = Math.Sin(u) + 0.3 * v;
                return Math.Tanh(u * v);
            }

            public static bool Try(double u, out double v)
            {
                v = u * u;
                if (Plain(u) < 0.1)
                    return false;
                v -= 0.5;
                return true;
            }

            public static double Eat(Span<double> s, ref int k, double u)
            {
                for (int i = s.Length - 1; i > 0; i--)
                {
                    if ((k & 1) == 1)
                        s[i] = Math.Sin(s[i - 1] * u);
                    else
                        s[i - 1] += 0.2 * Math.Tanh(s[i] * u);
                    k++;
                }
                return s.Length > 0 ? s[0] : u;
            }

            public static ref double Spot(Span<double> s, int i) => ref s[(i & 15) % s.Length];

            [Differentiable, Recompute]
            public static double Again(double u, double v)
            {
                for (int i = 0; i < 3; i++)
                    u = Math.Sin(u * v) + 0.2 * u;
                return u * v;
            }

            [Differentiable, Recompute]
            public static double MixAgain(Span<double> s, double u)
            {
                for (int i = 0; i < s.Length; i++)
                {
                    u = Math.Tanh(u + s[i]);
                    s[i] *= 0.5 * u;
                }
                return u;
            }

            [CustomBackward(nameof(CustomBackward))]
            public static double Custom(double u, double v) => u * u * v;

            internal static void CustomBackward(double u, double v, double dResult, ref double dU, ref double dV)
            {
                dU += 2 * dResult * u * v;
                dV += dResult * u * u;
            }

            [Differentiable]
            public static (double First, double Second) Two(double u, double v) => (u * v, Math.Cos(u) + v);

            public static double Checked(double u, double v)
            {
                if (Plain(u) > 1e9)
                    throw new ArgumentException("Too large.", nameof(u));
                return u - v;
            }


            [Differentiable]
            public static double Smooth(double u, double v) => Math.Tanh(u * v) + u;

            [Differentiable]
            public static double Blend(double u, double v)
            {
                double w = u * v;
                if (w > 0.2)
                    return w * Math.Sin(u);
                for (int i = 0; i < 3; i++)
                {
                    w = w * u + 0.3;
                    if (w > 0.8)
                        break;
                }
                return w * v;
            }

            [Differentiable]
            public static double Mix(Span<double> s, double u)
            {
                double total = u;
                for (int i = 0; i < s.Length; i++)
                {
                    total += s[i] * s[i] * 0.1;
                    s[i] = Math.Sin(s[i] * u) + 0.1 * total;
                }
                return Math.Tanh(total);
            }

            [Differentiable]
            public static double Deep(double u, int depth) => depth <= 0 ? u : Math.Sin(Deep(u * 0.9 + 0.1, depth - 1) * u);

            public static double Helper(double u, double v)
            {
                u = Math.Cos(u) * v;
                while (u > 0.5)
                    u = 0.6 * u / (1 + 0.1 * u * u);
                return u + v * v * 0.2;
            }

            public static double Inverse(double u)
            {
                double q = Math.Max(u, 0);
                double sum = 0;
                for (int i = 0; i < 2; i++)
                    sum += 1 / (q * (q + i));
                return sum;
            }

            public static void Nudge(ref double u, double v, out double old)
            {
                old = u;
                u = Math.Sin(u * v) + 0.5 * u;
            }

            public static double Sum(params double[] s)
            {
                double sum = 0;
                for (int i = 0; i < s.Length; i++)
                    sum += Math.Sin(s[i]) * (i + 1);
                return 0.3 * sum;
            }

            public static double[] Made(double u, int length)
            {
                double[] made = new double[(length & 3) + 1];
                for (int i = 0; i < made.Length; i++)
                    made[i] = Math.Cos(u * (i + 1));
                return made;
            }

            public static double[] Halved(double[] v, double u)
            {
                if (v[0] > 0.1)
                    return [v[^1] * u, 0.3];
                v[0] = 0.5 * u;
                return v;
            }

            public static void Trade(double[][] rows, int i, int j)
            {
                double[] row = rows[i];
                rows[i] = rows[j];
                rows[j] = row;
                row[0] *= 0.9;
            }

            public static double Tell(double u, int n)
            {
                Console.Write($"{u} {n};");
                return Math.Sin(u);
            }

            [Differentiable, Recompute]
            public static double TellAgain(double u, int n)
            {
                for (int i = 0; i < 3; i++)
                {
                    double only = u * i;
                    u = Math.Sin(u + i) * 0.9;
                    if (u > 0.1)
                        Console.Error.Write("again {0} {1} {2};", u, i, only);
                }
                return Tell(u, n) * u;
            }

            [Differentiable]
            public static double TellDeep(double u, int depth)
            {
                Console.Write(depth);
                if (depth <= 0)
                    return u;
                double deeper = TellDeep(u * 0.9 + 0.1, depth - 1);
                Console.Write($"<{deeper:F3}");
                return Math.Sin(deeper * u);
            }

            public static (double, double) Split(double u) => (u * u * 0.5, Math.Cos(u));

            public static int Count(ReadOnlySpan<double> s)
            {
                int c = 0;
                foreach (double e in s)
                {
                    if (e > 0)
                        c++;
                }
                return c;
            }
        }

        """ + Objects + Generic;
}
