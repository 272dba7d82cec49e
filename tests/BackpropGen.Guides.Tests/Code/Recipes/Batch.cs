namespace BackpropGen.Guides.Tests.Code.Recipes;

internal static class Batch
{
    public static double Gradient(double[] w, double b, (double[] X, double Target)[] data, double[] dW, ref double dB)
    {
        const int parts = 8;
        var losses = new double[parts];
        var partsOfB = new double[parts];
        var partsOfW = new double[parts][];
        Parallel.For(0, parts, part =>
        {
            double[] sumW = new double[w.Length];
            double sumB = 0, loss = 0;
            for (int k = part; k < data.Length; k += parts)
                loss += Neuron.LossGradient(w, b, data[k].X, data[k].Target, sumW, ref sumB);
            (losses[part], partsOfW[part], partsOfB[part]) = (loss, sumW, sumB);
        });

        for (int part = 0; part < parts; part++)
        {
            for (int i = 0; i < w.Length; i++)
                dW[i] += partsOfW[part][i];
            dB += partsOfB[part];
        }
        return losses.Sum();
    }
}
