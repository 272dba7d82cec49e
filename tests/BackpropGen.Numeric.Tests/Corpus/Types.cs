namespace Corpus;

public partial class InstanceType
{
    private readonly double unrelated = 1;

    public double Unrelated => unrelated;

    // size n: 1
    [Differentiable]
    public static double StaticInInstance(double x) => x * x;
}

public static partial class GenericType<T>
    where T : struct
{
    // size n: 1
    [Differentiable]
    public static double InGeneric(double x)
    {
        double t = Math.Sin(x);
        return t * t;
    }

    public static partial class NestedInGeneric
    {
        // size n: 0, 1, 3
        [Differentiable]
        internal static double Sum(ReadOnlySpan<double> x)
        {
            double sum = 0;
            for (int i = 0; i < x.Length; i++)
                sum += Math.Exp(sum * x[i]);
            return sum;
        }
    }
}

public partial struct StructType
{
    // size n: 1
    [Differentiable]
    public static double InStruct(double x) => Math.Exp(x) * x;
}

public partial record RecordType
{
    // size n: 1
    [Differentiable]
    public static double InRecord(double x) => Math.Exp(x) - x;
}

public static partial class PartialMethods
{
    // size n: 1
    [Differentiable]
    public static partial double Product(double x, double y)
    {
        return x * y;
    }

    // size n: 0, 1, 3
    // writes: y
    [Differentiable]
    public static partial void Scale(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] *= Product(x[i], 2);
    }
}

// Its own types hide those of the system.
public static partial class Hiding
{
    public static class MathF
    {
    }

    public static class System
    {
    }

    public static class Math
    {
    }

    // size n: 0, 1, 3
    [Differentiable]
    public static double Tanh(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += global::System.Math.Tanh(x[i] * sum + 1);
        return sum;
    }
}
