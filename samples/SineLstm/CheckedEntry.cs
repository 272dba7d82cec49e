namespace SineLstm;

/// <summary>How an entry of a gradient was judged.</summary>
public enum Verdict
{
    /// <summary>The central difference agrees within the tolerance.</summary>
    Agrees,

    /// <summary>The central difference disagrees; the extrapolated one, less troubled by rounding and truncation, agrees.</summary>
    AgreesExtrapolated,

    /// <summary>Too small to be judged relatively: it differs by no more than rounding and truncation explain.</summary>
    Tiny,

    /// <summary>As well, but these are not small beside the gradient: nothing can be said here.</summary>
    Undecided,

    /// <summary>The gradient is wrong.</summary>
    Fails,
}

/// <summary>One entry of a gradient, compared with a difference quotient.</summary>
/// <param name="Array">The name of the array.</param>
/// <param name="Index">The entry in the array.</param>
/// <param name="Verdict">The outcome.</param>
/// <param name="Analytic">The gradient as claimed.</param>
/// <param name="Numeric">The difference quotient that decided.</param>
/// <param name="Uncertainty">How far <paramref name="Numeric"/> may lie from the truth, by rounding and truncation.</param>
public readonly record struct CheckedEntry(
    string Array, int Index, Verdict Verdict, double Analytic, double Numeric, double Uncertainty)
{
    /// <summary>The relative error, |a - n| / (|a| + |n| + 1e-12).</summary>
    public double Error => RelativeError(Analytic, Numeric);

    /// <summary>Whether the relative error says anything.</summary>
    public bool IsJudged => Verdict is not (Verdict.Tiny or Verdict.Undecided);

    /// <summary>Analytic over numeric: a constant factor here tells much about the mistake.</summary>
    public double Ratio => Analytic / Numeric;

    /// <summary>The relative error of two numbers, kept finite where both are zero.</summary>
    public static double RelativeError(double a, double n) => Math.Abs(a - n) / (Math.Abs(a) + Math.Abs(n) + 1e-12);
}
