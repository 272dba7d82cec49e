using BackpropGen.Testing.Arguments;

namespace BackpropGen.Testing;

/// <summary>What an argument of a checked method is to it.</summary>
internal enum ArgumentRole
{
    /// <summary>It is read, and its gradient is added.</summary>
    Read,

    /// <summary>It is read and written: on entry of the backward method its gradient is the cotangent of what the method left in it.</summary>
    Written,

    /// <summary>It is written only.</summary>
    Output,

    /// <summary>It has no gradient.</summary>
    Data,
}

/// <summary>An argument of a checked method, whatever its type.</summary>
public abstract class CheckedArgument
{
    private protected CheckedArgument(string name, ArgumentRole role)
    {
        Name = name;
        Role = role;
    }

    /// <summary>The name of the parameter.</summary>
    public string Name { get; }

    internal ArgumentRole Role { get; }

    /// <summary>Puts back what the value was at first.</summary>
    internal Action Restore { get; private protected init; } = () => { };

    /// <summary>The floating-point numbers in the value.</summary>
    internal IReadOnlyList<Block> Values { get; private protected init; } = [];

    /// <summary>The numbers at the same places in the gradient.</summary>
    internal IReadOnlyList<Block> Gradients { get; private protected init; } = [];

    /// <summary>The same for the double method of the same source, once somebody has asked for it.</summary>
    internal CheckedArgument? Doubled { get; private protected set; }

    /// <summary>Whether the method reads it, so that it has a gradient to check.</summary>
    internal bool IsInput => Role is ArgumentRole.Read or ArgumentRole.Written;

    /// <summary>Whether the method leaves values in it.</summary>
    internal bool IsOutput => Role is ArgumentRole.Written or ArgumentRole.Output;
}
