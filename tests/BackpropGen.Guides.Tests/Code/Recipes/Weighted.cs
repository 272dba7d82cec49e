namespace BackpropGen.Guides.Tests.Code.Recipes;

internal static class Weighted
{
    public static double Gradient(double[] w, double b, double[] x, double weight, double[] dW, ref double dB)
    {
        Tape tape = Tape.ForCurrentThread;
        double value = Neuron.UnitForward(w, b, x, tape);
        Neuron.UnitBackward(w, b, x, tape, weight, dW, ref dB);
        return weight * value;
    }
}
