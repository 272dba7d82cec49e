using System.Runtime.CompilerServices;

namespace BackpropGen;

/// <summary>What a forward method says about its gradient.</summary>
public static class Gradient
{
    /// <summary>Takes a value as a constant: no derivative goes through it.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The value itself.</returns>
    /// <example>
    /// <code>
    /// double weight = Gradient.Stop(Math.Exp(-error)); // A weight that is not to be learnt.
    /// return weight * error * error;
    /// </code>
    /// </example>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Stop<T>(T value) => value;
}
