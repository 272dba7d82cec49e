namespace Corpus;

public struct Mass
{
    public double X;
    public double V;
    public int Steps;
    public bool IsUp;

    [NoGradient]
    public double Label;

    public readonly double Size() => Math.Sqrt(X * X + V * V + 1);
}

public record struct Planar(double X, double Y)
{
    public readonly Planar Plus(Planar other, double t) => new(X + t * other.X, Y + t * other.Y);

    public static Planar operator *(double k, Planar p) => new(k * p.X, k * p.Y);
}

public struct Rigid
{
    public Mass P;
    public Planar R;

    public double Z { get; set; }

    public void Turn(double a)
    {
        double x = P.X;
        P.X = Math.Cos(a) * x - Math.Sin(a) * P.V;
        P.V = Math.Sin(a) * x + Math.Cos(a) * P.V;
        Z *= a;
    }
}

public struct Two<T>
    where T : System.Numerics.IFloatingPointIeee754<T>
{
    public T A;
    public T B;
}

public partial struct Joint
{
    public double X;
    public int N;

    [Differentiable]
    public readonly double At(double k) => Math.Sin(X * k) * N;

    // writes: this.X
    [Differentiable]
    public double Bend(double k) => X *= k;
}

public struct Arm
{
    public Joint Elbow;
    public double Q;
}

public partial class Spring
{
    public double K;

    // writes: this.K
    [Differentiable]
    public double Pull(ref Mass s, double x)
    {
        s.X *= K;
        K = K * x + s.V;
        return s.X * K;
    }

    [Differentiable]
    public virtual void Scale(ref Mass s) => s.X *= K;
}

// Structs of numbers by ref and out: what is left in them has cotangents, and so has what was in them.
public static partial class StructReferences
{
    [Differentiable]
    public static void Step(ref Mass s, double dt)
    {
        s.X += s.V * dt;
        s.V -= Math.Sin(s.X) * dt;
    }

    [Differentiable]
    public static double Moved(ref Planar s, in Planar v, double dt)
    {
        s = s.Plus(v, dt);
        return s.X * s.Y;
    }

    [Differentiable]
    public static double Nested(ref Rigid s, double a, int n)
    {
        for (int i = 0; i < n; i++)
        {
            s.Turn(a);
            s.R = a * s.R;
        }
        return s.P.X * s.Z + s.R.Y;
    }

    [Differentiable]
    public static double OfLocals(double x, double dt, int n)
    {
        Mass p = new() { X = x, V = dt };
        for (int i = 0; i < n; i++)
            Step(ref p, dt);
        return p.X + p.V;
    }

    [Differentiable]
    public static void Exchanged(ref Mass s, ref Mass t, double dt)
    {
        Step(ref s, dt);
        Step(ref t, s.X);
        (s, t) = (t, s);
    }

    [Differentiable]
    public static void Tuple(ref (double A, double B) t, double c)
    {
        t = (t.B * c, t.A * t.A);
        t.A += t.B;
    }

    [Differentiable]
    public static void Result(double x, double y, out Mass o)
    {
        o = new Mass { X = x * y, V = x / (2 + y * y) };
        o.X *= o.V;
    }

    [Differentiable]
    public static double ResultOnEveryWay(double x, double y, out Planar o)
    {
        if (x > y)
        {
            o = new(x, y);
            return x;
        }
        o = new(y * x, x);
        o.X += 1;
        return o.X * y;
    }

    [Differentiable]
    public static double ResultsOfCalls(double x, double y)
    {
        Result(x, y, out Mass o);
        double s = ResultOnEveryWay(o.X, o.V, out Planar r);
        Result(r.X, r.Y, out o);
        return s * o.X + o.V * r.Y;
    }

    [Differentiable]
    public static void ResultInLoops(double x, int n, out Mass o, out double u)
    {
        o = default;
        for (int i = 0; i < n; i++)
        {
            o.X += x * i;
            if (o.X > 3)
            {
                o.V = o.X * x;
                u = o.V;
                return;
            }
        }
        u = o.X;
        o.Steps = 5;
    }

