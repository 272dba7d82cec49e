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
