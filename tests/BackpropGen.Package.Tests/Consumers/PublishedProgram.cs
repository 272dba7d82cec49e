namespace BackpropGen.Tests;

/// <summary>A program that uses much of the runtime, so that trimming has something to leave out or to break.</summary>
internal static class PublishedProgram
{
    public const string Text = """
        using System;
        using System.Numerics;
        using BackpropGen;

        double[] w = [0.5, 3];
        double[] dW = new double[2];
        double dX = 0;
        double value = Model.ChainGradient(w, 2, dW, ref dX);
        double inner = 0.5 * Math.Sin(2);
        bool isRight = Near(value, 3 * Math.Sin(inner)) && Near(dX, 3 * Math.Cos(inner) * 0.5 * Math.Cos(2))
            && Near(dW[0], 3 * Math.Cos(inner) * Math.Sin(2)) && Near(dW[1], Math.Sin(inner));

        var tape = new Tape();
        float[] dV = new float[2];
        float norm = Model.NormForward([3f, 4f], tape);
        Model.NormBackward([3f, 4f], tape, 1f, dV);
        isRight &= norm == 5 && Near(dV[0], 0.6f) && Near(dV[1], 0.8f) && tape.BytesInUse == 0;
        Console.WriteLine($"value {value}, dX {dX}, dW {dW[0]} {dW[1]}, norm {norm}, dV {dV[0]} {dV[1]}");
        return isRight ? 0 : 1;

        static bool Near(double a, double b) => Math.Abs(a - b) < (b is 0.6f or 0.8f ? 1e-6 : 1e-14);

        public static partial class Model
        {
            [Differentiable]
            public static double Chain(ReadOnlySpan<double> w, double x)
            {
                double y = x;
                int i = 0;
                while (i < w.Length)
                    y = w[i++] * Math.Sin(y);
                return y;
            }

            [Differentiable]
            public static T Norm<T>(ReadOnlySpan<T> v) where T : IFloatingPointIeee754<T>
            {
                T sum = T.Zero;
                foreach (T entry in v)
                    sum += entry * entry;
                return T.Sqrt(sum);
            }
        }
        """;
}