    [Differentiable]
    public static double ResultOfHelper(double x, bool isDirect, out Mass o)
    {
        if (isDirect)
        {
            o = new Mass { X = x, V = x * x };
            return x;
        }
        Fill(x, out o);
        return o.X;

        static void Fill(double x, out Mass o)
        {
            o = new Mass { X = x * 3 };
            o.V = o.X * o.X;
        }
    }

    [Differentiable]
    public static double OnlyRead(ref Mass s, double k) => s.X * k * s.X;

    [Differentiable]
    public static double While(ref Mass s, double dt)
    {
        int k = s.Steps;
        while (s.X < 4 && k < 6)
        {
            if (s.IsUp)
            {
                s.X += s.V * s.V * dt + 0.5;
            }
            else
            {
                s.V += s.X * dt;
                s.X += 1;
            }
            s.IsUp = !s.IsUp;
            k++;
            s.Steps = k;
        }
        return s.X * s.V;
    }

    private static void Grow(ref Mass q, double f)
    {
        for (int i = 0; i < 3; i++)
        {
            q.X *= f;
            q.V += q.X;
        }
    }

    private static ref double Position(ref Mass q) => ref q.X;

    [Differentiable]
    public static double Helpers(ref Mass s, double f)
    {
        Grow(ref s, f);
        Grow(ref s, s.V);
        ref double r = ref Position(ref s);
        r *= r;
        Turn(ref s);
        return s.Size();

        void Turn(ref Mass w)
        {
            w.V *= f;
            (w.X, w.V) = (w.V, w.X);
        }
    }

    [Differentiable]
    public static T Generic<T>(ref Two<T> g, T x)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        g.A *= x;
        g.B += g.A * g.A;
        return g.A + g.B * x;
    }

    // size n: 0, 1, 3
    // writes: v
    [Differentiable]
    public static double BesideOthers(ref Mass s, ref double y, in double z, Span<double> v)
    {
        double t = z * s.X;
        s.X = y * t;
        y = s.V * t;
        for (int i = 0; i < v.Length; i++)
        {
            v[i] *= s.X;
            s.V += v[i];
        }
        return t;
    }

    [Differentiable]
    public static double Anew(ref Mass s, double y)
    {
        double t = s.X * y;
        s = default;
        s.V = t;
        s = new Mass { X = s.V * y, Steps = 3 };
        s.Label = 4;
        return s.Label * t;
    }

    [Differentiable]
    public static (double, double) Pair(ref Mass s, double c)
    {
        s.X *= c;
        return (s.X, s.X * s.V);
    }

    // writes: c.K
    [Differentiable]
    public static double OfObjects(Spring c, double x, double y)
    {
        Mass p = new() { X = x, V = y };
        double r = c.Pull(ref p, y);
        c.Scale(ref p);
        return r * p.X;
    }

    [Differentiable]
    public static double Copied(ref Mass s, double k)
    {
        Mass t = s;
        t.X *= k;
        s.V += t.X;
        s = t;
        return Energy(s) + Energy(t);
    }

    [Differentiable]
    public static double Energy(Mass s) => s.X * s.V;

    [Differentiable]
    public static double PassedOn(ref Mass s, double k) => Pushed(ref s, s.X * k, s) + s.V;

    [Differentiable]
    public static double Pushed(ref Mass s, double a, in Mass z)
    {
        double q = a * z.V;
        s.X += q;
        s.V *= a;
        return s.X;
    }

    // Marked methods of the struct itself.
    [Differentiable]
    public static double OwnMethods(ref Joint s, double k)
    {
        double t = s.At(k) * s.X;
        for (int i = 0; i < 3; i++)
            t += s.Bend(k) * s.At(t);
        return t;
    }

    [Differentiable]
    public static double MethodsOfMembers(ref Arm s, double k, out Joint o)
    {
        double t = s.Elbow.At(k) * s.Elbow.Bend(k);
        o = s.Elbow;
        return t * s.Q + o.At(t) + o.Bend(s.Q);
    }

    [Differentiable]
    public static float Single(ref (float A, double B) t, float k)
    {
        t.A *= k;
        t.B += t.A * k;
        t.A = (float)(t.B * 0.5);
        return t.A * t.A;
    }
}
