using System.Numerics;
using System.Runtime.CompilerServices;

namespace BackpropGen;

// The divisors of the two remainders. The operand's own cotangent is dY.
public static partial class Vjp
{
    /// <summary>
    /// Cotangent of the divisor in <c>x % divisor</c>, which is <c>-dY</c> times the whole number of times that the divisor goes into <c>x</c>.
    /// </summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">The dividend.</param>
    /// <param name="divisor">The divisor.</param>
    /// <param name="dY">The cotangent of the result.</param>
    /// <returns>The cotangent of <paramref name="divisor"/>.</returns>
    /// <remarks>
    /// That number is exact as long as it is exactly representable: the rounded quotient of 1.0 and 0.1 is 10, but 0.1 is slightly more
    /// than a tenth and goes into 1 only 9 times.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T RemainderDivisor<T>(T x, T divisor, T dY) where T : IFloatingPointIeee754<T>
    {
        if (dY == T.Zero)
            return T.Zero;

        T times = T.Truncate(x / divisor);
        if (times == T.Zero)
            return T.Zero;

        // Rounding can only have lifted the quotient to the next whole number. Then the remainder is on the other side of 0.
        T remainder = T.FusedMultiplyAdd(-times, divisor, x);
        if (T.IsNaN(remainder))
            return T.NaN;
        if (remainder != T.Zero && T.IsNegative(remainder) != T.IsNegative(x))
            times -= T.CopySign(T.One, times);

        return times == T.Zero ? T.Zero : -dY * times;
    }

    /// <summary>
    /// Cotangent of the divisor in <c>Ieee754Remainder(x, divisor)</c>, which is <c>-dY</c> times the quotient rounded to the nearest whole number.
    /// </summary>
    /// <inheritdoc cref="RemainderDivisor{T}(T, T, T)"/>
    /// <remarks>That number is exact as long as it is exactly representable.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T IeeeRemainderDivisor<T>(T x, T divisor, T dY) where T : IFloatingPointIeee754<T>
    {
        if (dY == T.Zero)
            return T.Zero;

        T times = T.Round(x / divisor, MidpointRounding.ToEven);
        T remainder = times == T.Zero ? x : T.FusedMultiplyAdd(-times, divisor, x);
        if (T.IsNaN(remainder))
            return T.NaN;

        // A quotient that was rounded to just a half may have gone to the wrong side. Then the remainder is more than half the divisor.
        T magnitude = T.Abs(remainder);
        if (magnitude + magnitude > T.Abs(divisor))
            times += T.IsNegative(remainder) == T.IsNegative(divisor) ? T.One : -T.One;

        return times == T.Zero ? T.Zero : -dY * times;
    }
}
