using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes;

/// <summary>What a caller of a method needs to know of its derivative.</summary>
internal sealed record Summary(EquatableArray<bool> ReadBackward, EquatableArray<int>? TapeSizeParameters);

/// <summary>The members that are generated for a forward method.</summary>
internal sealed record Derivative(Method Method);

/// <summary>From a forward method to its generated members: the order of the passes.</summary>
internal static class Differentiation
{
    public static Derivative Differentiate(Method method) => new(method);

    public static Summary Summarize(Method method) => new(EquatableArray<bool>.Empty, EquatableArray<int>.Empty);
}
