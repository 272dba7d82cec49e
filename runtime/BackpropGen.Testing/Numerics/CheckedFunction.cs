using BackpropGen.Testing.Arguments;

namespace BackpropGen.Testing.Numerics;

/// <summary>A checked method as a function of its arguments: everything that it returns or leaves in them.</summary>
internal sealed class CheckedFunction(IReadOnlyList<CheckedArgument> arguments, Func<object?> call)
{
    private readonly Dictionary<Block, Block> places = [];

    /// <summary>The same function computed with doubles, in the places of the arguments themselves; null where its arguments were not given.</summary>
    public static CheckedFunction? Doubled(IReadOnlyList<CheckedArgument> arguments, Func<object?> call)
    {
        // The first call asks for its arguments.
        call();
        if (arguments.Any(argument => argument is { Doubled: null, Values.Count: > 0 }))
            return null;
        var function = new CheckedFunction([.. arguments.Select(argument => argument.Doubled ?? argument)], call);
        foreach (CheckedArgument argument in arguments.Where(argument => argument.Doubled is not null))
        {
            for (int i = 0; i < argument.Values.Count; i++)
                function.places[argument.Values[i]] = argument.Doubled!.Values[i];
        }
        return function;
    }

    /// <summary>How often the method was called.</summary>
    public int Calls { get; private set; }

    /// <summary>What the method gives for the arguments as they were at first; null where it throws.</summary>
    public double[]? AtStart() => At(null, 0)?.Outputs;

    /// <summary>What it gives some steps away in a direction; null where it throws, or what it gives is not finite.</summary>
    public Probe? At(Direction? direction, double step)
    {
        foreach (CheckedArgument argument in arguments)
            argument.Restore();
        double expected = 0;
        foreach (Component component in direction?.Components ?? [])
        {
            Block block = places.GetValueOrDefault(component.Block, component.Block);
            double before = block[component.Index];
            block[component.Index] = before + step * component.Weight;
            // What the step became in the type of the entry.
            expected += component.Gradient * (block[component.Index] - before);
        }
        Calls++;
        object? result;
        try
        {
            result = call();
        }
        catch (Exception)
        {
            return null;
        }
        double[] outputs = Outputs(result);
        return Array.TrueForAll(outputs, double.IsFinite) ? new Probe(outputs, expected) : null;
    }

    /// <summary>All that a call gives: what it returned, then what it left in its arguments.</summary>
    public double[] Outputs(object? result)
    {
        var outputs = new List<double>();
        foreach (Block block in Leaves.Of("result", new Slot(() => result, _ => { })))
            outputs.AddRange(block.ToArray());
        foreach (Block block in arguments.Where(argument => argument.IsOutput).SelectMany(argument => argument.Values))
            outputs.AddRange(block.ToArray());
        return [.. outputs];
    }
}

/// <summary>One call at other arguments.</summary>
/// <param name="Expected">How much the analytic gradient says that the weighted sum of the outputs changes.</param>
internal sealed record Probe(double[] Outputs, double Expected);
