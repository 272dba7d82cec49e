using BackpropGen.Testing.Arguments;

namespace BackpropGen.Testing;

/// <summary>The gradient as the checked derivative gives it, for random cotangents of everything that the method gives.</summary>
internal sealed class AnalyticGradient
{
    private readonly IReadOnlyList<CheckedArgument> arguments;
    private readonly Derivative derivative;
    private readonly Block[] gradients;
    private Block[] resultLeaves = [];
    private object? cotangent;

    public AnalyticGradient(IReadOnlyList<CheckedArgument> arguments, Derivative derivative)
    {
        this.arguments = arguments;
        this.derivative = derivative;
        Inputs = [.. arguments.Where(argument => argument.IsInput).SelectMany(argument => argument.Values)];
        gradients = [.. arguments.Where(argument => argument.IsInput).SelectMany(argument => argument.Gradients)];
    }

    /// <summary>The numbers that the method reads, by which derivatives are taken.</summary>
    public Block[] Inputs { get; }

    /// <summary>The cotangents, in the order of the function's outputs.</summary>
    public double[] Weights { get; private set; } = [];

    /// <summary>Whether a method does both passes for a cotangent of 1.</summary>
    public bool HasOnePass => derivative.Gradient is not null;

    /// <summary>Chooses the cotangents: of either sign, none near 0.</summary>
    public void Weigh(double[] start, Random random)
    {
        Weights = Array.ConvertAll(start, _ => (double)(float)((0.5 + random.NextDouble()) * (random.Next(2) * 2 - 1)));
        ShapeCotangent();
        if (HasOnePass)
            Weights[0] = 1;
        int next = 0;
        foreach (Block leaf in resultLeaves)
        {
            for (int i = 0; i < leaf.Length; i++)
                leaf[i] = Weights[next++];
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        derivative.Box();
        AllocatedByBoxes = GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Gives every output a cotangent of 1, from prepared arguments.</summary>
    public void WeighEqually()
    {
        ShapeCotangent();
        foreach (Block leaf in resultLeaves.Concat(arguments.Where(argument => argument.IsOutput).SelectMany(argument => argument.Gradients)))
        {
            for (int i = 0; i < leaf.Length; i++)
                leaf[i] = 1;
        }
        foreach (CheckedArgument argument in arguments)
            argument.Restore();
    }

    /// <summary>The cotangent of the result has the shape of the result.</summary>
    private void ShapeCotangent()
    {
        Prepare(null);
        cotangent = new Copies().Of(Value());
        resultLeaves = [.. Leaves.Of("result", new Slot(() => cotangent, changed => cotangent = changed))];
    }

    /// <summary>The cotangent of the result.</summary>
    public object? Cotangent => cotangent;

    /// <summary>What a call of the method gives.</summary>
    public object? Value() => derivative.Value();

    /// <summary>What the check itself allocates for a call of the forward method: a number that is returned travels in a box.</summary>
    public long AllocatedByBoxes { get; private set; }

    /// <summary>Puts arguments back, and sets gradients to what they are on entry: cotangents, 0, or other numbers to add to.</summary>
    public void Prepare(Func<int, int, double>? entry)
    {
        foreach (CheckedArgument argument in arguments)
            argument.Restore();
        SetGradients(entry);
    }

    /// <param name="entry">What stands in gradients that are added to; 0 without.</param>
    public void SetGradients(Func<int, int, double>? entry)
    {
        int next = resultLeaves.Sum(leaf => leaf.Length);
        int block = 0;
        foreach (CheckedArgument argument in arguments)
        {
            foreach (Block leaf in argument.Gradients)
            {
                for (int i = 0; i < leaf.Length; i++)
                    leaf[i] = argument.IsOutput ? next < Weights.Length ? Weights[next++] : 0 : entry?.Invoke(block, i) ?? 0;
                if (argument.IsInput)
                    block++;
            }
        }
    }

    public object? Forward(Tape tape) => derivative.Forward(tape);

    public void Backward(Tape tape) => derivative.Backward(tape, cotangent);

    /// <summary>The gradient, from prepared arguments.</summary>
    public double[][] Compute(Tape tape)
    {
        Forward(tape);
        Backward(tape);
        return Read();
    }

    /// <summary>The same by the method that does both passes.</summary>
    public double[][] ComputeInOnePass(Tape tape)
    {
        derivative.Gradient!(tape);
        return Read();
    }

    /// <summary>What stands in the gradients.</summary>
    public double[][] Read() => Array.ConvertAll(gradients, block => block.ToArray());
}
