namespace Corpus;

public abstract class Slope
{
    public double Level;

    public abstract double At(double v);
}

public sealed class Straight : Slope
{
    public double Rise;

    public override double At(double v) => Rise * v + Level;
}

public sealed class Fixture(double size)
{
    public double Size { get; } = size;
}

public sealed class Bracket
{
    public double Arm;
    public Hinge Inner = new();
}

public sealed class Hinge
{
    public double Rise;
}

/// <summary>Checks that objects and arrays are there, of which generated code has made sure before.</summary>
public static partial class ObjectGuards
{
    // class: c = Straight
    [Differentiable]
    public static double OfAbstract(Slope c, double x)
    {
        ArgumentNullException.ThrowIfNull(c);
        return c.At(x);
    }

    [Differentiable]
    public static double OfConstructed(Fixture c, double x)
    {
        ArgumentNullException.ThrowIfNull(c, nameof(c));
        return c.Size * x;
    }

    [Differentiable]
    public static double OfMember(Bracket c, double x)
    {
        ArgumentNullException.ThrowIfNull(c);
        ArgumentNullException.ThrowIfNull(c.Inner);
        return c.Arm * x * c.Inner.Rise;
    }

    // size n: 2
    [Differentiable]
    public static double OfArrays(double[] w, double x)
    {
        double[] made = [x];
        double[] same = w;
        ArgumentNullException.ThrowIfNull(made);
        ArgumentNullException.ThrowIfNull(same);
        ArgumentNullException.ThrowIfNull(w);
        return made[0] * same[1];
    }

    [Differentiable]
    public static double Compared(Bracket c, double x)
    {
        if (c == null)
            throw new ArgumentNullException(nameof(c));
        if (c is not null)
            x *= c.Arm;
        return c is null || null == c ? x : x * c.Arm;
    }
}
