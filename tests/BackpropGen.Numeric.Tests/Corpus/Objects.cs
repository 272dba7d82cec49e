namespace Corpus;

public partial class AffineLayer
{
    public double[] W = [];
    public double[] B = [];
    public double Gain;

    [NoGradient]
    public double Shift;

    // lengths: this.W = n * m, this.B = n, x = m, y = n
    // size n: 0, 1, 3
    // writes: y
    [Differentiable]
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < B.Length; i++)
        {
            double sum = B[i] * Gain + Shift;
            for (int j = 0; j < x.Length; j++)
                sum += W[i * x.Length + j] * x[j];
            y[i] = y[i] * sum;
        }
    }

    // lengths: this.W = n, this.B = n
    // size n: 0, 1, 3
    [Differentiable]
    public double Norm()
    {
        double sum = 0;
        for (int i = 0; i < W.Length; i++)
            sum += W[i] * W[i] * Gain;
        return Math.Sqrt(sum * sum + 1);
    }
}

public sealed partial class MemoryCell
{
    public double[] W = [];
    public double State { get; set; }
    public double Bias;
    public int Steps;

    // lengths: this.W = n, x = n
    // size n: 0, 1, 3
    // writes: this.State, this.Steps
    [Differentiable]
    public double Step(ReadOnlySpan<double> x)
    {
        double sum = Bias;
        for (int i = 0; i < x.Length; i++)
            sum += W[i] * x[i] * State;
        Steps++;
        State = Math.Tanh(sum + State * State);
        State = State * (1 + State);
        return State * sum * Steps;
    }

    // lengths: this.W = n
    // size n: 1, 3
    // writes: this.W, this.Bias
    [Differentiable]
    public void Decay(double rate)
    {
        for (int i = 1; i < W.Length; i++)
            W[i] = W[i] * W[i - 1] * rate;
        Bias *= rate * W[0];
        this.Bias = Bias * Bias + 0.1;
    }

    // lengths: this.W = n
    // size n: 1, 3
    // set: this.Steps = 2
    // writes: this.State, this.Steps, this.Bias, this.W
    [Differentiable]
    public double Train(double rate)
    {
        double sum = 0;
        int steps = Steps;
        for (int t = 0; t < steps; t++)
        {
            double before = State;
            sum += Step(W) * before;
            if (State > 0)
                Decay(rate * State);
            else
                Bias += State;
            sum += State * Bias;
        }
        return sum * State;
    }
}

public class SharedScale
{
    public double Scale;
    protected internal double[] Table = [];
}

public partial class StatefulNetwork : SharedScale
{
    public MemoryCell First = new();
    public MemoryCell Second { get; set; } = new();
    public AffineLayer Out = new();
    public double[] Hidden = [];

    private double Mixed(double a, double b)
    {
        double s = a * b * Scale;
        return Math.Sin(s) * s;
    }

    // domain: x in [-0.4, 0.4], this.Scale in [-0.4, 0.4], this.Hidden in [-0.4, 0.4]
    // lengths: this.First.W = n, this.Second.W = n, this.Out.W = n, this.Out.B = 1, this.Hidden = n, this.Table = n, x = n
    // size n: 1, 3
    // writes: this.Hidden, this.First.State, this.First.Steps, this.Second.State, this.Second.Steps
    [Differentiable]
    public double Loss(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int t = 0; t < 2; t++)
        {
            double a = First.Step(x);
            for (int i = 0; i < Hidden.Length; i++)
                Hidden[i] = Hidden[i] * a + x[i];
            double b = Second.Step(Hidden);
            sum += Mixed(a, b) * Second.State * First.State;
            MemoryCell cell = First;
            sum += cell.Step(Hidden) * Scale;
            Out.Apply(x, Hidden.AsSpan(0, 1));
        }
        return sum * Penalty(this, Out, 0.1);
    }

    // lengths: model.First.W = n, model.Second.W = n, model.Out.W = n, model.Out.B = n, model.Hidden = n, model.Table = n, layer.W = n, layer.B = n
    // size n: 1, 3
    [Differentiable]
    public static double Penalty(StatefulNetwork model, AffineLayer layer, double rate)
    {
        double sum = model.Scale * rate + layer.Norm() * model.First.Bias;
        for (int i = 0; i < model.First.W.Length; i++)
            sum += model.First.W[i] * model.Second.W[i] * layer.Gain;
        return sum;
    }

    // lengths: a.W = n, a.B = n, b.W = n, b.B = n
    // size n: 1, 3
    [Differentiable]
    public static double Distance(AffineLayer a, [NoGradient] AffineLayer b)
    {
        double sum = a.Gain * b.Gain;
        for (int i = 0; i < a.W.Length; i++)
        {
            double d = a.W[i] - b.W[i];
            sum += d * d;
        }
        return sum * a.B[0];
    }

    // lengths: a.W = n, b.W = n
    // size n: 1, 2
    // writes: a.State, a.Steps, b.Bias, b.W
    [Differentiable]
    public static double Mutual(MemoryCell a, MemoryCell b, double x)
    {
        b.Decay(x);
        double sum = a.Step(b.W) * b.Bias;
        b.Bias = b.Bias * sum;
        a.State += b.Bias;
        return sum * b.Bias * a.State;
    }
}

public sealed partial class BranchNode
{
    public double Value;
    public double[] Row = [];

    // lengths: this.Row = n
    // size n: 1, 4
    // set: depth = 3
    // writes: this.Value, this.Row
    [Differentiable]
    public double Descend(double x, int depth)
    {
        if (depth == 0)
            return Value * x;
        Value = Math.Sin(Value * x) + 0.2;
        for (int i = 0; i < Row.Length; i++)
            Row[i] *= Value;
        double inner = Descend(x * Row[0], depth - 1);
        Value *= inner;
        return inner * Value + Row[0];
    }
}

public sealed partial class SingleObject
{
    public float Rate;
    public float[] Values = [];
    public float value;

    // lengths: this.Values = n
    // size n: 1, 3
    // writes: this.value, this.Values
    [Differentiable]
    public float Blend(float value)
    {
        for (int i = 0; i < Values.Length; i++)
        {
            this.value = this.value * Values[i] + value * Rate;
            Values[i] = this.value * this.value;
        }
        return this.value * value;
    }
}
