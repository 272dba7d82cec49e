namespace BackpropGen.Testing;

/// <summary>How thorough a gradient check is.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>What the entries, the directions and the cotangents of the results are drawn from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many entries of each array are checked one by one: all of it where it has no more. The rest is checked along random directions.</summary>
    public int EntriesPerArray { get; init; } = 24;

    /// <summary>How many random directions are checked, through all arguments at once and through each array alone.</summary>
    public int Directions { get; init; } = 3;

    /// <summary>The check stops looking at further entries after so many calls of the method.</summary>
    public int MaximumCalls { get; init; } = 200_000;

    /// <summary>Whether memory that the derivative allocates is a fault: generated code allocates none.</summary>
    public bool AllowsAllocation { get; init; }

    /// <summary>Every entry, one by one.</summary>
    public static GradientCheckOptions EveryEntry { get; } = new() { EntriesPerArray = int.MaxValue };

    /// <summary>Random directions alone, in a few calls.</summary>
    public static GradientCheckOptions Fast { get; } = new() { EntriesPerArray = 0 };
}
