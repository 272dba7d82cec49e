using BackpropGen.Testing.Arguments;
using BackpropGen.Testing.Numerics;

namespace BackpropGen.Testing;

/// <summary>One check, from the first call to the report.</summary>
internal sealed class CheckRun
{
    /// <summary>An array is compared as a whole, to see what is wrong with it, where it has no more entries.</summary>
    private const int Whole = 512;

    private readonly string method;
    private readonly GradientCheckOptions options;
    private readonly IReadOnlyList<CheckedArgument> arguments;
    private readonly AnalyticGradient analytic;
    private readonly CheckedFunction function;
    private readonly Func<object?>? doubled;
    private readonly Random random;
    private readonly List<GradientProblem> problems = [];
    private readonly Dictionary<(Block, int), GradientEntry> entries = [];
    private readonly List<GradientEntry> directions = [];
    private IReadOnlyList<string> findings = [];

    public CheckRun(string method, GradientCheckOptions options, IReadOnlyList<CheckedArgument> arguments, Derivative derivative)
    {
        this.method = method;
        this.options = options;
        this.arguments = arguments;
        random = new Random(options.Seed);
        function = new CheckedFunction(arguments, derivative.Value);
        doubled = derivative.Doubled;
        analytic = new AnalyticGradient(arguments, derivative);
    }

    public GradientReport Run()
    {
        using var behaviour = new Behaviour(arguments, analytic, function, options, random);
        problems.AddRange(behaviour.OfMethod());
        if (problems.Count == 0)
        {
            analytic.Weigh(behaviour.Start, random);
            problems.AddRange(behaviour.OfDerivative());
            if (behaviour.Gradient is { } gradient && Array.TrueForAll(gradient, values => Array.TrueForAll(values, double.IsFinite)))
                Compare(gradient, behaviour.Start, behaviour.Spread());
        }
        return new GradientReport(
            method, [.. entries.Values.OrderByDescending(entry => entry.Verdict).ThenByDescending(entry => entry.RelativeError)], directions, problems, findings);
    }

