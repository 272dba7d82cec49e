namespace Faults;

/// <summary>Wrong by one thing each.</summary>
public static partial class Wrong
{
    private static readonly double[] kept = new double[100];
    private static int top;

    // The sum's second term is forgotten.
    // size n: 1
    // hand-written
    public static double DroppedTerm(double x, double y) => x * y + x;

    public static double DroppedTermForward(double x, double y, Tape tape) => x * y + x;

    public static void DroppedTermBackward(double x, double y, Tape tape, double dResult, ref double dX, ref double dY)
    {
        dX += dResult * y;
        dY += dResult * x;
    }

    public static double DroppedTermGradient(double x, double y, ref double dX, ref double dY)
    {
        double dResult = 1;
        dX += dResult * y;
        dY += dResult * x;
        return x * y + x;
    }

    // The sign of one gradient is wrong.
    // size n: 1
    // hand-written
    public static double Sign(double x, double y) => x * y + x;

    public static double SignForward(double x, double y, Tape tape) => x * y + x;

    public static void SignBackward(double x, double y, Tape tape, double dResult, ref double dX, ref double dY)
    {
        dX += dResult * (y + 1);
        dY -= dResult * x;
    }

    public static double SignGradient(double x, double y, ref double dX, ref double dY)
    {
        double dResult = 1;
        dX += dResult * (y + 1);
        dY -= dResult * x;
        return x * y + x;
    }

    // One gradient is assigned, not added.
    // size n: 1
    // hand-written
    public static double NotAccumulated(double x, double y) => x * y + x;

    public static double NotAccumulatedForward(double x, double y, Tape tape) => x * y + x;

    public static void NotAccumulatedBackward(double x, double y, Tape tape, double dResult, ref double dX, ref double dY)
    {
        dX = dResult * (y + 1);
        dY += dResult * x;
    }

    public static double NotAccumulatedGradient(double x, double y, ref double dX, ref double dY)
    {
        double dResult = 1;
        dX = dResult * (y + 1);
        dY += dResult * x;
        return x * y + x;
    }

    // The cotangent of the result is taken for 1.
    // size n: 1
    // hand-written
    public static double IgnoredSeed(double x, double y) => x * y + x;

    public static double IgnoredSeedForward(double x, double y, Tape tape) => x * y + x;

    public static void IgnoredSeedBackward(double x, double y, Tape tape, double dResult, ref double dX, ref double dY)
    {
        dX += y + 1;
        dY += x;
    }

    public static double IgnoredSeedGradient(double x, double y, ref double dX, ref double dY)
    {
        double dResult = 1;
        dX += y + 1;
        dY += x;
        return x * y + x;
    }

    // Wrong in the seventh digit.
    // size n: 1
    // hand-written
    public static double SlightlyOff(double x, double y) => x * y + x;

    public static double SlightlyOffForward(double x, double y, Tape tape) => x * y + x;

    public static void SlightlyOffBackward(double x, double y, Tape tape, double dResult, ref double dX, ref double dY)
    {
        dX += dResult * (y + 1.0000001);
        dY += dResult * x;
    }

    public static double SlightlyOffGradient(double x, double y, ref double dX, ref double dY)
    {
        double dResult = 1;
        dX += dResult * (y + 1.0000001);
        dY += dResult * x;
        return x * y + x;
    }

    // Forward is off by a rounding error.
    // size n: 1
    // hand-written
    public static double OtherValue(double x, double y) => x * y + x;

    public static double OtherValueForward(double x, double y, Tape tape) => x * y + x + 1e-15;

    public static void OtherValueBackward(double x, double y, Tape tape, double dResult, ref double dX, ref double dY)
    {
        dX += dResult * (y + 1);
        dY += dResult * x;
    }

    public static double OtherValueGradient(double x, double y, ref double dX, ref double dY)
    {
        double dResult = 1;
        dX += dResult * (y + 1);
        dY += dResult * x;
        return x * y + x;
    }

    // Only Gradient is wrong.
    // size n: 1
    // hand-written
    public static double OtherGradient(double x, double y) => x * y + x;

    public static double OtherGradientForward(double x, double y, Tape tape) => x * y + x;

    public static void OtherGradientBackward(double x, double y, Tape tape, double dResult, ref double dX, ref double dY)
    {
        dX += dResult * (y + 1);
        dY += dResult * x;
    }

    public static double OtherGradientGradient(double x, double y, ref double dX, ref double dY)
    {
        double dResult = 1;
        dX += dResult * y;
        dY += dResult * x;
        return x * y + x;
    }

    // A zero cotangent gives NaN.
    // size n: 1
    // hand-written
    public static double NaNForZero(double x, double y) => x * y + x;

    public static double NaNForZeroForward(double x, double y, Tape tape) => x * y + x;

