using System.Numerics;
using System.Runtime.CompilerServices;

namespace BackpropGen;

/// <summary>
/// Vector-Jacobian products of functions with kinks or singular derivatives. Called by generated code.
/// </summary>
/// <remarks>
/// <para>
/// A method takes the operands, then the result where its formula profits from it, then the result's cotangent <c>dY</c>; it returns the
/// cotangent of the operand that it is named for. The conventions are the same everywhere:
/// </para>
/// <list type="table">
/// <listheader><term>where</term><description>the cotangent of the operand</description></listheader>
/// <item><term>a kink</term><description><c>dY</c> times the mean of the one-sided derivatives, which is what central differences give:
/// 0 for <c>|x|</c> at 0, one half for each operand at a tie of <c>Max</c></description></item>
/// <item><term><c>dY</c> is 0</term><description>exactly 0, never NaN, even if the slope is infinite</description></item>
/// <item><term>an infinite slope</term><description>±∞, by the signs of the slope and of <c>dY</c></description></item>
/// <item><term>an operand is NaN</term><description>NaN, unless <c>dY</c> is 0. The functions called <c>…Number</c> take NaN for a missing
/// value instead, and give NaN only if both operands are NaN; of <c>CopySign</c>'s second operand only the sign bit counts</description></item>
/// <item><term>outside the domain</term><description>NaN, unless <c>dY</c> is 0</description></item>
/// </list>
/// </remarks>
public static partial class Vjp
{
    /// <summary>Half of a cotangent: its share for each operand at a tie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Half<T>(T dY) where T : IFloatingPointIeee754<T> => dY * T.CreateTruncating(0.5);

    /// <summary>The cotangent where there is no derivative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Undefined<T>(T dY) where T : IFloatingPointIeee754<T> => dY == T.Zero ? T.Zero : T.NaN;
}
