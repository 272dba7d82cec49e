using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace BackpropGen;

/// <summary>
/// How often a counted loop runs whose step or bounds are known at run time only. Called by generated code, before the loop: what it
/// assumes of the step is checked here.
/// </summary>
/// <remarks>
/// A loop of which the test fails at once runs 0 times, whatever its step. Any other has to lead towards its limit, and to get there
/// before the counter wraps around.
/// </remarks>
public static class Trips
{
    /// <summary>The trips of <c>for (i = start; i &lt; limit; i += step)</c>.</summary>
    /// <typeparam name="T">The type of the counter: <see cref="int"/> or <see cref="long"/>.</typeparam>
    /// <param name="start">The first value of the counter.</param>
    /// <param name="limit">What the counter is compared with.</param>
    /// <param name="step">What is added after each trip.</param>
    /// <param name="name">The expression of <paramref name="step"/>, which the compiler supplies.</param>
    /// <returns>The number of trips.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The loop runs, and its step is not positive.</exception>
    /// <exception cref="OverflowException">The loop runs, and its counter wraps around before it gets to the limit.</exception>
    public static T WhileLess<T>(T start, T limit, T step, [CallerArgumentExpression(nameof(step))] string name = "")
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
        start < limit ? Upwards(start, limit - T.One, step, name) : T.Zero;

    /// <summary>The trips of <c>for (i = start; i &lt;= limit; i += step)</c>.</summary>
    /// <inheritdoc cref="WhileLess{T}(T, T, T, string)"/>
    public static T WhileAtMost<T>(T start, T limit, T step, [CallerArgumentExpression(nameof(step))] string name = "")
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
        start <= limit ? Upwards(start, limit, step, name) : T.Zero;

    /// <summary>The trips of <c>for (i = start; i &gt; limit; i -= step)</c>.</summary>
    /// <inheritdoc cref="WhileLess{T}(T, T, T, string)"/>
    public static T WhileGreater<T>(T start, T limit, T step, [CallerArgumentExpression(nameof(step))] string name = "")
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
        start > limit ? Downwards(start, limit + T.One, step, name) : T.Zero;

    /// <summary>The trips of <c>for (i = start; i &gt;= limit; i -= step)</c>.</summary>
    /// <inheritdoc cref="WhileLess{T}(T, T, T, string)"/>
    public static T WhileAtLeast<T>(T start, T limit, T step, [CallerArgumentExpression(nameof(step))] string name = "")
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
        start >= limit ? Downwards(start, limit, step, name) : T.Zero;

    /// <summary>A limit less an offset that the loop adds to its counter before it compares, or the nearest number that there is.</summary>
    /// <typeparam name="T">The type of the counter: <see cref="int"/> or <see cref="long"/>.</typeparam>
    /// <param name="limit">The limit.</param>
    /// <param name="offset">The offset.</param>
    /// <returns>The limit for the counter itself.</returns>
    public static T Before<T>(T limit, T offset)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        T difference = unchecked(limit - offset);
        bool isWrapped = T.IsNegative(offset) ? difference < limit : difference > limit;
        return !isWrapped ? difference : T.IsNegative(offset) ? T.MaxValue : T.MinValue;
    }

    /// <summary>A limit plus an offset that the loop subtracts from its counter before it compares, or the nearest number that there is.</summary>
    /// <inheritdoc cref="Before{T}(T, T)"/>
    public static T Behind<T>(T limit, T offset)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        T sum = unchecked(limit + offset);
        bool isWrapped = T.IsNegative(offset) ? sum > limit : sum < limit;
        return !isWrapped ? sum : T.IsNegative(offset) ? T.MinValue : T.MaxValue;
    }

    private static T Upwards<T>(T start, T last, T step, string name)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (!T.IsPositive(step) || T.IsZero(step))
            ThrowAway(start, last, step, name);
        Int128 trips = (Int128.CreateChecked(last) - Int128.CreateChecked(start)) / Int128.CreateChecked(step) + 1;
        if (Int128.CreateChecked(start) + trips * Int128.CreateChecked(step) > Int128.CreateChecked(T.MaxValue))
            ThrowWrapped(start, last, step);
        return Fit<T>(trips);
    }

    private static T Downwards<T>(T start, T last, T step, string name)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (!T.IsPositive(step) || T.IsZero(step))
            ThrowAway(start, last, step, name);
        Int128 trips = (Int128.CreateChecked(start) - Int128.CreateChecked(last)) / Int128.CreateChecked(step) + 1;
        if (Int128.CreateChecked(start) - trips * Int128.CreateChecked(step) < Int128.CreateChecked(T.MinValue))
            ThrowWrapped(start, last, step);
        return Fit<T>(trips);
    }

    private static T Fit<T>(Int128 trips)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => trips <= Int128.CreateChecked(T.MaxValue) ? T.CreateTruncating(trips)
            : throw new OverflowException($"A loop of {trips} trips is longer than its counter can count.");

    [DoesNotReturn]
    private static void ThrowAway<T>(T start, T last, T step, string name) => throw new ArgumentOutOfRangeException(
        ParameterName.Of(name), step, $"A loop from {start} to {last} never gets there with the step {step}.");

    [DoesNotReturn]
    private static void ThrowWrapped<T>(T start, T last, T step) => throw new OverflowException(
        $"The counter of a loop from {start} to {last} with the step {step} wraps around.");
}
