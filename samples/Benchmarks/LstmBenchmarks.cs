using BackpropGen;
using BenchmarkDotNet.Attributes;
using SineLstm;

namespace Benchmarks;

/// <summary>
/// The LSTM of the sine sample, float64, on one window: what the gradient costs beside the loss alone, and beside a backward
/// method written by hand. Gradients accumulate, as they do over a batch; clearing them is not part of the time.
/// </summary>
[MemoryDiagnoser]
[MinColumn, MedianColumn]
[SimpleJob(warmupCount: 6, iterationCount: 20)]
public class LstmBenchmarks
{
    private static readonly LstmSizes Sizes = new(Inputs: 1, Hidden: 5, Outputs: 1);
    private const int Steps = 23;

    private readonly SineSeries series = new(Sizes);
    private readonly double[] parameters;
    private readonly double[] h0 = new double[Sizes.Hidden];
    private readonly double[] c0 = new double[Sizes.Hidden];
    private readonly LstmGradients gradients = new(Sizes, Steps);
    private readonly HandwrittenLstm handwritten = new(Sizes, Steps);
    private readonly BackpropThroughTime throughTime = new(Sizes, Steps);
    private readonly Tape tape = new();

    /// <summary>Draws the parameters and the initial state.</summary>
    public LstmBenchmarks()
    {
        NormalSource source = new(seed: 1);
        parameters = source.Parameters(Sizes);
        source.Fill(h0, 1);
        source.Fill(c0, 1);
    }

    /// <summary>A benchmark of a wrong gradient is worth nothing: all three ways must agree first.</summary>
    [GlobalSetup]
    public void Agree()
    {
        double[] expected = Evaluate(Handwritten);
        Require(expected, Evaluate(Generated), nameof(Generated));
        Require(expected, Evaluate(GeneratedThroughTime), nameof(GeneratedThroughTime));
    }

    /// <summary>The forward pass alone.</summary>
    [Benchmark(Baseline = true, Description = "SequenceLoss")]
    public double Loss() => Lstm.SequenceLoss(Sizes.View(parameters), series.Inputs(0, Steps), series.Targets(0, Steps), h0, c0);

    /// <summary>The generated gradient.</summary>
    [Benchmark(Description = "SequenceLossGradient")]
    public double Generated() => Lstm.SequenceLossGradient(
        Sizes.View(parameters), series.Inputs(0, Steps), series.Targets(0, Steps), h0, c0,
        Sizes.View(gradients.Parameters), gradients.Inputs, gradients.H0, gradients.C0, tape);

    /// <summary>The same by hand-written code.</summary>
    [Benchmark(Description = "hand-written gradient")]
    public double Handwritten() => handwritten.Gradient(
        Sizes.View(parameters), series.Inputs(0, Steps), series.Targets(0, Steps), h0, c0,
        Sizes.View(gradients.Parameters), gradients.Inputs, gradients.H0, gradients.C0);

    /// <summary>The same by the generated step, with the loop over time written by hand.</summary>
    [Benchmark(Description = "StepForward + StepBackward")]
    public double GeneratedThroughTime() => throughTime.Gradient(
        Sizes.View(parameters), series.Inputs(0, Steps), series.Targets(0, Steps), h0, c0, gradients);

    private double[] Evaluate(Func<double> gradient)
    {
        gradients.Clear();
        double loss = gradient();
        return [loss, .. gradients.Parameters, .. gradients.Inputs, .. gradients.H0, .. gradients.C0];
    }

    private static void Require(double[] expected, double[] actual, string name)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(expected[i] - actual[i]);
            if (!(difference <= 1e-10 * Math.Abs(expected[i]) + 1e-14))
            {
                throw new InvalidOperationException(
                    $"{name} disagrees with the hand-written gradient at {i}: {actual[i]:R}, not {expected[i]:R}.");
            }
        }
    }
}
