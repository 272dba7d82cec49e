namespace BackpropGen.Guides.Tests.Code;

public static partial class Blending
{
    [Differentiable]
    public static double Blend(double a, ReadOnlySpan<double> x, Span<double> state, [NoGradient] double noise, int count)
    {
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            state[i] = a * state[i] + x[i] + noise;
            sum += state[i] * state[i];
        }
        return sum;
    }
}

internal static class BlendCalls
{
    public static double Run(double a, double[] x, double[] state, double noise, int count, Tape tape, double dResult, ref double dA, double[] dX, double[] dState)
    {
        double value = Blending.BlendForward(a, x, state, noise, count, tape);
        Blending.BlendBackward(a, x, noise, count, tape, dResult, ref dA, dX, dState);
        return value;
    }
}