    private void Compare(double[][] gradient, double[] start, double[][] spread)
    {
        IReadOnlyList<Block> blocks = analytic.Inputs;
        // Calls leave other numbers in the arguments.
        analytic.Prepare(null);
        double[][] scales = [.. blocks.Select(Scales)];
        // Outputs are as exact as the coarsest number that goes into them.
        double epsilon = blocks.Select(block => block.Epsilon).DefaultIfEmpty(Precision.Double).Max();
        Direction[] probes = [.. Enumerable.Range(0, 2).Select(_ => Through(Enumerable.Range(0, blocks.Count)))];
        double[] noise = Noise.Of(function, probes, start, epsilon);
        bool isSingle = epsilon > Precision.Double;
        var judge = new Judge(function, analytic.Weights, noise, start, isSingle);
        DoubleJudge? inDoubles = isSingle && doubled is not null ? DoubleJudge.Of(CheckedFunction.Doubled(arguments, doubled), analytic.Weights, start, probes) : null;
        for (int b = 0; b < blocks.Count; b++)
        {
            foreach (int i in Sample(blocks[b].Length))
                Check(b, i);
            for (int d = 0; d < options.Directions && blocks[b].Length > options.EntriesPerArray; d++)
            {
                if (Along([b], blocks[b].Name) == GradientVerdict.Disagrees)
                    CheckAll(b);
            }
        }
        for (int d = 0; d < options.Directions && blocks.Sum(block => block.Length) > 1; d++)
            Along(Enumerable.Range(0, blocks.Count), "all");
        int[] wrong = [.. Enumerable.Range(0, blocks.Count).Where(b => Enumerable.Range(0, blocks[b].Length)
            .Any(i => entries.TryGetValue((blocks[b], i), out GradientEntry? entry) && entry.Verdict == GradientVerdict.Disagrees))];
        if (wrong.Length == 0)
            return;
        foreach (int b in Enumerable.Range(0, blocks.Count).Where(b => wrong.Contains(b) || Array.Exists(wrong, other => MayHold(other, b))))
            CheckAll(b);
        Compared?[] compared = [.. Enumerable.Range(0, blocks.Count).Select(WholeOf)];
        findings = Findings.Of([.. wrong.Select(b => compared[b]).OfType<Compared>()], [.. compared.OfType<Compared>()]);

        void Check(int b, int i)
        {
            if (function.Calls > options.MaximumCalls || entries.ContainsKey((blocks[b], i)))
                return;
            var direction = new Direction([new Component(blocks[b], i, 1, gradient[b][i])], scales[b][i]);
            entries[(blocks[b], i)] = Verdict(blocks[b].Name, blocks[b].IndexOf(i), direction, spread[b][i], gradient[b].Max(Math.Abs));
        }

        GradientEntry Verdict(string name, string index, Direction direction, double uncertainty, double typical)
        {
            GradientEntry entry = judge.Of(name, index, direction, uncertainty, typical);
            return entry.Verdict == GradientVerdict.Inconclusive && inDoubles is not null ? inDoubles.Settle(entry, direction, uncertainty, typical) : entry;
        }

        void CheckAll(int b)
        {
            for (int i = 0; i < blocks[b].Length && blocks[b].Length <= Whole; i++)
                Check(b, i);
        }

        // Whether one array may hold the gradient of another, as far as entries of that one are known.
        bool MayHold(int one, int other) => blocks[one].Length == blocks[other].Length && Enumerable.Range(0, blocks[one].Length)
            .All(i => !entries.TryGetValue((blocks[other], i), out GradientEntry? entry) || Compared.IsNear(gradient[one][i], entry.Numeric, entry.Error));

        Compared? WholeOf(int b)
        {
            GradientEntry?[] all = [.. Enumerable.Range(0, blocks[b].Length).Select(i => entries.GetValueOrDefault((blocks[b], i)))];
            return Array.Exists(all, entry => entry is null) ? null
                : new Compared(blocks[b], gradient[b], Array.ConvertAll(all, entry => entry!.Numeric), Array.ConvertAll(all, entry => entry!.Error));
        }

        // A random direction through all entries of some arrays, in which each changes by as much as it notices.
        Direction Through(IEnumerable<int> through) => new(
            [.. through.SelectMany(b => Enumerable.Range(0, blocks[b].Length).Select(i => new Component(
                blocks[b], i, scales[b][i] * (0.5 + random.NextDouble()) * (random.Next(2) * 2 - 1), gradient[b][i])))],
            1);

        GradientVerdict Along(IEnumerable<int> through, string name)
        {
            if (function.Calls > options.MaximumCalls)
                return GradientVerdict.Inconclusive;
            Direction direction = Through(through);
            double uncertainty = through.SelectMany(b => spread[b]).Zip(direction.Components, (value, component) => Math.Abs(value * component.Weight)).Sum();
            GradientEntry entry = Verdict(name, "random direction", direction, uncertainty, direction.Magnitude / Math.Sqrt(direction.Components.Count));
            directions.Add(entry);
            return entry.Verdict;
        }
    }

    /// <summary>For each entry of an array, a step that changes it noticeably: its own size, or that of its neighbours; 1 where all are 0.</summary>
    private static double[] Scales(Block block)
    {
        double[] values = Array.ConvertAll(block.ToArray(), Math.Abs);
        double largest = values.DefaultIfEmpty(0).Max();
        double typical = largest == 0 ? 1 : largest * Math.Sqrt(values.Sum(value => value / largest * (value / largest)) / values.Length);
        return Array.ConvertAll(values, value => Math.Max(value, typical));
    }

    /// <summary>The first and the last entry, and others by chance.</summary>
    private IEnumerable<int> Sample(int length)
    {
        if (length <= options.EntriesPerArray)
            return Enumerable.Range(0, length);
        if (options.EntriesPerArray == 0)
            return [];
        var sample = new SortedSet<int> { 0 };
        if (options.EntriesPerArray > 1)
            sample.Add(length - 1);
        while (sample.Count < options.EntriesPerArray)
            sample.Add(random.Next(length));
        return sample;
    }
}
