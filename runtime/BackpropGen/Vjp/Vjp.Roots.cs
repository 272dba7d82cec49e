using System.Numerics;
using System.Runtime.CompilerServices;

namespace BackpropGen;

// Roots, which are infinitely steep at 0.
public static partial class Vjp
{
    /// <summary>Cotangent of <c>x</c> in <c>y = √x</c>: ±∞ at 0.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="y">The result.</param>
    /// <param name="dY">The cotangent of the result.</param>
    /// <returns>The cotangent of the operand.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sqrt<T>(T y, T dY) where T : IFloatingPointIeee754<T> =>
        // √-0 is -0: its sign must not become the sign of the slope.
        dY == T.Zero ? T.Zero : dY / T.Abs(y + y);

    /// <summary>Cotangent of <c>x</c> in <c>y = ∛x</c>: ±∞ at 0.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="y">The result.</param>
    /// <param name="dY">The cotangent of the result.</param>
    /// <returns>The cotangent of the operand.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cbrt<T>(T y, T dY) where T : IFloatingPointIeee754<T> =>
        dY == T.Zero ? T.Zero : dY / (T.CreateTruncating(3) * y * y);

    /// <summary>Cotangent of <c>x</c> in <c>y = RootN(x, n)</c>: ±∞ at 0, except for the first root.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">The operand.</param>
    /// <param name="n">The degree of the root.</param>
    /// <param name="y">The result.</param>
    /// <param name="dY">The cotangent of the result.</param>
    /// <returns>The cotangent of <paramref name="x"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T RootN<T>(T x, int n, T y, T dY) where T : IFloatingPointIeee754<T>
    {
        if (dY == T.Zero)
            return T.Zero;
        if (T.IsNaN(y))
            return T.NaN;
        if (n == 1)
            return dY;
        if (x == T.Zero)
            return dY * (n > 0 ? T.PositiveInfinity : T.NegativeInfinity);
        if (T.IsInfinity(x))
            return T.Zero;

        // y / n first: y / x alone may overflow where the slope does not.
        return dY * (y / T.CreateTruncating(n) / x);
    }

    /// <summary>Cotangent of <c>x</c> in <c>y = Hypot(x, …)</c>: 0 at the origin.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">The operand.</param>
    /// <param name="y">The result.</param>
    /// <param name="dY">The cotangent of the result.</param>
    /// <returns>The cotangent of <paramref name="x"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Hypot<T>(T x, T y, T dY) where T : IFloatingPointIeee754<T>
    {
        if (dY == T.Zero || y == T.Zero)
            return T.Zero;

        return dY * (T.IsInfinity(x) ? T.CopySign(T.One, x) : x / y);
    }
}
