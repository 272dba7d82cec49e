namespace BackpropGen.Guides.Tests.Code.Recipes;

public static partial class Layer
{
    [Differentiable]
    public static void Apply(ReadOnlySpan<double> w, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            ReadOnlySpan<double> row = w.Slice(i * x.Length, x.Length);
            double sum = 0;
            for (int j = 0; j < x.Length; j++)
                sum += row[j] * x[j];
            y[i] = Math.Tanh(sum);
        }
    }

    public static double[][] Jacobian(double[] w, double[] x, int outputs)
    {
        var tape = new Tape();
        var rows = new double[outputs][];
        double[] y = new double[outputs], dY = new double[outputs], dW = new double[w.Length];
        for (int i = 0; i < outputs; i++)
        {
            rows[i] = new double[x.Length];
            dY[i] = 1;
            ApplyForward(w, x, y, tape);
            ApplyBackward(w, x, tape, dW, rows[i], dY);
        }
        return rows;
    }
}
