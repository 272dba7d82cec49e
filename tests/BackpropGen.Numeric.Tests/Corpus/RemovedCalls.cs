#define KEPT
#undef GONE

namespace Corpus;

// Calls that the compiler leaves out, with what their arguments would do.
public static partial class RemovedCalls
{
    [Differentiable]
    public static double Reference(double x)
    {
        Twice(ref x);
        return x * x;
    }

    [Differentiable]
    public static double Arguments(double x)
    {
        Note(x *= 2);
        System.Diagnostics.Debug.Assert((x *= 2) < 1e9);
        return x * x;
    }

    [Differentiable]
    public static double Defined(double x)
    {
        Grow(ref x);
        return x * x;
    }

    [Differentiable]
    public static double InBodies(double x, double y)
    {
        void Both(double by) => Note(x *= by);
        Action<double> note = v => Note(y *= v);
        Both(3);
        note(5);
        Inner(ref x);
        for (int i = 0; i < 3; Twice(ref y), i++)
            x *= y;
        return x * y;
    }

    [Differentiable]
    public static double Overridden(Writer writer, double x)
    {
        writer.Write(ref x);
        return x * x * writer.Scale;
    }

    // A method that calls itself only where the compiler leaves it out is not recursive.
    [Differentiable]
    public static double Itself(double x)
    {
        Note(Itself(x));
        return x * x;
    }

    private static void Inner(ref double v) => Twice(ref v);

    [System.Diagnostics.Conditional("ABSENT")]
    private static void Twice(ref double v) => v *= 2;

    [System.Diagnostics.Conditional("GONE")]
    private static void Note(double v)
    {
    }

    [System.Diagnostics.Conditional("ABSENT"), System.Diagnostics.Conditional("KEPT")]
    private static void Grow(ref double v) => v *= 3 * v;

    public class Log
    {
        public double Scale;

        [System.Diagnostics.Conditional("ABSENT")]
        public virtual void Write(ref double v) => v *= 2;
    }

    public sealed class Writer : Log
    {
        public override void Write(ref double v) => v *= 3;
    }
}
