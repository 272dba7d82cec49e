namespace Corpus;

public interface IActivation
{
    double Apply(double x);
}

public sealed class Rectifier : IActivation
{
    public double Apply(double x) => x > 0 ? x : 0.1 * x;
}

/// <summary>Numbers and an array of its own, some of them in a base class that is no activation.</summary>
public class Weighted
{
    public double[] W = [];
    public int Steps;
}

public class Squashed : Weighted, IActivation
{
    public double Gain;

    public virtual double Apply(double x)
    {
        double sum = 0;
        for (int i = 0; i < W.Length; i++)
        {
            sum += W[i] * x;
            x = Math.Sin(sum) * Gain;
        }
        return Math.Tanh(sum) * Gain + x;
    }
}

public sealed class Shifted : Squashed
{
    public double Shift { get; set; }

    public override double Apply(double x)
    {
        if (x > Shift)
            return base.Apply(x - Shift) * Shift;
        return Math.Exp(x) * Gain;
    }
}

public sealed class Scaled : IActivation
{
    public double Slope;

    double IActivation.Apply(double x) => x * Slope + Slope;
}

public sealed partial class Layered
{
    public IActivation First = new Rectifier();
    public Squashed Second = new();
    public double[] H = [];

    private double Run(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int t = 0; t < x.Length; t++)
        {
            double a = First.Apply(x[t] + sum);
            H[t] *= a;
            sum += Second.Apply(H[t]) * First.Apply(a);
        }
        return sum;
    }

    // class: this.First = Rectifier, this.Second = Squashed
    // size n: 0, 1, 3
    // writes: this.H
    [Differentiable]
    public double OfRectifier(ReadOnlySpan<double> x) => Run(x);

    // class: this.First = Squashed, this.Second = Shifted
    // lengths: this.First.W = 2
    // size n: 0, 1, 3
    // writes: this.H
    [Differentiable]
    public double OfSquashed(ReadOnlySpan<double> x) => Run(x);

    // class: this.First = Shifted, this.Second = Squashed
    // size n: 0, 1, 3
    // writes: this.H
    [Differentiable]
    public double OfShifted(ReadOnlySpan<double> x) => Run(x);

    // class: this.First = Rectifier, this.Second = Shifted
    // size n: 1, 3
    [Differentiable]
    public double OfCalls(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int t = 0; t < x.Length; t++)
            sum = Twice(Second, sum + x[t]) * Second.Gain;
        return sum;
    }

    // class: f = Shifted
    // size n: 0, 2
    [Differentiable]
    public static double Twice(IActivation f, double x) => f.Apply(f.Apply(x) * x);
}

public abstract partial class Payoff
{
    public double Strike;

    // class: this = CallPayoff
    [Differentiable]
    public double OfCall(double s) => Value(s) * Math.Exp(-Strike);

    // class: this = PowerPayoff
    [Differentiable]
    public double OfPower(double s) => Value(s) * Math.Exp(-Strike);

    // class: this = AsianPayoff
    // size n: 1, 3
    // writes: this.Sum, this.Seen
    [Differentiable]
    public double OfAsian(double s) => Value(s) * Math.Exp(-Strike) + Value(s * s);

    protected abstract double Value(double s);
}

public class CallPayoff : Payoff
{
    protected override double Value(double s) => Math.Max(s - Strike, 0.5 * s);
}

public sealed class PowerPayoff : CallPayoff
{
    public double Power;

    protected override double Value(double s)
    {
        double inner = base.Value(s);
        return Math.Pow(s * s + 1, Power) + inner * Power;
    }
}

public sealed class AsianPayoff : Payoff
{
    public double Sum;
    public double[] Seen = [];

    protected override double Value(double s)
    {
        Sum = Sum * Strike + s * Sum;
        for (int i = 0; i < Seen.Length; i++)
            Seen[i] = Seen[i] * s + Sum;
        return Sum + Seen[0] * Strike;
    }
}

/// <summary>A marked method that others override, and one that has to be.</summary>
public abstract partial class Curve
{
    public double Level;

    // class: this = BentCurve
    // size n: 0, 1, 3
    // writes: y
    [Differentiable]
    public abstract void Along([NoGradient] ReadOnlySpan<double> x, Span<double> y);

    // class: this = LevelCurve
    [Differentiable]
    public virtual double At(double x) => Level * x;
}

public partial class LevelCurve : Curve
{
    public override void Along([NoGradient] ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] *= At(x[i]);
    }
}

public partial class BentCurve : LevelCurve
{
    public double Bend;

    // class: this = BentCurve
    [Differentiable]
    public override double At(double x) => base.At(x) + Bend * x * x * Level;
}

public sealed partial class FlatCurve : Curve
{
    // size n: 0, 1, 3
    // writes: y
    [Differentiable]
    public override void Along([NoGradient] ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = y[i] * Level + 0;
    }
}


