using System.Runtime.InteropServices;

namespace SineLstm;

/// <summary>
/// Whether a function can be checked at all. One that keeps state between its calls gives differences that mean nothing, and a right
/// gradient then looks wrong; the classic case is a network that overwrites its initial state.
/// </summary>
public static class Repeatability
{
    /// <summary>Evaluates the function twice and its gradient twice at one point; leaves the gradients as they are to be checked.</summary>
    /// <returns>The value, and what is wrong, if anything.</returns>
    public static (double Value, string? Fault) Examine(CheckedFunction function)
    {
        double[][] arguments = Copies(function, array => array.Values);
        double value = function.Value();
        double again = function.Value();
        if (Changed(function, arguments, array => array.Values) is { } overwritten)
        {
            return (value, $"The function is not repeatable: it overwrites its own arguments ({overwritten}), "
                + "so that no two calls start from the same point. Let it work on copies.");
        }
        if (!Same([value], [again]))
        {
            return (value, $"The function is not repeatable: two calls at the same point gave {value:R} and {again:R}. "
                + "It keeps state between calls; for instance, it overwrites its initial state h and c.");
        }
        if (!double.IsFinite(value))
            return (value, $"The function has no finite value at this point: {value:R}.");

        double fromGradient = function.Gradient();
        double[][] gradients = Copies(function, array => array.Gradient);
        double fromGradientAgain = function.Gradient();
        if (Changed(function, arguments, array => array.Values) is { } moved)
            return (value, $"The gradient is not repeatable: it overwrites {moved} between calls.");
        if (Changed(function, gradients, array => array.Gradient) is { } unstable)
            return (value, $"The gradient is not repeatable: two calls at the same point gave different gradients of {unstable}.");
        if (!Same([fromGradient], [value]) || !Same([fromGradientAgain], [value]))
        {
            return (value, $"The gradient belongs to another function: it gave the values {fromGradient:R} and {fromGradientAgain:R}, "
                + $"where the function gave {value:R}.");
        }
        return (value, null);
    }

    private static double[][] Copies(CheckedFunction function, Func<CheckedArray, ReadOnlyMemory<double>> part) =>
        [.. function.Arrays.Select(array => part(array).ToArray())];

    // The names of the arrays that differ from what they were, or null.
    private static string? Changed(CheckedFunction function, double[][] before, Func<CheckedArray, ReadOnlyMemory<double>> part)
    {
        string[] names = [.. function.Arrays.Where((array, n) => !Same(before[n], part(array).Span)).Select(array => array.Name)];
        return names.Length == 0 ? null : string.Join(", ", names);
    }

    // Bit for bit: NaN equals itself, and a zero does not equal one of the other sign.
    private static bool Same(ReadOnlySpan<double> a, ReadOnlySpan<double> b) =>
        MemoryMarshal.Cast<double, long>(a).SequenceEqual(MemoryMarshal.Cast<double, long>(b));
}
