namespace Corpus;

// The documented derivatives at kinks: docs/derivatives.md.
public static partial class Kinks
{
    // size n: 1
    // at: x = 0
    // expect: x in [0, 0]
    [Differentiable]
    public static double AbsAtZero(double x) => Math.Abs(x);

    // size n: 1
    // at: x = 1, y = 1
    // expect: x in [0.5, 0.5], y in [0.5, 0.5]
    [Differentiable]
    public static double MaxAtTie(double x, double y) => Math.Max(x, y);

    // size n: 1
    // at: x = 1, y = 1
    // expect: x in [0.5, 0.5], y in [0.5, 0.5]
    [Differentiable]
    public static double MinAtTie(double x, double y) => Math.Min(x, y);

    // size n: 1
    // at: x = 1, low = -1, high = 1
    // expect: x in [0.5, 0.5], high in [0.5, 0.5], low in [0, 0]
    [Differentiable]
    public static double ClampAtLimit(double x, double low, double high) => Math.Clamp(x, low, high);

    // A zero cotangent must not meet an infinite derivative.
    // size n: 1
    // at: x = 0
    // expect: x in [Infinity, Infinity]
    [Differentiable]
    public static double SqrtAtZero(double x) => Math.Sqrt(x);

    // size n: 1
    // at: x = 0
    // expect: x in [0, 0]
    [Differentiable]
    public static double SqrtTimesZero(double x) => Math.Sqrt(x) * 0;

    // size n: 3
    // at: x = 0
    [Differentiable]
    public static double NormAtZero(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * x[i];
        return Math.Sqrt(sum);
    }

    // size n: 1
    // at: x = 0
    // expect: x in [Infinity, Infinity]
    [Differentiable]
    public static double CbrtAtZero(double x) => Math.Cbrt(x);

    // size n: 1
    // at: x = 0, y = 2
    // expect: x in [0, 0], y in [0, 0]
    [Differentiable]
    public static double PowAtZero(double x, double y) => Math.Pow(x, y);

    // size n: 1
    // at: x = 0
    // expect: x in [1, 1]
    [Differentiable]
    public static double PowToOne(double x) => Math.Pow(x, 1);

    // size n: 1
    // at: x = 0
    // expect: x in [0, 0]
    [Differentiable]
    public static double PowToZero(double x) => Math.Pow(x, 0);

    // size n: 1
    // at: x = -2
    // expect: x in [12, 12]
    [Differentiable]
    public static double NegativeCubed(double x) => Math.Pow(x, 3);

    // size n: 1
    // at: x = 1
    // expect: x in [-Infinity, -Infinity]
    [Differentiable]
    public static double AcosAtOne(double x) => Math.Acos(x);

    // size n: 1
    // at: x = 1
    // expect: x in [Infinity, Infinity]
    [Differentiable]
    public static double AcoshAtOne(double x) => Math.Acosh(x);

    // size n: 1
    // at: x = 0, y = 0
    // expect: x in [0, 0], y in [0, 0]
    [Differentiable]
    public static double Atan2AtOrigin(double y, double x) => Math.Atan2(y, x);

    // size n: 1
    // at: x = 800
    // expect: x in [0, 0]
    [Differentiable]
    public static double TanhFarOut(double x) => Math.Tanh(x);

    // size n: 1
    // at: x = -800
    // expect: x in [0, 0]
    [Differentiable]
    public static double LogisticFarOut(double x) => 1 / (1 + Math.Exp(-x));

    // size n: 1
    // at: x = 0
    // expect: x in [0, 0]
    [Differentiable]
    public static double ReluAtZero(double x) => x > 0 ? x : 0;

    // The branch that is not taken has no derivative here.
    // size n: 1
    // at: x = 0
    // expect: x in [1, 1]
    [Differentiable]
    public static double UntakenLogarithm(double x) => x > 0 ? Math.Log(x) : x;

    // size n: 1
    // at: x = 2
    // expect: x in [0, 0]
    [Differentiable]
    public static double FloorAtJump(double x) => Math.Floor(x);

    // size n: 1
    // at: x = 0, y = 1
    // expect: x in [1, 1], y in [0, 0]
    [Differentiable]
    public static double CopySignAtZero(double x, double y) => Math.CopySign(x, y);

    // size n: 1
    // at: x = 0, y = 0
    // expect: x in [0, 0], y in [0, 0]
    // optional
    [Differentiable]
    public static double HypotAtOrigin(double x, double y) => double.Hypot(x, y);

    // size n: 1
    // at: x = 1, y = 1
    // expect: x in [0.5, 0.5], y in [0.5, 0.5]
    [Differentiable]
    public static double MaxMagnitudeAtTie(double x, double y) => Math.MaxMagnitude(x, y);

    // size n: 1
    // at: x = 0, y = 0
    // expect: x in [0.5, 0.5], y in [0.5, 0.5]
    [Differentiable]
    public static float SinglesAtTie(float x, float y) => MathF.Max(x, y) + MathF.Abs(x);
}
