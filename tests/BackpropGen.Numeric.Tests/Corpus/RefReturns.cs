namespace Corpus;

/// <summary>A matrix as people write it, with an indexer that refers to the element.</summary>
public class RefMatrix
{
    public double[] D = [];
    public int Columns;

    public ref double this[int i, int j] => ref D[i * Columns + j];

    public ref double Last() => ref D[^1];

    public ref readonly double Peek(int i) => ref D[i];
}

/// <summary>Indexers with code for reading and writing.</summary>
public class CodedMatrix
{
    public double[] D = [];

    public double this[int i]
    {
        get => D[i];
        set => D[i] = value;
    }

    public double this[int i, int j]
    {
        get => D[i * 2 + j] * 2;
        set => D[i * 2 + j] = value * value;
    }
}

public static partial class RefReturns
{
    public ref struct View
    {
        public View(Span<double> d) => D = d;

        public Span<double> D;

        public int N => D.Length;

        public double this[int i]
        {
            get => D[i];
            set => D[i] = value;
        }

        public ref double At(int i)
        {
            int j = i;
            return ref D[j];
        }
    }

    // size n: 3, 4
    // writes: y
    [Differentiable]
    public static double OfViews(Span<double> y, double x)
    {
        var m = new View(y);
        m[1] *= x;
        m[0] += m[1];
        m[2] = m[0] * x;
        int k = 0;
        m[k++] -= m[k];
        m[m.N - 1]++;
        m[k] *= (k = 2) * x;
        m.At(k - 1) *= x * m[0];
        ref double q = ref m.At(k);
        k = 0;
        q *= m[k];
        ref readonly double w = ref m.At(k);
        (m.At(0), m.At(1)) = (m[1] * w, m[0]);
        foreach (ref double v in y)
            v *= x;
        return m[0] * m[2] * q * w;
    }

    // size n: 2
    // lengths: m.D = 4
    // set: m.Columns = 2
    // writes: m.D
    [Differentiable]
    public static double OfObject(RefMatrix m, double x)
    {
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                m[i, j] *= x;
                m[j, i] += m[i, j] * m.Peek(1);
            }
        }
        m.Last() += m.Peek(0) * x;
        ref double last = ref m.Last();
        last *= last;
        Bump(ref m[0, 1], x);
        return m[1, 1] * m[0, 1];
    }

    // size n: 2
    // lengths: m.D = 4
    // writes: m.D
    [Differentiable]
    public static double OfCode(CodedMatrix m, double x)
    {
        for (int i = 0; i < 2; i++)
        {
            m[i] *= x;
            m[i, 1] += m[i] * x;
            m[i, i] /= 2;
        }
        m[3]--;
        return m[0, 1] * m[1] + m[3];
    }

    // size n: 3
    // writes: y
    [Differentiable]
    public static double OfMethods(Span<double> y, double x, double z)
    {
        Element(y, 1) *= x;
        Second(ref x, ref z) += x * z;
        ref double q = ref Second(ref z, ref y[2]);
        q *= z;
        x += Element(y, 0) * q;
        return x * z;
    }

    private static void Bump(ref double v, double x) => v += x * v;

    private static ref double Element(Span<double> s, int i) => ref s[i];

    private static ref double Second(ref double a, ref double b) => ref b;
}
