using System.Numerics;
using System.Runtime.CompilerServices;

namespace BackpropGen;

// Functions that come close to a bound: there the slope is a difference that cancels, and is computed from the operand.
public static partial class Vjp
{
    /// <summary>Cotangent of <c>z</c> in the logistic function <c>y = 1 / (1 + Exp(-z))</c>, which is <c>dY · y (1 − y)</c>.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="z">The operand.</param>
    /// <param name="y">The result.</param>
    /// <param name="dY">The cotangent of the result.</param>
    /// <returns>The cotangent of <paramref name="z"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Logistic<T>(T z, T y, T dY) where T : IFloatingPointIeee754<T> =>
        y < T.CreateTruncating(0.75) ? dY * y * (T.One - y) : LogisticNearOne(z, y, dY);

    /// <summary>Cotangent of <c>x</c> in <c>y = Tanh(x)</c>, which is <c>dY · (1 − y²)</c>.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">The operand.</param>
    /// <param name="y">The result.</param>
    /// <param name="dY">The cotangent of the result.</param>
    /// <returns>The cotangent of <paramref name="x"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x, T y, T dY) where T : IFloatingPointIeee754<T>
    {
        T square = y * y;
        return square < T.CreateTruncating(0.75) ? dY * (T.One - square) : TanhNearOne(x, dY);
    }

    /// <summary>Cotangent of <c>x</c> in <c>y = ExpM1(x)</c>, which is <c>dY · (y + 1)</c>.</summary>
    /// <inheritdoc cref="Tanh{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ExpM1<T>(T x, T y, T dY) where T : IFloatingPointIeee754<T> =>
        dY == T.Zero ? T.Zero : dY * (IsNearMinusOne(y) ? T.Exp(x) : y + T.One);

    /// <summary>Cotangent of <c>x</c> in <c>y = Exp2M1(x)</c>, which is <c>dY · (y + 1) ln 2</c>.</summary>
    /// <inheritdoc cref="Tanh{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp2M1<T>(T x, T y, T dY) where T : IFloatingPointIeee754<T> =>
        dY == T.Zero ? T.Zero : dY * (IsNearMinusOne(y) ? T.Exp2(x) : y + T.One) * T.CreateTruncating(Math.Log(2));

    /// <summary>Cotangent of <c>x</c> in <c>y = Exp10M1(x)</c>, which is <c>dY · (y + 1) ln 10</c>.</summary>
    /// <inheritdoc cref="Tanh{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp10M1<T>(T x, T y, T dY) where T : IFloatingPointIeee754<T> =>
        dY == T.Zero ? T.Zero : dY * (IsNearMinusOne(y) ? T.Exp10(x) : y + T.One) * T.CreateTruncating(Math.Log(10));

    /// <summary>Whether all elements of a buffer of cotangents are exact zeros: nothing wants what it belongs to.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="cotangents">The cotangents.</param>
    /// <returns>Whether there is no other element.</returns>
    public static bool AreZero<T>(ReadOnlySpan<T> cotangents) where T : IFloatingPointIeee754<T> => !cotangents.ContainsAnyExcept(T.Zero);

    /// <summary>1 − y is e^(−z) y, with the full relative accuracy of the exponential.</summary>
    private static T LogisticNearOne<T>(T z, T y, T dY) where T : IFloatingPointIeee754<T> => dY == T.Zero ? T.Zero : dY * (T.Exp(-z) * y * y);

    /// <summary>1 − tanh² x is 4 e^(−2|x|) / (1 + e^(−2|x|))².</summary>
    private static T TanhNearOne<T>(T x, T dY) where T : IFloatingPointIeee754<T>
    {
        if (dY == T.Zero)
            return T.Zero;

        T small = T.Exp(-(T.Abs(x) + T.Abs(x)));
        T sum = T.One + small;
        return dY * (T.CreateTruncating(4) * small / (sum * sum));
    }

    private static bool IsNearMinusOne<T>(T y) where T : IFloatingPointIeee754<T> => y < T.CreateTruncating(-0.5);
}
