namespace Corpus;

public static partial class Scalars
{
    // size n: 1
    [Differentiable]
    public static double OverwrittenParameter(double x, double y)
    {
        x *= 2;
        y = x * y;
        return x * y;
    }

    // size n: 1
    [Differentiable]
    public static double SquaredInPlace(double x)
    {
        x = x * x;
        x = x * x;
        return x;
    }

    // size n: 1
    [Differentiable]
    public static double Swapped(double x, double y)
    {
        double t = x;
        x = y;
        y = t;
        return x * x * y;
    }

    // size n: 1
    [Differentiable]
    public static double DeadStores(double x, double y)
    {
        double t = x * y;
        t = Math.Sin(x);
        double unused = t * y;
        t = t + y;
        return t;
    }

    // size n: 1
    [Differentiable]
    public static double OverwrittenByConstant(double x, double y)
    {
        double t = x * y;
        double u = t * t;
        t = 3;
        return u * t + t;
    }

    // size n: 1
    [Differentiable]
    public static double AssignedOnBothSides(double x, double y)
    {
        double t = Math.Exp(x);
        t = t * y + Math.Sin(t) * t;
        return t;
    }

    // size n: 1
    [Differentiable]
    public static double DeclaredLater(double x)
    {
        double a, b;
        a = x * x;
        b = a * x;
        a = b - a;
        return a * b;
    }

    // size n: 1
    [Differentiable]
    public static double UsedAfterOverwriting(double x, double y)
    {
        double s = Math.Tanh(x);
        double kept = s;
        s = Math.Tanh(y * s);
        return kept * s + s * s;
    }

    // size n: 1
    [Differentiable]
    public static double ResultKeepsNothing(double x)
    {
        double y = Math.Exp(x);
        y = Math.Exp(-y);
        y = Math.Sqrt(y);
        return y;
    }

    // size n: 1
    [Differentiable]
    public static double VarLocals(double x)
    {
        var a = x * 2;
        const double b = 3;
        var c = 2;
        return a * b / c * x;
    }

    // size n: 1
    [Differentiable]
    public static double Blocks(double x)
    {
        double sum = 0;
        {
            double t = x * x;
            sum += t;
        }
        {
            double t = Math.Cos(x);
            sum += t * t;
        }
        return sum;
    }

    // Names that generated code might want for itself.
    // size n: 1
    // free names
    [Differentiable]
    public static double Names(double result, double tape, double dX, double x, double d)
    {
        double dResult = result * tape;
        double t = dX * x;
        double dT = t * d + dResult;
        double i = dT * dT;
        return i * x;
    }

    // size n: 1
    [Differentiable]
    public static double Keywords(double @in, double @double) => @in * @double * @in;

    // Letters that are not ASCII.
    // size n: 1
    [Differentiable]
    public static double Greek(double α, double größe) => Math.Exp(α * größe) * α;

    // Both gradients would be dX.
    // size n: 1
    // free names
    [Differentiable]
    public static double Cased(double x, double X) => x * X * X;
}
