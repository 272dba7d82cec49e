namespace Corpus;

// What the mutation check once let through.
public static partial class Survivors
{
    // The result of a function stands in local storage, and is overwritten before the backward pass.
    // size n: 0, 1, 4
    [Differentiable]
    public static double ResultOverwritten(ReadOnlySpan<double> x)
    {
        Span<double> t = new double[x.Length];
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            t[i] = Math.Exp(x[i] * 0.5);
        for (int i = 0; i < x.Length; i++)
        {
            sum += t[i] * t[i] * x[0];
            t[i] = Math.Tanh(t[i] * x[i]);
        }
        for (int i = 0; i < x.Length; i++)
        {
            sum += t[i] * t[i];
            t[i] = 7;
        }
        return sum;
    }

    [Differentiable]
    public static double Squares(ReadOnlySpan<double> v)
    {
        double sum = 0;
        for (int i = 0; i < v.Length; i++)
            sum += v[i] * v[i];
        return Math.Sin(sum);
    }

    // What was handed to a call is overwritten after it.
    // size n: 0, 1, 4
    [Differentiable]
    public static double ArgumentOverwritten(ReadOnlySpan<double> x)
    {
        Span<double> t = new double[x.Length];
        x.CopyTo(t);
        double a = Squares(t);
        for (int i = 0; i < t.Length; i++)
            t[i] = t[i] * a + 1;
        double b = Squares(t);
        t.Fill(b);
        return a * b;
    }

    [Differentiable]
    public static void Give(double x, out double y)
    {
        y = x * x;
        y *= Math.Sin(x);
    }

    // A variable with a use before it is overwritten by a call.
    [Differentiable]
    public static double OutOverwrites(double x)
    {
        double s = x * 0.7;
        double sum = s * s * x;
        Give(sum, out s);
        sum += s * s;
        for (int i = 0; i < 2; i++)
        {
            sum = sum * s + x;
            Give(Math.Cos(sum), out s);
        }
        return sum * s;
    }

    // A helper that compares constants.
    [Differentiable]
    public static double DecidedByHelper(double x, double y)
    {
        double z = Within(1.5) switch { > 0.4 => x * y, < -0.3 => y, _ => x };
        if (Within(0.25) > 0.5 || Within(2) * 2 < 3)
            z *= x;
        z += Gradient.Stop(1.5) * 2 > 0.9 ? Math.Sin(z) * y : Math.Exp(z) * x;
        z *= Bent(1.5, x) * Bent(x, 0.5);
        return Within(1) > 0.5 && x > 0 ? z : z * z;
    }

    [Differentiable]
    public static double Bent(double u, double v) => u > 0.2 ? Math.Sin(u * v) * v : v * v;

    private static double Within(double u) => u;
}