    public static void NaNForZeroBackward(double x, double y, Tape tape, double dResult, ref double dX, ref double dY)
    {
        dX += dResult * (y + 1);
        dY += dResult * x + (dResult == 0 ? double.NaN : 0);
    }

    public static double NaNForZeroGradient(double x, double y, ref double dX, ref double dY)
    {
        double dResult = 1;
        dX += dResult * (y + 1);
        dY += dResult * x;
        return x * y + x;
    }

    // The cotangent of an overwritten value lives on.
    // hand-written
    // writes: y
    public static void NotZeroed(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = 2 * x[i];
    }

    public static void NotZeroedForward(ReadOnlySpan<double> x, Span<double> y, Tape tape) => NotZeroed(x, y);

    public static void NotZeroedBackward(ReadOnlySpan<double> x, Tape tape, Span<double> dX, Span<double> dY)
    {
        for (int i = 0; i < x.Length; i++)
            dX[i] += 2 * dY[i];
    }

    // What is kept is taken in the order in which it was put.
    // hand-written
    public static double NotAStack(double x) => Math.Sin(x);

    public static double NotAStackForward(double x, Tape tape)
    {
        kept[top++] = x;
        return Math.Sin(x);
    }

    public static void NotAStackBackward(double x, Tape tape, double dResult, ref double dX)
    {
        dX += dResult * Math.Cos(kept[0]);
        Array.Copy(kept, 1, kept, 0, 10);
        top--;
    }

    public static double NotAStackGradient(double x, ref double dX)
    {
        dX += Math.Cos(x);
        return Math.Sin(x);
    }

    // A buffer is read as it is after the call.
    // hand-written
    // writes: x
    public static void ReadsOverwritten(Span<double> x)
    {
        for (int i = 0; i < x.Length; i++)
            x[i] = x[i] * x[i];
    }

    public static void ReadsOverwrittenForward(Span<double> x, Tape tape)
    {
        ReadsOverwritten(x);
        for (int i = 0; i < x.Length; i++)
            kept[top++] = x[i];
    }

    public static void ReadsOverwrittenBackward(Tape tape, Span<double> dX)
    {
        for (int i = dX.Length - 1; i >= 0; i--)
            dX[i] *= 2 * kept[--top];
    }

    // The last element is left out.
    // hand-written
    public static double ShortLoop(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i];
        return sum;
    }

    public static double ShortLoopForward(ReadOnlySpan<double> x, Tape tape) => ShortLoop(x);

    public static void ShortLoopBackward(ReadOnlySpan<double> x, Tape tape, double dResult, Span<double> dX)
    {
        for (int i = 0; i < x.Length - 1; i++)
            dX[i] += dResult;
    }

    public static double ShortLoopGradient(ReadOnlySpan<double> x, Span<double> dX)
    {
        ShortLoopBackward(x, null!, 1, dX);
        return ShortLoop(x);
    }

    // Backward needs the heap.
    // hand-written
    public static double Allocates(ReadOnlySpan<double> x) => x.Length > 0 ? x[0] : 0;

    public static double AllocatesForward(ReadOnlySpan<double> x, Tape tape) => Allocates(x);

    public static void AllocatesBackward(ReadOnlySpan<double> x, Tape tape, double dResult, Span<double> dX)
    {
        double[] copy = dX.ToArray();
        if (copy.Length > 0)
            copy[0] += dResult;
        copy.CopyTo(dX);
    }

    public static double AllocatesGradient(ReadOnlySpan<double> x, Span<double> dX)
    {
        AllocatesBackward(x, null!, 1, dX);
        return Allocates(x);
    }

    // The gradients stand in another order.
    // hand-written
    public static double Misordered(double x, double y) => x * y;

    public static double MisorderedForward(double x, double y, Tape tape) => x * y;

    public static void MisorderedBackward(double x, double y, Tape tape, double dResult, ref double dY, ref double dX)
    {
        dX += dResult * y;
        dY += dResult * x;
    }

    public static double MisorderedGradient(double x, double y, ref double dX, ref double dY) => x * y;

    // What an earlier call left behind changes the value.
    // hand-written
    public static double NotRepeatable(double x) => x * ++calls;

    private static int calls;

    public static double NotRepeatableForward(double x, Tape tape) => x * ++calls;

    public static void NotRepeatableBackward(double x, Tape tape, double dResult, ref double dX) => dX += dResult * calls;

    public static double NotRepeatableGradient(double x, ref double dX) => x;

    // No directive says that it writes.
    // hand-written
    public static void SecretlyWrites(Span<double> x) => x.Fill(1);

    public static void SecretlyWritesForward(Span<double> x, Tape tape) => x.Fill(1);

    public static void SecretlyWritesBackward(Span<double> x, Tape tape, Span<double> dX)
    {
    }

    // There is no backward method.
    // hand-written
    public static double Missing(double x) => x;

    public static double MissingForward(double x, Tape tape) => x;
}
