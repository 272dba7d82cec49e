namespace BackpropGen.Guides.Tests.Code;

/// <summary>A model that learns, as the README shows it.</summary>
internal static class Training
{
    public static double Run((double[] X, double Target)[] data)
    {
        double loss = 0;

        double[] w = [0.1, -0.2];
        double b = 0;
        double[] dW = new double[w.Length];
        for (int epoch = 0; epoch < 300; epoch++)
        {
            Array.Clear(dW);
            double dB = 0;
            loss = 0;
            foreach ((double[] x, double target) in data)
                loss += Neuron.LossGradient(w, b, x, target, dW, ref dB);
            for (int i = 0; i < w.Length; i++)
                w[i] -= 0.1 * dW[i];
            b -= 0.1 * dB;
        }
        return loss;
    }
}
