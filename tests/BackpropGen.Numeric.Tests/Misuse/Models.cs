namespace BackpropGen.Tests.Misuse;

/// <summary>Forward methods to misuse.</summary>
public static partial class Models
{
    /// <summary>Reads two buffers, keeps a record in a loop.</summary>
    [Differentiable]
    public static double Read(ReadOnlySpan<double> w, ReadOnlySpan<double> x, double scale)
    {
        double product = scale;
        for (int i = 0; i < w.Length; i++)
            product = Math.Tanh(product * w[i] + x[i]);
        return product;
    }

    /// <summary>Writes one buffer out of another.</summary>
    [Differentiable]
    public static void Write(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = Math.Exp(x[i]) * y[i];
    }

    /// <summary>Changes and sets variables of its caller.</summary>
    [Differentiable]
    public static double Change(ReadOnlySpan<double> x, double a, ref double y, out double z)
    {
        z = y * a;
        y = y * z * x[0];
        return y * z;
    }

    /// <summary>Changes a struct of its caller's and reads another.</summary>
    [Differentiable]
    public static double Carry(ref (double A, double B) s, in (double A, double B) t, ref double y)
    {
        s.A += t.B * y;
        y *= s.A;
        return s.A * t.A;
    }

    /// <summary>Reads one array of two dimensions and writes another.</summary>
    [Differentiable]
    public static double Grids(double[,] a, double[,] b)
    {
        double sum = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                b[i, j] *= Math.Sin(a[i, j]);
                sum += b[i, j];
            }
        }
        return sum;
    }

    /// <summary>Reads one array of arrays and writes another, row by row.</summary>
    [Differentiable]
    public static double Rows(double[][] a, double[][] b, double[] x)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double[] row = a[i];
            for (int j = 0; j < row.Length; j++)
            {
                b[i][j] *= Math.Sin(row[j]) * x[j];
                sum += b[i][j];
            }
        }
        return sum;
    }

    /// <summary>Reads and writes through the members of a struct.</summary>
    [Differentiable]
    public static void Members(Weights p, Span<double> h)
    {
        for (int i = 0; i < h.Length; i++)
            h[i] = Math.Tanh(p.W[i] * h[i] + p.B[i]);
    }
}

public readonly ref struct Weights(Span<double> w, Span<double> b)
{
    public readonly Span<double> W = w;
    public readonly Span<double> B = b;
}
