using System.Numerics;
using System.Runtime.CompilerServices;

namespace BackpropGen;

// The inverse hyperbolic functions.
public static partial class Vjp
{
    /// <summary>Cotangent of <c>x</c> in <c>Acosh(x)</c>: ±∞ at 1.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">The operand.</param>
    /// <param name="dY">The cotangent of the result.</param>
    /// <returns>The cotangent of <paramref name="x"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Acosh<T>(T x, T dY) where T : IFloatingPointIeee754<T> =>
        // One factor at a time: x * x overflows for large x and cancels near 1.
        dY == T.Zero ? T.Zero : dY / T.Sqrt(x - T.One) / T.Sqrt(x + T.One);

    /// <summary>Cotangent of <c>x</c> in <c>Asinh(x)</c>.</summary>
    /// <inheritdoc cref="Acosh{T}(T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Asinh<T>(T x, T dY) where T : IFloatingPointIeee754<T>
    {
        if (dY == T.Zero)
            return T.Zero;

        T magnitude = T.Abs(x);
        if (magnitude > T.One)
        {
            // √(1 + x²) = |x| √(1 + 1/x²), where nothing overflows.
            T inverse = T.One / magnitude;
            return dY / magnitude / T.Sqrt(T.One + inverse * inverse);
        }

        return dY / T.Sqrt(T.One + x * x);
    }

    /// <summary>Cotangent of <c>x</c> in <c>Atanh(x)</c>: ±∞ at ±1.</summary>
    /// <inheritdoc cref="Acosh{T}(T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Atanh<T>(T x, T dY) where T : IFloatingPointIeee754<T>
    {
        if (dY == T.Zero)
            return T.Zero;

        T denominator = (T.One - x) * (T.One + x);
        // Outside of [-1, 1] the formula goes on, but the function does not.
        return denominator < T.Zero ? T.NaN : dY / denominator;
    }
}
