namespace Corpus;

// Virtual indexers, interfaces that extend others, virtual calls where values are computed again.
public abstract class Basis
{
    public double[] K = [];
    public double Width;

    public abstract double this[int i] { get; }

    public virtual double this[int i, double x]
    {
        get => this[i] * x;
    }
}

public sealed class Waves : Basis
{
    public override double this[int i] => Math.Sin(K[i] * Width);
}

public sealed class Bells : Basis
{
    public double Height;

    public override double this[int i] => Height * Math.Exp(-K[i] * K[i] * Width);

    public override double this[int i, double x]
    {
        get
        {
            if (x > 0)
                return base[i, x] + Height;
            return this[i] * x * x;
        }
    }
}

public interface IMeasured
{
    double Measure(double x);
}

public interface IWeightedMeasure : IMeasured
{
    double Weight { get; }

    double Total(double x) => Weight * Measure(x);
}

public sealed class Lengths : IWeightedMeasure
{
    public double Weight { get; set; }

    public double Measure(double x) => Math.Sqrt(1 + x * x) * Weight;
}

public sealed class Areas : IWeightedMeasure
{
    public double Side;

    public double Weight => Side * Side;

    public double Measure(double x) => x * x * Side;

    public double Total(double x) => Measure(x) + Side;
}

public static partial class VirtualMembers
{
    private static double Sum(Basis basis, ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum = Math.Cos(sum) + basis[i] * x[i] + basis[i, x[i]];
        return sum;
    }

    // class: basis = Waves
    // size n: 0, 1, 3
    // lengths: basis.K = n, x = n
    [Differentiable]
    public static double OfWaves(Basis basis, ReadOnlySpan<double> x) => Sum(basis, x);

    // class: basis = Bells
    // size n: 0, 1, 3
    // lengths: basis.K = n, x = n
    [Differentiable]
    public static double OfBells(Basis basis, ReadOnlySpan<double> x) => Sum(basis, x);

    private static double Both(IWeightedMeasure measure, double x) => measure.Total(x) * measure.Measure(x * 0.5) + measure.Weight;

    // class: measure = Lengths
    [Differentiable]
    public static double OfLengths(IWeightedMeasure measure, double x) => Both(measure, x);

    // class: measure = Areas
    [Differentiable]
    public static double OfAreas(IWeightedMeasure measure, double x) => Both(measure, x);

    // class: basis = Bells
    // size n: 1, 3
    // lengths: basis.K = 1
    [Differentiable, Recompute]
    public static double Again(Basis basis, double x)
    {
        for (int i = 0; i < 4; i++)
            x = Math.Sin(basis[0, x]) + basis[0] * x;
        return x;
    }

    // class: basis = Waves
    // lengths: basis.K = 1
    [Differentiable]
    public static double AgainAndAgain(Basis basis, double x)
    {
        for (int i = 0; i < 3; i++)
            x = Again(basis, x * basis.Width) * 0.5;
        return x;
    }
}
