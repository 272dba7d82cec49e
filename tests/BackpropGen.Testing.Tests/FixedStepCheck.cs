using BackpropGen.Testing.Numerics;

namespace BackpropGen.Testing.Tests;

/// <summary>
/// The check that many write first, and that of the well-known question on an LSTM: one central difference an entry, with a step of 1e-5, and an
/// error |a - n| / |a + n| of at most 1e-7.
/// </summary>
internal static class FixedStepCheck
{
    private const double Step = 1e-5;
    private const double Tolerance = 1e-7;

    public static GradientCheck For(string name) => new(name) { Instead = Run };

    private static GradientReport Run(IReadOnlyList<CheckedArgument> arguments, Derivative derivative)
    {
        var function = new CheckedFunction(arguments, derivative.Value);
        var analytic = new AnalyticGradient(arguments, derivative);
        analytic.Prepare(null);
        analytic.Weigh(function.AtStart()!, new Random(1));
        analytic.Prepare(null);
        using var tape = new Tape();
        double[][] gradient = analytic.Compute(tape);
        var entries = new List<GradientEntry>();
        for (int b = 0; b < analytic.Inputs.Length; b++)
        {
            for (int i = 0; i < analytic.Inputs[b].Length; i++)
            {
                var direction = new Direction([new Component(analytic.Inputs[b], i, 1, 0)], 1);
                double numeric = (Weighted(+Step) - Weighted(-Step)) / (2 * Step);
                double error = gradient[b][i] == numeric ? 0 : Math.Abs((gradient[b][i] - numeric) / (gradient[b][i] + numeric));
                entries.Add(new GradientEntry(analytic.Inputs[b].Name, analytic.Inputs[b].IndexOf(i), gradient[b][i], numeric, 0, error <= Tolerance ? GradientVerdict.Agrees : GradientVerdict.Disagrees));

                double Weighted(double step) => function.At(direction, step) is { } probe ? probe.Outputs.Zip(analytic.Weights, (output, weight) => output * weight).Sum() : double.NaN;
            }
        }
        return new GradientReport("", entries, [], [], []);
    }
}
