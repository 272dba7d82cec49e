namespace BackpropGen.Generator.Ir;

/// <summary>The members that a method has where the package with the gradient check is referenced.</summary>
internal static class TestingMembers
{
    public const string Check = "GradientCheck";

    public const string Trace = "GradientTrace";

    /// <summary>Both passes, which the trace runs.</summary>
    public const string Traced = "Traced";

    public static readonly IReadOnlyList<string> Suffixes = [Check, Trace, Traced];

    /// <summary>Whether there are any: what lives on the stack alone cannot be kept by a check, and overloads would share a signature.</summary>
    public static bool Exist(Method method) => method is { HasTesting: true, IsHelper: false, IsOverload: false, Body: not null }
        && !method.Parameters.Any(parameter => parameter.IsRefStruct);
}
