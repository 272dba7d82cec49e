using System.Numerics;
using System.Runtime.CompilerServices;

namespace BackpropGen;

// The inverse trigonometric functions.
public static partial class Vjp
{
    /// <summary>Cotangent of <c>x</c> in <c>Asin(x)</c>: ±∞ at ±1.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">The operand.</param>
    /// <param name="dY">The cotangent of the result.</param>
    /// <returns>The cotangent of <paramref name="x"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Asin<T>(T x, T dY) where T : IFloatingPointIeee754<T> =>
        // Not 1 - x * x, which cancels near ±1.
        dY == T.Zero ? T.Zero : dY / T.Sqrt((T.One - x) * (T.One + x));

    /// <summary>Cotangent of <c>x</c> in <c>Acos(x)</c>: ±∞ at ±1.</summary>
    /// <inheritdoc cref="Asin{T}(T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Acos<T>(T x, T dY) where T : IFloatingPointIeee754<T> => Asin(x, -dY);

    /// <summary>Cotangent of <c>x</c> in <c>AsinPi(x)</c>: ±∞ at ±1.</summary>
    /// <inheritdoc cref="Asin{T}(T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T AsinPi<T>(T x, T dY) where T : IFloatingPointIeee754<T> => Asin(x, dY) / T.Pi;

    /// <summary>Cotangent of <c>x</c> in <c>AcosPi(x)</c>: ±∞ at ±1.</summary>
    /// <inheritdoc cref="Asin{T}(T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T AcosPi<T>(T x, T dY) where T : IFloatingPointIeee754<T> => Asin(x, -dY) / T.Pi;

    /// <summary>Cotangent of <c>y</c> in <c>Atan2(y, x)</c>, which is <c>dY · x / (x² + y²)</c>: 0 at the origin.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="y">The first operand.</param>
    /// <param name="x">The second operand.</param>
    /// <param name="dY">The cotangent of the result.</param>
    /// <returns>The cotangent of <paramref name="y"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Atan2Y<T>(T y, T x, T dY) where T : IFloatingPointIeee754<T>
    {
        if (dY == T.Zero)
            return T.Zero;

        // By the ratio of the smaller to the larger, for the squares may overflow or vanish.
        T absX = T.Abs(x);
        T absY = T.Abs(y);
        if (absX > absY)
        {
            T ratio = y / x;
            return dY / x / (T.One + ratio * ratio);
        }

        if (absY > absX)
        {
            T ratio = x / y;
            return dY * ratio / y / (T.One + ratio * ratio);
        }

        if (T.IsNaN(x) || T.IsNaN(y))
            return T.NaN;

        return x == T.Zero ? T.Zero : Half(dY) / x;
    }

    /// <summary>Cotangent of <c>x</c> in <c>Atan2(y, x)</c>, which is <c>-dY · y / (x² + y²)</c>: 0 at the origin.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="y">The first operand.</param>
    /// <param name="x">The second operand.</param>
    /// <param name="dY">The cotangent of the result.</param>
    /// <returns>The cotangent of <paramref name="x"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Atan2X<T>(T y, T x, T dY) where T : IFloatingPointIeee754<T> =>
        // The two operands differ in their roles and one sign only.
        Atan2Y(x, y, -dY);

    /// <summary>Cotangent of <c>y</c> in <c>Atan2Pi(y, x)</c>: 0 at the origin.</summary>
    /// <inheritdoc cref="Atan2Y{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Atan2PiY<T>(T y, T x, T dY) where T : IFloatingPointIeee754<T> => Atan2Y(y, x, dY) / T.Pi;

    /// <summary>Cotangent of <c>x</c> in <c>Atan2Pi(y, x)</c>: 0 at the origin.</summary>
    /// <inheritdoc cref="Atan2X{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Atan2PiX<T>(T y, T x, T dY) where T : IFloatingPointIeee754<T> => Atan2X(y, x, dY) / T.Pi;
}
