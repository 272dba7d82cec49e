namespace Faults;

/// <summary>Backward methods written by hand: right ones, which must pass, and wrong ones, each of which must be found.</summary>
public static partial class Right
{
    private static readonly double[] kept = new double[100];
    private static int top;

    // hand-written
    public static double Product(ReadOnlySpan<double> x, double s)
    {
        double product = s;
        for (int i = 0; i < x.Length; i++)
            product *= x[i];
        return product;
    }

    public static double ProductForward(ReadOnlySpan<double> x, double s, Tape tape)
    {
        double product = s;
        for (int i = 0; i < x.Length; i++)
        {
            kept[top++] = product;
            product *= x[i];
        }
        return product;
    }

    public static void ProductBackward(ReadOnlySpan<double> x, double s, Tape tape, double dResult, Span<double> dX, ref double dS)
    {
        for (int i = x.Length - 1; i >= 0; i--)
        {
            dX[i] += dResult * kept[--top];
            dResult *= x[i];
        }
        dS += dResult;
    }

    public static double ProductGradient(ReadOnlySpan<double> x, double s, Span<double> dX, ref double dS, Tape? tape = null)
    {
        double result = ProductForward(x, s, null!);
        ProductBackward(x, s, null!, 1, dX, ref dS);
        return result;
    }

    // hand-written
    // writes: x
    public static void SineInPlace(Span<float> x)
    {
        for (int i = 0; i < x.Length; i++)
            x[i] = MathF.Sin(x[i]);
    }

    public static void SineInPlaceForward(Span<float> x, Tape tape)
    {
        for (int i = 0; i < x.Length; i++)
            kept[top++] = x[i];
        SineInPlace(x);
    }

    public static void SineInPlaceBackward(Tape tape, Span<float> dX)
    {
        for (int i = dX.Length - 1; i >= 0; i--)
            dX[i] *= MathF.Cos((float)kept[--top]);
    }

    // hand-written
    // lengths: p.W = n + 1
    public static double Member(Model p, [NoGradient] double x) => p.Bias * p.W[0] * x;

    public static double MemberForward(Model p, double x, Tape tape) => Member(p, x);

    public static void MemberBackward(Model p, double x, Tape tape, double dResult, ref Model dP)
    {
        dP.Bias += dResult * p.W[0] * x;
        dP.W[0] += dResult * p.Bias * x;
    }

    public static double MemberGradient(Model p, double x, ref Model dP)
    {
        MemberBackward(p, x, null!, 1, ref dP);
        return Member(p, x);
    }
}

public ref struct Model
{
    public Span<double> W;
    public double Bias;
}
