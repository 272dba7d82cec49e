[assembly: CustomBackward(typeof(Convert), nameof(Convert.ToDouble), typeof(Corpus.CustomRules), nameof(Corpus.CustomRules.ToDoubleBackward))]

namespace Corpus;

// Backward methods that somebody has written.
public static partial class CustomBackwards
{
    [CustomBackward(nameof(SoftplusBackward))]
    public static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private static void SoftplusBackward(double x, double dResult, ref double dX) => dX += dResult / (1 + Math.Exp(-x));

    // It has a body that could not be differentiated, and a parameter without gradient.
    [CustomBackward(typeof(CustomRules), nameof(CustomRules.NormBackward))]
    public static float Norm(ReadOnlySpan<float> x, float scale, int power)
    {
        decimal sum = 0;
        foreach (float v in x)
            sum += (decimal)MathF.Pow(v, power);
        return (float)sum * scale;
    }

    [CustomBackward(nameof(ShiftBackward))]
    public static void Shift(Span<double> y, ref double a, double b, out double c)
    {
        c = a * b;
        a *= 2;
        for (int i = 0; i < y.Length; i++)
            y[i] = 3 * y[i] + b;
    }

    private static void ShiftBackward(double b, Span<double> dY, ref double dA, ref double dB, double dC)
    {
        for (int i = 0; i < dY.Length; i++)
        {
            dB += dY[i];
            dY[i] *= 3;
        }
        // That b * dC is missing in dA, and a * dC in dB, is no accident: nothing below uses c.
        dA *= 2;
        _ = dC;
    }

    private static double Twice(Func<double, double> f, double x) => f(f(x));

    // It has a body that could not be differentiated.
    [CustomBackward(nameof(HalfBackward))]
    private static double Half(double x) => (double)(decimal)(x / 2);

    private static void HalfBackward(double x, double dResult, ref double dX) => dX += dResult / 2;

    [Differentiable]
    public static double Delegated(double x, double y)
    {
        Func<double, double> f = Half;
        return f(x) * Twice(Half, y) * Twice(Softplus, x * y);
    }

    [Differentiable]
    public static double Smooth(double x, double y) => Softplus(x * y) * Softplus(Softplus(y)) + Math.Cosh(x);

    // size n: 0, 1, 4
    // domain: x in [0.5, 1.5]
    [Differentiable]
    public static float Sum(ReadOnlySpan<float> x, float a)
    {
        float sum = a;
        for (int i = 0; i < x.Length; i++)
            sum += Norm(x[i..], a * sum, 2) * 0.1f;
        return sum;
    }

    // size n: 0, 1, 4
    // writes: y
    [Differentiable]
    public static double Written(Span<double> y, double a, double b)
    {
        Shift(y, ref a, b * b, out _);
        Shift(y, ref a, b, out _);
        double sum = a;
        foreach (double v in y)
            sum += v * v;
        return sum * b;
    }

    // A method of a library: see the attribute of the assembly.
    [Differentiable]
    public static double OfLibrary(double x, double y) => Convert.ToDouble(x * y) * Squared(y);

    private static double Squared(double v)
    {
        double w = Convert.ToDouble(v);
        return w * w;
    }
}

public static class CustomRules
{
    public static void ToDoubleBackward(double value, double dResult, ref double dValue) => dValue += dResult;

    public static void NormBackward(ReadOnlySpan<float> x, float scale, int power, float dResult, Span<float> dX, ref float dScale)
    {
        for (int i = 0; i < x.Length; i++)
        {
            dX[i] += dResult * scale * power * MathF.Pow(x[i], power - 1);
            dScale += dResult * MathF.Pow(x[i], power);
        }
    }
}