/// <summary>Virtual properties, results that are tuples, references, and integers that only a derived class has.</summary>
public abstract class Kernel
{
    public double Scale;

    public abstract double Width { get; set; }

    public virtual double Height => Scale * Scale;

    public abstract (double Value, double Slope) At(double x);

    public virtual void Shift(ref double x, out double rest)
    {
        rest = x * Scale;
        x -= rest;
    }
}

public sealed class GaussKernel : Kernel
{
    public double Spread;

    public override double Width
    {
        get => Spread * Scale;
        set => Spread = value / Scale;
    }

    public override (double Value, double Slope) At(double x)
    {
        double e = Math.Exp(-x * x * Spread);
        return (e, -2 * x * Spread * e);
    }
}

public sealed class StepKernel : Kernel
{
    public int Count;
    public double[] Levels = [];

    public override double Width { get; set; }

    public override double Height => base.Height + Levels[0];

    public override (double Value, double Slope) At(double x)
    {
        double sum = 0;
        for (int i = 0; i < Count; i++)
        {
            if (x < i * 0.3)
                return (sum, x);
            sum += Levels[i] * x;
        }
        return (sum * Scale, Scale);
    }

    public override void Shift(ref double x, out double rest)
    {
        base.Shift(ref x, out rest);
        for (int i = 0; i < Count; i++)
            x += rest * Levels[i];
    }
}

public partial class KernelSum
{
    // class: kernel = GaussKernel
    // size n: 0, 1, 3
    [Differentiable]
    public static double OfGauss(Kernel kernel, ReadOnlySpan<double> x) => Sum(kernel, x);

    // class: kernel = StepKernel
    // lengths: kernel.Levels = 3
    // set: kernel.Count = 3
    // size n: 0, 1, 3
    [Differentiable]
    public static double OfSteps(Kernel kernel, ReadOnlySpan<double> x) => Sum(kernel, x) * kernel.Scale;

    private static double Sum(Kernel k, ReadOnlySpan<double> x)
    {
        double total = 0;
        foreach (double each in x)
        {
            double here = each;
            Kernel same = k;
            same.Shift(ref here, out double rest);
            (double value, double slope) = same.At(here * k.Width);
            total += value * rest + (slope > 0.5 ? k.Height * slope : k.At(slope).Value);
            int rounds = 0;
            while (Math.Abs(total) > 1 && rounds++ < 3)
                total = k.At(total * 0.1).Slope * 0.5 + total * k.Scale;
        }
        return total;
    }
}

/// <summary>Objects inside of derived classes, and their own classes.</summary>
public class Shell
{
    public float Rate;

    [NoGradient]
    public float Fixed;

    public virtual float Take(float x, Span<float> kept) => x * Rate + Fixed;
}

public sealed class DoubleShell : Shell
{
    public Kernel Inner = new GaussKernel();
    public float[] State = [];

    public override float Take(float x, Span<float> kept)
    {
        for (int i = 0; i < kept.Length; i++)
        {
            State[i] = State[i] * kept[i] + (float)Inner.At(x).Value;
            kept[i] *= State[i] + Fixed;
        }
        return Rate * x + base.Take(State[0] * x, kept);
    }
}

public sealed partial class Shells
{
    public Shell Outer = new();
    public Shell Other = new();

    // class: this.Outer = DoubleShell
    // size n: 1, 3
    // writes: this.Outer.State, kept
    // lengths: kept = n, this.Outer.State = n
    [Differentiable]
    public float Both(ReadOnlySpan<float> x, Span<float> kept)
    {
        float sum = 0;
        for (int t = 0; t < x.Length; t++)
            sum += Step(Outer, x[t] + sum, kept) * Outer.Rate;
        return sum + Other.Take(sum, kept);
    }

    // class: shell = DoubleShell
    // size n: 1, 2
    // writes: shell.State, kept
    [Differentiable]
    public static float Step(Shell shell, float x, Span<float> kept)
    {
        float first = shell.Take(x, kept);
        return first * first * shell.Rate;
    }
}

public partial interface ILoss
{
    // class: this = HuberLoss
    [Differentiable]
    double Of(double error);

    double Twice(double error) => Of(Of(error));
}

public sealed class SquareLoss : ILoss
{
    public double Of(double error) => error * error;
}

public sealed class HuberLoss : ILoss
{
    public double Delta;

    public double Of(double error) => Math.Abs(error) < Delta * Delta ? error * error / 2 : Delta * Delta * Math.Abs(error);
}

public static partial class Losses
{
    // class: loss = HuberLoss
    // size n: 0, 1, 3
    [Differentiable]
    public static double Mean(ILoss loss, ReadOnlySpan<double> y, [NoGradient] ReadOnlySpan<double> target, bool isAbsolute)
    {
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
            sum += isAbsolute && y[i] > target[i] && loss.Of(y[i]) > 0.1 ? loss.Twice(y[i] - target[i]) : loss.Of(target[i] - y[i]);
        return sum / (y.Length + 1);
    }
}
