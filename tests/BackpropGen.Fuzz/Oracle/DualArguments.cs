namespace BackpropGen.Fuzz.Oracle;

/// <summary>The arguments of a program's twin: values that move in a direction.</summary>
public sealed class DualArguments
{
    public Dual A;
    public DualF B;
    public Dual[] X = [];
    public Dual[] Y = [];
    public int[] K = [];
    public Dual[][] W = [];
    public int N;
    public int Class;
    public Dual[] C = [];
    public Dual[] G = [];
    public Dual[] U = [];
    public Dual R;
    public Dual O;

    public IEnumerable<Dual[]> Rows => W.Append(G).Append(U);

    public static DualArguments Of(Arguments values, Arguments direction) => new()
    {
        A = new(values.A, direction.A),
        B = new(values.B, direction.B),
        X = [.. values.X.Select((v, i) => new Dual(v, direction.X[i]))],
        Y = [.. values.Y.Select((v, i) => new Dual(v, direction.Y[i]))],
        K = values.K,
        W = [.. values.W.Zip(direction.W, (row, moves) => row.Zip(moves, (v, d) => new Dual(v, d)).ToArray())],
        N = values.N,
        Class = values.Class,
        C = [.. values.C.Select((v, i) => new Dual(v, direction.C[i]))],
        G = [.. values.G.Select((v, i) => new Dual(v, direction.G[i]))],
        U = [.. values.U.Select((v, i) => new Dual(v, direction.U[i]))],
        R = new(values.R, direction.R),
    };
}
