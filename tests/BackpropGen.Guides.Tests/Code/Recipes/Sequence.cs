namespace BackpropGen.Guides.Tests.Code.Recipes;

public static partial class Sequence
{
    [Differentiable]
    public static void Step(double a, Span<double> h)
    {
        for (int i = 0; i < h.Length; i++)
            h[i] = Math.Sin(a * h[i]);
    }

    public static double Gradient(double a, double[] h, int steps)
    {
        var tape = new Tape();
        for (int t = 0; t < steps; t++)
            StepForward(a, h, tape);

        double dA = 0;
        double[] dH = new double[h.Length];
        Array.Fill(dH, 1);
        for (int t = 0; t < steps; t++)
            StepBackward(a, tape, ref dA, dH);
        return dA;
    }
}
