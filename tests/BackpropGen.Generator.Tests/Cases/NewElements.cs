using BackpropGen;

namespace Cases;

public static partial class Perceptron
{
    /// <summary>The layers of a network, each of which returns a new array.</summary>
    [Differentiable]
    public static double Apply(double[][] weights, double[] x)
    {
        double[] h = x;
        foreach (double[] w in weights)
            h = Layer(w, h);
        return h[0];
    }

    private static double[] Layer(double[] w, double[] x)
    {
        double[] y = new double[w.Length / x.Length];
        for (int i = 0; i < y.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < x.Length; j++)
                sum += w[i * x.Length + j] * x[j];
            y[i] = Math.Tanh(sum);
        }
        return y;
    }
}
