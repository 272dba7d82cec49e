namespace BackpropGen.Fuzz.Oracle;

/// <summary>
/// Whether a value inside a program on this thread was infinite or NaN. The gradient may then be NaN by right, though the derivative of dual
/// numbers is finite: the value may go nowhere, but backwards its zero cotangent is multiplied by infinity.
/// </summary>
public static class Overflow
{
    [ThreadStatic]
    private static bool isSeen;

    /// <summary>The value itself.</summary>
    public static double Watch(double value)
    {
        isSeen |= !double.IsFinite(value);
        return value;
    }

    /// <summary>Whether <paramref name="program"/> had such a value.</summary>
    public static bool In(Action program)
    {
        isSeen = false;
        program();
        return isSeen;
    }
}
