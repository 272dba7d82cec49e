namespace Cases;

public static partial class Losses
{
    [Differentiable]
    public static double Huber(double error, double delta)
    {
        double loss;
        if (Math.Abs(error) <= delta)
            loss = 0.5 * error * error;
        else
            loss = delta * (Math.Abs(error) - 0.5 * delta);
        return loss;
    }
}
