using System.Numerics;
using System.Runtime.CompilerServices;

namespace BackpropGen;

// The three operands of Clamp. Their cotangents add up to that of the result.
public static partial class Vjp
{
    /// <summary>
    /// Cotangent of <c>x</c> in <c>Clamp(x, min, max)</c>: a half at a bound, and 0 where the bounds leave it no room.
    /// </summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">The operand.</param>
    /// <param name="min">The lower bound.</param>
    /// <param name="max">The upper bound.</param>
    /// <param name="dY">The cotangent of the result.</param>
    /// <returns>The cotangent of <paramref name="x"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Clamp<T>(T x, T min, T max, T dY) where T : IFloatingPointIeee754<T>
    {
        if (AnyNaN(x, min, max))
            return Undefined(dY);
        if (x > min && x < max)
            return dY;

        return x < min || x > max || min == max ? T.Zero : Half(dY);
    }

    /// <summary>Cotangent of the lower bound in <c>Clamp(x, min, max)</c>: a half where <c>x</c> is just that bound.</summary>
    /// <inheritdoc cref="Clamp{T}(T, T, T, T)"/>
    /// <returns>The cotangent of <paramref name="min"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ClampMin<T>(T x, T min, T max, T dY) where T : IFloatingPointIeee754<T>
    {
        if (AnyNaN(x, min, max))
            return Undefined(dY);

        return x < min ? dY : x > min ? T.Zero : Half(dY);
    }

    /// <summary>Cotangent of the upper bound in <c>Clamp(x, min, max)</c>: a half where <c>x</c> is just that bound.</summary>
    /// <inheritdoc cref="Clamp{T}(T, T, T, T)"/>
    /// <returns>The cotangent of <paramref name="max"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ClampMax<T>(T x, T min, T max, T dY) where T : IFloatingPointIeee754<T>
    {
        if (AnyNaN(x, min, max))
            return Undefined(dY);

        return x > max ? dY : x < max ? T.Zero : Half(dY);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AnyNaN<T>(T x, T min, T max) where T : IFloatingPointIeee754<T> =>
        T.IsNaN(x) || T.IsNaN(min) || T.IsNaN(max);
}
