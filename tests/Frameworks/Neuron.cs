using BackpropGen.Testing;

namespace BackpropGen.Frameworks;

/// <summary>A marked method, and one whose backward method is wrong.</summary>
internal static partial class Neuron
{
    [Differentiable]
    public static double Unit(ReadOnlySpan<double> w, double b, [NoGradient] ReadOnlySpan<double> x)
    {
        double sum = b;
        for (int i = 0; i < w.Length; i++)
            sum += w[i] * x[i];
        return Math.Tanh(sum);
    }

    public static GradientReport Right() => UnitGradientCheck([0.1, 0.2], 0.3, [1, -1]);

    /// <summary>The slope of the hyperbolic tangent is forgotten.</summary>
    public static GradientReport Wrong()
    {
        var check = new GradientCheck("Tanh");
        Argument<double> x = check.Argument("x", 0.7);
        return check.Run(() => Math.Tanh(x.Value), dResult => x.Gradient += dResult);
    }
}
