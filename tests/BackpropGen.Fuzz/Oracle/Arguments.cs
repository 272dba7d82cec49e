namespace BackpropGen.Fuzz.Oracle;

/// <summary>The arguments of a program, or the cotangents that belong to them.</summary>
/// <param name="isEven">The rows of the array of arrays are equally long.</param>
public sealed class Arguments(int length, bool isEven)
{
    public double A;
    public float B;
    public readonly double[] X = new double[length];
    public readonly double[] Y = new double[length];
    public readonly int[] K = new int[length];

    /// <summary>Two rows, the second one longer if they need not be even.</summary>
    public readonly double[][] W = [new double[length], new double[isEven ? length : length + 1]];

    public int N;

    /// <summary>Of which class the object is, and what it has: gain, state, leak, two past values, depth.</summary>
    public int Class;
    public readonly double[] C = new double[6];

    /// <summary>The members of a struct that is passed by reference.</summary>
    public readonly double[] G = new double[2];

    /// <summary>The members of structs in a span.</summary>
    public readonly double[] U = new double[2 * length];
    public double R;
    public double O;
    public double Result;

    /// <summary>The rows of the array of arrays, and the structs.</summary>
    public IEnumerable<double[]> Rows => W.Append(G).Append(U);

    public Arguments Clone()
    {
        var copy = new Arguments(X.Length, isEven) { A = A, B = B, N = N, Class = Class, R = R, O = O, Result = Result };
        X.CopyTo(copy.X, 0);
        Y.CopyTo(copy.Y, 0);
        K.CopyTo(copy.K, 0);
        C.CopyTo(copy.C, 0);
        G.CopyTo(copy.G, 0);
        U.CopyTo(copy.U, 0);
        W[0].CopyTo(copy.W[0], 0);
        W[1].CopyTo(copy.W[1], 0);
        return copy;
    }

    public static Arguments Random(Random random, int length, bool isEven, double spread)
    {
        double Next() => spread * (2 * random.NextDouble() - 1);
        var arguments = new Arguments(length, isEven) { A = Next(), B = (float)Next(), N = random.Next(1, 5), R = Next(), O = Next(), Result = Next() };
        for (int i = 0; i < length; i++)
            (arguments.X[i], arguments.Y[i], arguments.K[i]) = (Next(), Next(), random.Next(0, 8));
        foreach (double[] row in arguments.Rows.Append(arguments.C))
        {
            for (int i = 0; i < row.Length; i++)
                row[i] = Next();
        }
        return arguments;
    }
}
