namespace Corpus;

// Names that generated code uses for something else.
public static partial class RuntimeNames
{
    // size n: 1, 3
    // writes: Tape
    [Differentiable]
    public static double Parameters(double[] Shape, Span<double> Tape, double[,] Overlap)
    {
        Tape[0] = Shape[0] * Overlap[0, 0];
        return Tape[0] * Shape[0];
    }

    // free names
    // size n: 1, 3
    // writes: tape
    [Differentiable]
    public static double OfTapes(double[] tape, ReadOnlySpan<double> frame)
    {
        tape[0] *= frame[0];
        double sum = 0;
        foreach (double Math in tape)
            sum += Math * System.Math.Sin(Math);
        return sum * tape[0];
    }

    // size n: 2
    [Differentiable]
    public static double FromBodies(double[] x) => Inner(x) * Math.Sin(x[1]);

    private static double Inner(double[] x)
    {
        double Shape = x[0] * x[1];
        double Tape = Shape * Shape;
        for (int Vjp = 0; Vjp < 2; Vjp++)
            Tape *= Tape;
        return Tape * Shape;
    }

    // size n: 1, 2
    // even: Shape
    [Differentiable]
    public static double Jagged(double[][] Shape, double[,] Extent)
    {
        double product = 1;
        foreach (double[] Vjp in Shape)
            product *= Vjp[0] * Extent[0, 0];
        return product;
    }

    [Differentiable, Recompute]
    public static double Shape(double x) => x * x * Math.Sin(x);

    [Differentiable]
    public static double Overlap(double x) => x * x;

    [Differentiable]
    public static double OfMethods(double x) => Shape(x) * Overlap(x);

    [Differentiable]
    public static double OfObjects(Power Shape, Power frame, Power System, double x) => Shape.Of(x) * frame.Of(x) * System.Of(x) * System.Factor;
}

public partial class Power
{
    public double Factor;

    [Differentiable]
    public double Of(double x)
    {
        for (int i = 0; i < 2; i++)
            x *= Factor;
        return x;
    }
}

public static partial class RuntimeTypes
{
    private sealed class ArgumentNullException;

    private sealed class ArgumentException;

    private sealed class NotSupportedException;

    private sealed class InvalidOperationException;

    private sealed class Span;

    private sealed class Math;

    // size n: 2, 3
    // writes: x
    [Differentiable]
    public static double Nested(double[] x)
    {
        Span<double> t = new double[2];
        t[0] = x[1];
        x[0] *= t[0];
        return x[0] * System.Math.Sin(x[1]);
    }
}
