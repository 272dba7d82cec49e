using System.Numerics;
using System.Runtime.CompilerServices;

namespace BackpropGen;

// The larger and the smaller of two. Each gives the cotangent of its first operand; that of the second is had by swapping the two.
public static partial class Vjp
{
    /// <summary>Cotangent of <c>x</c> in <c>Max(x, other)</c>: a half where the operands are equal.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">The operand.</param>
    /// <param name="other">The other operand.</param>
    /// <param name="dY">The cotangent of the result.</param>
    /// <returns>The cotangent of <paramref name="x"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max<T>(T x, T other, T dY) where T : IFloatingPointIeee754<T> =>
        Larger(x, other, dY);

    /// <summary>Cotangent of <c>x</c> in <c>Min(x, other)</c>: a half where the operands are equal.</summary>
    /// <inheritdoc cref="Max{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Min<T>(T x, T other, T dY) where T : IFloatingPointIeee754<T> =>
        Larger(other, x, dY);

    /// <summary>
    /// Cotangent of <c>x</c> in <c>MaxMagnitude(x, other)</c>: a half where the magnitudes are equal; all of it where both are 0, since
    /// <c>MaxMagnitude(x, 0)</c> is <c>x</c>.
    /// </summary>
    /// <inheritdoc cref="Max{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxMagnitude<T>(T x, T other, T dY) where T : IFloatingPointIeee754<T> =>
        other == T.Zero && x == T.Zero ? dY : Larger(T.Abs(x), T.Abs(other), dY);

    /// <summary>
    /// Cotangent of <c>x</c> in <c>MinMagnitude(x, other)</c>: a half where the magnitudes are equal; 0 where both are 0, since
    /// <c>MinMagnitude(x, 0)</c> is 0.
    /// </summary>
    /// <inheritdoc cref="Max{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinMagnitude<T>(T x, T other, T dY) where T : IFloatingPointIeee754<T> =>
        other == T.Zero && x == T.Zero ? T.Zero : Larger(T.Abs(other), T.Abs(x), dY);

    /// <summary>Cotangent of <c>x</c> in <c>MaxNumber(x, other)</c>: a half where the operands are equal; a NaN is a missing value.</summary>
    /// <inheritdoc cref="Max{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxNumber<T>(T x, T other, T dY) where T : IFloatingPointIeee754<T> =>
        T.IsNaN(other) != T.IsNaN(x) ? (T.IsNaN(x) ? T.Zero : dY) : Max(x, other, dY);

    /// <summary>Cotangent of <c>x</c> in <c>MinNumber(x, other)</c>: a half where the operands are equal; a NaN is a missing value.</summary>
    /// <inheritdoc cref="Max{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinNumber<T>(T x, T other, T dY) where T : IFloatingPointIeee754<T> =>
        T.IsNaN(other) != T.IsNaN(x) ? (T.IsNaN(x) ? T.Zero : dY) : Min(x, other, dY);

    /// <summary>Cotangent of <c>x</c> in <c>MaxMagnitudeNumber(x, other)</c>: a half where the magnitudes are equal; a NaN is a missing value.</summary>
    /// <inheritdoc cref="Max{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxMagnitudeNumber<T>(T x, T other, T dY) where T : IFloatingPointIeee754<T> =>
        T.IsNaN(other) != T.IsNaN(x) ? (T.IsNaN(x) ? T.Zero : dY) : MaxMagnitude(x, other, dY);

    /// <summary>Cotangent of <c>x</c> in <c>MinMagnitudeNumber(x, other)</c>: a half where the magnitudes are equal; a NaN is a missing value.</summary>
    /// <inheritdoc cref="Max{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinMagnitudeNumber<T>(T x, T other, T dY) where T : IFloatingPointIeee754<T> =>
        T.IsNaN(other) != T.IsNaN(x) ? (T.IsNaN(x) ? T.Zero : dY) : MinMagnitude(x, other, dY);

    /// <summary>The share of the operand that counts if <paramref name="a"/> is larger than <paramref name="b"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Larger<T>(T a, T b, T dY) where T : IFloatingPointIeee754<T> =>
        a > b ? dY
        : a < b ? T.Zero
        : a == b ? Half(dY)
        : Undefined(dY);
}
