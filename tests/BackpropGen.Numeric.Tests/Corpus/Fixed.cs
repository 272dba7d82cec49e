namespace Corpus;

/// <summary>Properties that only a constructor can set.</summary>
public readonly struct Phasor(double re, double im)
{
    public double Re { get; } = re;
    public double Im { get; } = im;

    public double Abs => Math.Sqrt(Re * Re + Im * Im + 0.1);

    public static Phasor operator *(Phasor a, Phasor b) => new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);
}

public readonly struct Sway(Phasor first, Phasor second, float weight)
{
    public Phasor First { get; } = first;
    public Phasor Second { get; } = second;
    public float Weight { get; } = weight;
}

/// <summary>A record in a hierarchy.</summary>
public abstract record Claim(double Notional)
{
    public abstract double At(double s);
}

public sealed record CallClaim(double Notional, double Strike) : Claim(Notional)
{
    public override double At(double s) => Notional * Math.Log(1 + Math.Exp(s - Strike));
}

public sealed record DigitalClaim(double Notional, double Barrier, double Width) : Claim(Notional)
{
    public double Rebate { get; } = 0.5;

    public override double At(double s)
    {
        double z = (s - Barrier) * Width;
        return Notional / (1 + Math.Exp(-z)) + Rebate * z;
    }
}

public sealed partial class Desk(double rate)
{
    public double Rate { get; } = rate;
    public float Spread { get; private set; }
    public double[] Spots { get; set; } = [];

    // size n: 0, 1, 3
    // lengths: this.Spots = 3
    // set: quotes = 2
    [Differentiable]
    public double Value(ReadOnlySpan<double> x, int quotes)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += Math.Sin(x[i] * Rate + Spread) * Spots[i] * quotes * Rate;
        return sum * Spread + Rate;
    }
}

/// <summary>Only its own methods set it.</summary>
public sealed partial class Meter
{
    public double Level { get; private set; }
    public double Rate;

    // writes: this.Level
    [Differentiable]
    public void Bump(double x) => Level += x * Rate;
}

public static partial class FixedMembers
{
    // size n: 1
    // writes: meter.Level
    [Differentiable]
    public static double Bumped(Meter meter, double x)
    {
        double before = meter.Level * x;
        meter.Bump(x * meter.Level);
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            meter.Bump(x);
            sum += meter.Level * before * i;
        }
        return meter.Level * meter.Level * x + sum;
    }

    // size n: 1
    [Differentiable]
    public static double Product(Phasor a, Phasor b, double x) => (a * b * new Phasor(x, 1)).Abs * a.Re;

    // size n: 0, 1, 3
    [Differentiable]
    public static float Swinging(in Sway s, ReadOnlySpan<float> x)
    {
        float sum = 0;
        Phasor turn = s.First;
        for (int i = 0; i < x.Length; i++)
        {
            turn *= s.Second;
            sum += (float)turn.Abs * x[i] * s.Weight;
        }
        return sum * s.Weight;
    }

    // class: claim = CallClaim
    // size n: 0, 1, 3
    [Differentiable]
    public static double OfCall(Claim claim, ReadOnlySpan<double> s) => Mean(claim, s);

    // class: claim = DigitalClaim
    // size n: 0, 1, 3
    [Differentiable]
    public static double OfDigital(Claim claim, ReadOnlySpan<double> s) => Mean(claim, s) * claim.Notional;

    private static double Mean(Claim claim, ReadOnlySpan<double> s)
    {
        double sum = 0;
        foreach (double each in s)
            sum += claim.At(each) * claim.At(sum);
        return sum / (s.Length + 1);
    }

    // size n: 1
    [Differentiable]
    public static double Sealed(CallClaim claim, DigitalClaim other, double x) => claim.At(x) * other.At(x * claim.Strike) + other.Width;
}
