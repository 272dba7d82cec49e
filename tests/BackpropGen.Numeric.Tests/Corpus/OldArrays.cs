namespace Corpus;

public partial class Store
{
    public double[] H = [1, 2];

    // lengths: this.H = 2
    // writes: this.H
    [Differentiable]
    public double Shrunk(double x)
    {
        double a = OldArrays.Square(H, x);
        H[0] *= x;
        return a * OldArrays.Square(H, a) + Sum(x);
    }

    // lengths: this.H = 2
    [Differentiable]
    public double Sum(double x)
    {
        double s = 0;
        foreach (double h in H)
            s += h * h * x;
        return s;
    }
}

// Arrays that are written after methods have read them: their elements are kept, but no array of them.
public static partial class OldArrays
{
    // size n: 1, 3
    [Differentiable]
    public static double Square(double[] w, double x) => w[0] * x * w[0];

    // size n: 0, 1, 3
    [Differentiable]
    public static double Until(double[] w, double x)
    {
        double s = x;
        foreach (double v in w)
        {
            s += v * v * x;
            if (s > 4)
                return s * x;
        }
        return s;
    }

    [Differentiable, Recompute]
    public static double Again(double[] w, double x)
    {
        double s = x;
        foreach (double v in w)
            s = Math.Sin(s * v);
        return s;
    }

    private static double Sines(double[] w, double x)
    {
        double s = 0;
        for (int i = 0; i < w.Length; i++)
            s += Math.Sin(w[i] * s + x);
        return s;
    }

    private static double Deep(double[] w, double x)
    {
        double s = Sines(w, x);
        return Sines(w, s) * Square(w, s);
    }

    private static double Next(ref int k, double[] w) => w[k++ % w.Length];

    // size n: 2, 6
    // rows: m = 2
    [Differentiable]
    public static double OfGrid(double[,] m, double x)
    {
        double s = 0;
        foreach (double v in m)
            s += v * v * x;
        return s;
    }

    // size n: 1, 3
    // writes: w
    [Differentiable]
    public static double Cleared(double[] w, double x)
    {
        double a = Square(w, x);
        w[0] = 0;
        return a;
    }

    // size n: 1, 3
    // writes: w
    [Differentiable]
    public static double InLoop(double[] w, double x)
    {
        double a = 0;
        for (int i = 0; i < w.Length; i++)
        {
            a += Until(w, x) * Sines(w, a);
            w[i] *= a * 0.1;
        }
        return a * Sines(w, x);
    }

    // size n: 1, 3
    // writes: w
    [Differentiable]
    public static double OfHelpers(double[] w, double x)
    {
        double a = Again(w, x) * Deep(w, x);
        w[^1] += a;
        return Deep(w, a) + Again(w, a);
    }

    // size n: 1, 3
    // writes: w
    [Differentiable]
    public static double OfTwo(double[] w, double[] v, double x)
    {
        double a = Square(v, x) + Square(w, x);
        w[0] = v[0] * a;
        return Square(v, a);
    }

    // size n: 1, 3
    // writes: w
    [Differentiable]
    public static double OnlyItsLength(double[] w, double x)
    {
        int k = 0;
        w[0] += Next(ref k, w) * x;
        return w[0] * Next(ref k, w);
    }

    // size n: 2, 6
    // rows: m = 2
    // writes: m
    [Differentiable]
    public static double GridChanged(double[,] m, double x)
    {
        double a = OfGrid(m, x);
        m[0, 0] *= a;
        return a * OfGrid(m, a);
    }

    [Differentiable]
    public static double OfObject(Store store, double x)
    {
        double a = store.Sum(x);
        return a * store.Sum(a);
    }
}
