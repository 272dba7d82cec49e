using System.Numerics;
using System.Runtime.CompilerServices;

namespace BackpropGen;

// The two operands of a power.
public static partial class Vjp
{
    /// <summary>Cotangent of <c>x</c> in <c>Pow(x, p)</c>: 0 where <c>p</c> is 0; ±∞ at <c>x</c> = 0 where <c>p</c> is below 1.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">The base.</param>
    /// <param name="p">The exponent.</param>
    /// <param name="dY">The cotangent of the result.</param>
    /// <returns>The cotangent of <paramref name="x"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T PowBase<T>(T x, T p, T dY) where T : IFloatingPointIeee754<T>
    {
        if (dY == T.Zero)
            return T.Zero;
        if (T.IsNaN(x))
            return T.NaN;
        if (p == T.Zero)
            return T.Zero;

        T power = T.Pow(x, p - T.One);
        if (T.IsInfinity(power))
            return dY * SteepSlope(x, p, power);

        // An infinite exponent times a power of 0 is a slope of 0.
        return power == T.Zero ? T.Zero : dY * (p * power);
    }

    /// <summary>Cotangent of <c>p</c> in <c>y = Pow(x, p)</c>: 0 at <c>x</c> = 0 where <c>p</c> is above 0; NaN below 0.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">The base.</param>
    /// <param name="p">The exponent.</param>
    /// <param name="y">The result.</param>
    /// <param name="dY">The cotangent of the result.</param>
    /// <returns>The cotangent of <paramref name="p"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T PowExponent<T>(T x, T p, T y, T dY) where T : IFloatingPointIeee754<T>
    {
        if (dY == T.Zero)
            return T.Zero;
        // 1 to any power is 1, so that y would not tell.
        if (T.IsNaN(p))
            return T.NaN;
        // A power goes to 0 faster than the logarithm to infinity.
        if (y == T.Zero && x >= T.Zero)
            return T.Zero;

        return dY * (y * T.Log(x));
    }

    /// <summary>Near 0 the power may overflow where its product with a tiny exponent does not.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T SteepSlope<T>(T x, T p, T power) where T : IFloatingPointIeee754<T> =>
        x == T.Zero || T.IsInfinity(x) ? p * power : p * T.Pow(x, p) / x;

    /// <summary>Cotangent of <c>b</c> in <c>y = Log(x, b)</c>, <c>-y / (b ln b)</c>: at <c>b</c> = 0 infinite, but 0 where <c>x</c> is 1.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <param name="b">The base of the logarithm.</param>
    /// <param name="y">The result.</param>
    /// <param name="dY">The cotangent of the result.</param>
    /// <returns>The cotangent of <paramref name="b"/>.</returns>
    public static T LogBase<T>(T x, T b, T y, T dY) where T : IFloatingPointIeee754<T>
    {
        if (dY == T.Zero || (x == T.One && b >= T.Zero && b != T.One))
            return T.Zero;
        return b == T.Zero ? -dY * T.Log(x) * T.PositiveInfinity : -dY * y / (b * T.Log(b));
    }

    /// <summary>Cotangent of <c>t</c> in <c>Lerp(a, b, t)</c>, <c>b - a</c>, which may be infinite.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="a">The value at 0.</param>
    /// <param name="b">The value at 1.</param>
    /// <param name="dY">The cotangent of the result.</param>
    /// <returns>The cotangent of <c>t</c>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LerpAmount<T>(T a, T b, T dY) where T : IFloatingPointIeee754<T> => dY == T.Zero ? T.Zero : dY * (b - a);
}
