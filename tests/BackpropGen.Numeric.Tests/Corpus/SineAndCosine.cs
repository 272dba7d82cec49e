namespace Corpus;

public static partial class SineAndCosine
{
    // size n: 1
    [Differentiable]
    public static double Turned(double x, double y, float z)
    {
        (double s, double c) = Math.SinCos(x * y);
        (x, y) = Math.SinCos(y + s);
        var both = Math.SinCos(x);
        (float sine, float cosine) = MathF.SinCos(z);
        return (s * x - c * y) * (both.Sin + both.Cos) * sine + double.SinCos(y).Cos * cosine;
    }

    // size n: 0, 1, 4
    // writes: y
    [Differentiable]
    public static void Rotations(Span<double> y, double angle)
    {
        for (int i = 0; i + 1 < y.Length; i++)
        {
            double s, c;
            (s, c) = Math.SinCos(angle * y[0]);
            (y[i], y[i + 1]) = (c * y[i] - s * y[i + 1], s * y[i] + c * y[i + 1]);
            (y[0], angle) = Math.SinCos(angle);
        }
    }

    // size n: 1
    [Differentiable]
    public static double OfAnyNumber(double x) => Wave(x) * x;

    private static T Wave<T>(T x)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        (T s, T c) = T.SinCos(x);
        return s * c + s;
    }
}
