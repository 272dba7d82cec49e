namespace BackpropGen.Fuzz.Oracle;

/// <summary>The functions of Math that programs use, with derivatives from the textbook. At a kink: the mean of the one-sided derivatives.</summary>
public static class DualMath
{
    public static Dual Sin(Dual x) => new(Math.Sin(x.V), x.D * Math.Cos(x.V));

    public static Dual Cos(Dual x) => new(Math.Cos(x.V), -x.D * Math.Sin(x.V));

    public static Dual Tanh(Dual x) => new(Math.Tanh(x.V), x.D / (Math.Cosh(x.V) * Math.Cosh(x.V)));

    public static Dual Exp(Dual x) => new(Math.Exp(x.V), x.D * Math.Exp(x.V));

    public static Dual Log(Dual x) => new(Math.Log(x.V), x.D / x.V);

    public static Dual Sqrt(Dual x) => new(Math.Sqrt(x.V), x.D / (2 * Math.Sqrt(x.V)));

    public static Dual Atan(Dual x) => new(Math.Atan(x.V), x.D / (1 + x.V * x.V));

    public static Dual Pow(Dual x, Dual p) =>
        new(Math.Pow(x.V, p.V), x.D * p.V * Math.Pow(x.V, p.V - 1) + p.D * Math.Pow(x.V, p.V) * Math.Log(x.V));

    public static Dual Abs(Dual x) => new(Math.Abs(x.V), x.V > 0 ? x.D : x.V < 0 ? -x.D : 0);

    public static Dual Max(Dual a, Dual b) => a.V > b.V ? a : b.V > a.V ? b : new(Math.Max(a.V, b.V), (a.D + b.D) / 2);

    public static Dual Min(Dual a, Dual b) => a.V < b.V ? a : b.V < a.V ? b : new(Math.Min(a.V, b.V), (a.D + b.D) / 2);

    public static Dual Floor(Dual x) => Math.Floor(x.V);

    public static Dual Stop(Dual x) => x.V;

    // These stay in single precision, as the functions of Math do.
    public static DualF Abs(DualF x) => new(Math.Abs(x.V), x.V > 0 ? x.D : x.V < 0 ? -x.D : 0);

    public static DualF Max(DualF a, DualF b) => a.V > b.V ? a : b.V > a.V ? b : new(MathF.Max(a.V, b.V), (a.D + b.D) / 2);

    public static DualF Min(DualF a, DualF b) => a.V < b.V ? a : b.V < a.V ? b : new(MathF.Min(a.V, b.V), (a.D + b.D) / 2);

    public static DualF Stop(DualF x) => x.V;
}
