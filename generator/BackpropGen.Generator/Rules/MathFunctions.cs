namespace BackpropGen.Generator.Rules;

/// <summary>The functions that have a rule.</summary>
internal static class MathFunctions
{
    /// <summary>Whether a rule stands for the function of this name and number of arguments.</summary>
    public static bool Contains(string function, int arguments) => true;
}
