namespace Corpus;

public sealed class Dense
{
    public double[] W = [];
    public double Bias;

    [NoGradient]
    public double Rate;

    public double Activate(double sum) => Math.Tanh(sum + Bias);
}

public partial class Model
{
    public Dense First = new();
    public Dense Second = new();
    public double Scale { get; set; }
    public int Steps;

    // size n: 0, 1, 3
    // set: this.Steps = 2
    [Differentiable]
    public double Loss(ReadOnlySpan<double> x)
    {
        double y = Scale;
        for (int t = 0; t < Steps; t++)
        {
            double sum = 0;
            for (int i = 0; i < x.Length; i++)
                sum += First.W[i] * x[i] * y;
            y = First.Activate(sum) * Scale;
            Dense second = Second;
            foreach (double w in second.W)
                y += w * y * second.Rate;
            y = second.Activate(y);
        }
        return y * y;
    }

    // The object changes, and is read afterwards.
    // size n: 0, 1, 3
    // set: this.Steps = 1
    // writes: this.Scale, this.First.W, this.Second.Bias
    [Differentiable]
    public double Learn(double[] x)
    {
        Scale *= x.Length > 0 ? x[0] : 2;
        for (int i = 0; i < x.Length; i++)
        {
            First.W[i] += Scale * x[i] * First.W[i];
            Second.Bias = Second.Bias * First.W[i] + Math.Sin(Scale);
            Scale += Second.Bias * 0.5;
        }
        return Scale * Second.Bias * First.Bias;
    }

    // size n: 1, 3
    [Differentiable]
    public static double Between(Model a, Dense b, [NoGradient] Dense c) => a.Scale * b.Bias * b.W[0] + a.First.W[0] * c.W[0] * a.First.W[0];

    // size n: 1, 3
    // writes: m.Scale
    [Differentiable]
    public static double Changed(Model m, double x)
    {
        m.Scale = m.Scale * m.Scale * x;
        return m.Scale * m.Second.Bias;
    }
}

public partial struct Accumulator
{
    public double Sum;
    public double Weight;

    // writes: this.Sum
    [Differentiable]
    public double Add(double x)
    {
        Sum = Sum * Weight + x * x;
        return Sum * x;
    }

    [Differentiable]
    public readonly double Average(double x) => Sum / (Weight * Weight + 1) + x;
}
