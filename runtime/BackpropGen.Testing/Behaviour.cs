using BackpropGen.Testing.Numerics;

namespace BackpropGen.Testing;

/// <summary>Finds what is wrong with a method or its derivative beside single entries: state, overwritten gradients, allocation.</summary>
internal sealed class Behaviour(
    IReadOnlyList<CheckedArgument> arguments, AnalyticGradient analytic, CheckedFunction function, GradientCheckOptions options, Random random) : IDisposable
{
    private readonly Tape tape = new();

    /// <summary>What the method gives for the arguments as they were at first.</summary>
    public double[] Start { get; private set; } = [];

    /// <summary>The gradient there; null where there is none to be had.</summary>
    public double[][]? Gradient { get; private set; }

    public void Dispose() => tape.Dispose();

    /// <summary>What is wrong with the method itself.</summary>
    public IReadOnlyList<GradientProblem> OfMethod()
    {
        List<GradientProblem> problems = [];
        double[] again;
        try
        {
            analytic.Prepare(null);
            double[][] before = [.. arguments.Select(Numbers)];
            Start = function.Outputs(analytic.Value());
            for (int a = 0; a < arguments.Count; a++)
            {
                if (arguments[a] is { IsInput: true, IsOutput: false } && !Same(Numbers(arguments[a]), before[a]))
                    problems.Add(new(GradientProblemKind.ChangesInput, $"The method changes '{arguments[a].Name}', which counts as read only, so that every further call starts from other values: let it work on a copy, or check the argument as one that is written"));
            }
            analytic.Prepare(null);
            again = function.Outputs(analytic.Value());
        }
        catch (Exception e)
        {
            return [new(GradientProblemKind.Throws, $"The method throws for these arguments: {e.Message}")];
        }
        if (!Same(Start, again))
            problems.Add(new(GradientProblemKind.NotRepeatable, $"Two calls with the same arguments give different results{First(Start, again)}: the method changes state of its own or of objects that it captures, or depends on chance; a derivative has no meaning then"));
        else if (!Array.TrueForAll(Start, double.IsFinite))
            problems.Add(new(GradientProblemKind.NotFinite, "The method gives a number that is not finite for these arguments: check it elsewhere"));
        return problems;
    }

    /// <summary>What is wrong with its derivative.</summary>
    public IReadOnlyList<GradientProblem> OfDerivative()
    {
        List<GradientProblem> problems = [];
        try
        {
            analytic.Prepare(null);
            double[] forward = function.Outputs(analytic.Forward(tape));
            if (!Same(forward, Start))
                problems.Add(new(GradientProblemKind.ForwardDiffers, $"The forward method gives something else than the method{First(Start, forward)}"));
            analytic.Backward(tape);
            double[][] gradient = analytic.Read();
            Gradient = gradient;
            if (tape.Count > 0)
                problems.Add(new(GradientProblemKind.LeavesRecords, $"{tape.Count} {(tape.Count == 1 ? "record stays" : "records stay")} on the tape after the backward method"));
            tape.Clear();
            NotFinite(gradient, problems);
            Repeat(gradient, problems);
            Accumulate(gradient, problems);
            Split(gradient, problems);
            OnePass(gradient, problems);
        }
        catch (Exception e)
        {
            problems.Add(new(GradientProblemKind.Throws, $"The derivative throws: {e.Message}"));
        }
        return problems;
    }

    /// <summary>
    /// How much each entry of the gradient changes where the arguments change in their last places: that far the gradient itself is off by
    /// rounding errors, where terms cancel.
    /// </summary>
    public double[][] Spread()
    {
        double[][] spread = Array.ConvertAll(Gradient!, values => new double[values.Length]);
        for (int trial = 0; trial < 3; trial++)
        {
            analytic.Prepare(null);
            foreach (Arguments.Block block in analytic.Inputs)
            {
                for (int i = 0; i < block.Length; i++)
                    block[i] *= 1 + block.Epsilon * random.Next(-2, 3);
            }
            double[][] other;
            try
            {
                other = analytic.Compute(tape);
            }
            catch (Exception)
            {
                continue;
            }
            tape.Clear();
            for (int b = 0; b < spread.Length; b++)
            {
                for (int i = 0; i < spread[b].Length; i++)
                    spread[b][i] = Math.Max(spread[b][i], Math.Abs(other[b][i] - Gradient![b][i]));
            }
        }
        return spread;
    }

    private void NotFinite(double[][] gradient, List<GradientProblem> problems)
    {
        for (int b = 0; b < gradient.Length; b++)
        {
            if (Array.FindIndex(gradient[b], value => !double.IsFinite(value)) is var i and >= 0)
                problems.Add(new(GradientProblemKind.NotFinite, $"The gradient of '{analytic.Inputs[b].NameOf(i)}' is {gradient[b][i]}, where the method is finite"));
        }
    }

    private void Repeat(double[][] gradient, List<GradientProblem> problems)
    {
        analytic.Prepare(null);
        long before = GC.GetAllocatedBytesForCurrentThread();
        analytic.Forward(tape);
        analytic.Backward(tape);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        double[][] again = analytic.Read();
        for (int b = 0; b < gradient.Length; b++)
        {
            if (!Same(again[b], gradient[b]))
                problems.Add(new(GradientProblemKind.SecondCallDiffers, $"A second call with the same arguments gives another gradient of '{analytic.Inputs[b].Name}': something is left over from the first"));
        }
        if (allocated > analytic.AllocatedByBoxes && !options.AllowsAllocation)
            problems.Add(new(GradientProblemKind.Allocates, $"The forward and the backward method allocate {allocated - analytic.AllocatedByBoxes} bytes on the managed heap"));
    }

    /// <summary>Gradients are added to what is there.</summary>
    private void Accumulate(double[][] gradient, List<GradientProblem> problems)
    {
        // As large as the largest entry, so that rounding errors of terms that cancel are small beside it.
        double[][] onto = Array.ConvertAll(gradient, values => Array.ConvertAll(values, _ => (1 + random.NextDouble()) * (Largest(values) is > 0 and var largest ? largest : 1)));
        analytic.Prepare((b, i) => onto[b][i]);
        double[][] sum = analytic.Compute(tape);
        tape.Clear();
        int block = 0;
        foreach (CheckedArgument argument in arguments.Where(argument => argument.IsInput))
        {
            foreach (Arguments.Block values in argument.Values)
            {
                int at = block++;
                if (!argument.IsOutput && gradient[at].Where((value, i) => Math.Abs(sum[at][i] - (onto[at][i] + value)) > 0.01 * onto[at][i]).Any())
                    problems.Add(new(GradientProblemKind.Overwrites, $"The gradient of '{values.Name}' is not added to what is there: {(Same(sum[at], gradient[at]) ? "it overwrites that" : "something else comes out")}"));
            }
        }
    }

    /// <summary>Two forward passes in a row, then the backward passes in reverse order.</summary>
    private void Split(double[][] gradient, List<GradientProblem> problems)
    {
        analytic.Prepare(null);
        analytic.Forward(tape);
        analytic.Prepare(null);
        analytic.Forward(tape);
        for (int pass = 0; pass < 2; pass++)
        {
            analytic.SetGradients(null);
            analytic.Backward(tape);
            double[][] found = analytic.Read();
            if (Enumerable.Range(0, gradient.Length).Any(b => !Same(found[b], gradient[b])))
            {
                problems.Add(new(GradientProblemKind.SplitDiffers, "Two forward calls, then two backward calls, give another gradient than one of each: something between them is shared"));
                break;
            }
        }
        tape.Clear();
    }

    /// <summary>The method that does both passes has to give the same, but for the order of its sums.</summary>
    private void OnePass(double[][] gradient, List<GradientProblem> problems)
    {
        if (!analytic.HasOnePass)
            return;
        analytic.Prepare(null);
        double[][] found = analytic.ComputeInOnePass(tape);
        tape.Clear();
        for (int b = 0; b < gradient.Length; b++)
        {
            double allowed = 10 * Math.Sqrt(analytic.Inputs[b].Epsilon) * Largest(gradient[b]);
            if (gradient[b].Where((value, i) => Math.Abs(found[b][i] - value) > allowed).Any())
                problems.Add(new(GradientProblemKind.SplitDiffers, $"The method that does both passes gives another gradient of '{analytic.Inputs[b].Name}' than the two passes"));
        }
    }

    private static double Largest(double[] values) => values.Select(Math.Abs).DefaultIfEmpty(0).Max();

    private static double[] Numbers(CheckedArgument argument) => [.. argument.Values.SelectMany(block => block.ToArray())];

    /// <summary>The same to the last bit, not-a-number included.</summary>
    private static bool Same(double[] a, double[] b) => a.AsSpan().SequenceEqual(b);

    private static string First(double[] a, double[] b)
    {
        int i = Enumerable.Range(0, Math.Min(a.Length, b.Length)).FirstOrDefault(i => !a[i].Equals(b[i]), -1);
        return i < 0 ? "" : FormattableString.Invariant($" ({a[i]}, then {b[i]})");
    }
}
