using System.Numerics;
using System.Runtime.CompilerServices;

namespace BackpropGen;

// Absolute value and sign.
public static partial class Vjp
{
    /// <summary>Cotangent of <c>x</c> in <c>|x|</c>: 0 at 0.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">The operand.</param>
    /// <param name="dY">The cotangent of the result.</param>
    /// <returns>The cotangent of <paramref name="x"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Abs<T>(T x, T dY) where T : IFloatingPointIeee754<T> =>
        x > T.Zero ? dY
        : x < T.Zero ? -dY
        : x == T.Zero ? T.Zero
        : Undefined(dY);

    /// <summary>Cotangent of <c>x</c> in <c>CopySign(x, sign)</c>: 0 at <c>x</c> = 0.</summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="x">The operand that gives the magnitude.</param>
    /// <param name="sign">The operand that gives the sign. It has no cotangent; only its sign bit counts, also that of a NaN.</param>
    /// <param name="dY">The cotangent of the result.</param>
    /// <returns>The cotangent of <paramref name="x"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T CopySign<T>(T x, T sign, T dY) where T : IFloatingPointIeee754<T> =>
        Abs(x, T.IsNegative(sign) ? -dY : dY);
}
