namespace Corpus;

// Struct parameters whose members are properties.
public static partial class RecordStructs
{
    [Differentiable]
    public static double Norm(Vector v) => v.X * v.Y * v.Z + v.Length;

    // size n: 0, 1, 4
    [Differentiable]
    public static double Turned(Turn turn, Vector p, ReadOnlySpan<double> x)
    {
        Vector q = p;
        for (int i = 0; i < x.Length; i++)
        {
            q = turn.Rotate(x[i] * q) + p;
            turn = turn * turn;
        }
        return q.Dot(p) * turn.W;
    }
}
