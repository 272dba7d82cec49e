namespace Corpus;

public static partial class Casts
{
    // Kinks everywhere, and 0 for a derivative.
    // size n: 0, 1, 3
    [Differentiable]
    public static double OfElements(ReadOnlySpan<double> x, ReadOnlySpan<int> k, double a)
    {
        double s = a;
        foreach (int v in x)
            s *= a + v;
        foreach (float f in x)
            s += f * a;
        foreach (double v in k)
            s *= a + v;
        foreach (byte v in k)
            s += v * a * a;
        return s;
    }

    // size n: 1
    [Differentiable]
    public static double Widened(float x) => x * (double)x;

    // size n: 1
    [Differentiable]
    public static float Narrowed(double x) => (float)(x * x);

    // size n: 1
    [Differentiable]
    public static double Mixed(float x, double y)
    {
        float t = x * 2;
        double u = t * y;
        float v = (float)u + t;
        return v * u;
    }

    // size n: 0, 1, 4
    [Differentiable]
    public static double SingleDataDoubleSum(ReadOnlySpan<float> x, double scale)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * scale * x[i];
        return sum;
    }

    // size n: 0, 1, 4
    // writes: y
    [Differentiable]
    public static void DoubleToSingle(ReadOnlySpan<double> x, Span<float> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = (float)Math.Sin(x[i]) * y[i];
    }

    // size n: 1
    // set: k = 3
    [Differentiable]
    public static double FromInteger(double x, int k) => x * k + (double)k / 2 + k / 2;

    // size n: 1
    [Differentiable]
    public static double ToInteger(double x)
    {
        int whole = (int)(x * 2);
        return x * whole + whole;
    }

    // size n: 1
    // set: k = 7, b = 200
    [Differentiable]
    public static double OtherIntegers(double x, long k, byte b)
    {
        long square = k * k;
        int shifted = b >> 2;
        return x * square + x * x * shifted + (short)k;
    }

    // size n: 1
    [Differentiable]
    public static float SingleCompound(float x, double y)
    {
        float t = x;
        t *= 2;
        t += (float)y;
        t -= x * t;
        return t / 3;
    }
}
