namespace Corpus;

/// <summary>Guards that change what is switched on, which later labels do not see.</summary>
public static partial class ChangedSubjects
{
    private struct Point
    {
        public double A, B;
    }

    private static bool Raise(ref double v)
    {
        v += 0.3;
        return v > 1;
    }

    [Differentiable]
    public static double OfParameter(double x, double y) => y switch { > -3 when (y = x * y) > 0.1 => x, > 0 => x * x, var t => t * x * y };

    [Differentiable]
    public static double OfInteger(double x, int k)
    {
        switch (k)
        {
            case >= 0 when ++k > 90:
                return x;
            case 0:
                return x * x;
            case 1:
                return x * 3;
            case var j:
                return x * j * k;
        }
    }

    [Differentiable]
    public static double OfTuple(double x, double y) => (x, y) switch { (var a, var b) when (y = a * b) > 0.1 => a * b, (_, > 0) => x * x, var (a, b) => a * y * b };

    [Differentiable]
    public static double OfStruct(double x, double y)
    {
        Point s = new() { A = x, B = y };
        return s switch { { A: > -3 } when (s.A = y * x) > 0.3 => s.A, { A: > 0 and var a } => a * s.A, var t => t.A * t.B * s.A };
    }

    [Differentiable]
    public static double ByReference(double x, double y)
    {
        switch (x)
        {
            case > -3 when Raise(ref x):
                return x * y;
            case > 0:
                return x * x * y;
            case var v:
                return v * x * y * 2;
        }
    }

    [Differentiable]
    public static double ByLocalFunction(double x, double y)
    {
        bool Turn()
        {
            x *= y;
            return x > 0.2;
        }

        return x switch { > -9 when Turn() => x, > 0.1 => x * x, var v => v * x };
    }
}
