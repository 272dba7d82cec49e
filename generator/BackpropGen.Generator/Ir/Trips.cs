namespace BackpropGen.Generator.Ir;

/// <summary>What the runtime computes of a counted loop, since plain arithmetic might wrap around.</summary>
internal static class Trips
{
    public const string Function = "Trips";

    /// <summary>A limit less an offset.</summary>
    public const string Before = "Before";

    /// <summary>A limit plus an offset.</summary>
    public const string Behind = "Behind";

    /// <summary>How often the loop runs: what that assumes of the step is checked.</summary>
    public static Expr Of(For loop) => new MathCall(
        Function,
        "Trips." + loop.Relation switch
        {
            LoopRelation.Less => "WhileLess",
            LoopRelation.LessOrEqual => "WhileAtMost",
            LoopRelation.Greater => "WhileGreater",
            _ => "WhileAtLeast",
        },
        loop.Counter.Element,
        [loop.Start, loop.Limit, loop.Step]);

    /// <summary>The limit for a counter, where the loop compares the counter and an offset.</summary>
    public static Expr Shifted(Expr limit, Expr offset, bool isSubtracted)
    {
        string shift = isSubtracted ? Behind : Before;
        return new MathCall(shift, "Trips." + shift, limit.Scalar, [limit, offset]);
    }
}
