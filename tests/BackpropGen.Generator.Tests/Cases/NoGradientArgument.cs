namespace Cases;

public static partial class Losses
{
    [Differentiable]
    public static double SquaredError(ReadOnlySpan<double> prediction, [NoGradient] ReadOnlySpan<double> target)
    {
        double sum = 0;
        for (int i = 0; i < prediction.Length; i++)
        {
            double error = prediction[i] - target[i];
            sum += error * error;
        }
        return sum / prediction.Length;
    }
}
