namespace BackpropGen.Guides.Tests.Code.Recipes;

public static partial class Dropout
{
    [Differentiable]
    public static double Sum(ReadOnlySpan<double> w, ReadOnlySpan<bool> kept)
    {
        double sum = 0;
        for (int i = 0; i < w.Length; i++)
            if (kept[i])
                sum += 2 * Math.Tanh(w[i]);
        return sum;
    }

    public static double Gradient(double[] w, double[] dW, int seed)
    {
        var random = new Random(seed);
        bool[] kept = new bool[w.Length];
        for (int i = 0; i < kept.Length; i++)
            kept[i] = random.Next(2) == 0;
        return SumGradient(w, kept, dW);
    }
}
