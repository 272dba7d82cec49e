namespace Cases;

public abstract class Activation
{
    public abstract double Apply(double x);
}

public sealed class Rectifier : Activation
{
    public override double Apply(double x) => x > 0 ? x : 0;
}

/// <summary>An activation with a shape of its own.</summary>
public sealed class Swish : Activation
{
    public double[] Slopes = [];

    public override double Apply(double x)
    {
        double sum = 0;
        for (int i = 0; i < Slopes.Length; i++)
            sum += x / (1 + Math.Exp(-Slopes[i] * x));
        return sum;
    }
}

public sealed partial class Perceptron
{
    public Activation Activation = new Rectifier();
    public double[] W = [];

    [Differentiable]
    public double Run(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += W[i] * x[i];
        return Activation.Apply(sum);
    }
}
