namespace SineLstm;

/// <summary>What the user asked for.</summary>
public sealed record SampleOptions
{
    /// <summary>The sizes of the cell.</summary>
    public required LstmSizes Sizes { get; init; }

    /// <summary>The number of time steps in a window.</summary>
    public required int Window { get; init; }

    /// <summary>The seed of everything random.</summary>
    public required int Seed { get; init; }

    /// <summary>The number of training iterations.</summary>
    public required int Iterations { get; init; }

    /// <summary>The learning rate.</summary>
    public required double Rate { get; init; }

    /// <summary>Whether to end after the gradient check.</summary>
    public required bool CheckOnly { get; init; }

    /// <summary>The folder for the pictures.</summary>
    public required string Output { get; init; }

    /// <summary>A mistake to put in.</summary>
    public required Fault Fault { get; init; }
}
