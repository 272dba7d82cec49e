using System.Numerics;
using Xunit;
using static BackpropGen.Vjp;

namespace BackpropGen.Runtime.Tests;

/// <summary>The documented values at kinks, poles and extreme operands.</summary>
public class VjpSpecialTests
{
    [Fact]
    public void Double_precision() => All<double>();

    [Fact]
    public void Single_precision() => All<float>();

    [Fact]
    public void Large_and_small_operands_neither_overflow_nor_vanish()
    {
        Assert.Equal(1e-200, Acosh(1e200, 1.0), 1e-214);
        Assert.Equal(1e-200, Asinh(1e200, 1.0), 1e-214);
        Assert.Equal(1e-200, Asinh(-1e200, 1.0), 1e-214);
        Assert.Equal(0.5e-200, Atan2Y(1e200, 1e200, 1.0), 1e-214);
        Assert.Equal(-0.5e-200, Atan2X(1e200, 1e200, 1.0), 1e-214);
        Assert.Equal(-1e200, Atan2X(1e-200, 1e-300, 1.0), 1e186);
        Assert.Equal(1e200, Atan2Y(1e-300, 1e-200, 1.0), 1e186);
        Assert.Equal(1e-300 / double.Epsilon, Atan2Y(0, double.Epsilon, 1e-300), 1e12);
        Assert.Equal(0.5 / Math.Sqrt(double.Epsilon), Sqrt(Math.Sqrt(double.Epsilon), 1.0), 1e150);
        Assert.Equal(1e300, PowBase(1e-310, 1e-10, 1.0), 1e294);
        Assert.Equal(0.1 * Math.Pow(1e-308, -0.9), RootN(1e-308, 10, double.RootN(1e-308, 10), 1.0), 1e264);
        Assert.Equal(Math.Sqrt(0.5), Hypot(1e300, double.Hypot(1e300, 1e300), 1.0), 1e-15);
    }

    [Fact]
    public void The_divisor_of_a_remainder_sees_the_exact_whole_number()
    {
        // The rounded quotient is 10, but 0.1 goes into 1 only 9 times, and into 1 - 9 * 0.1 almost once more.
        Assert.Equal(-9, RemainderDivisor(1.0, 0.1, 1.0));
        Assert.Equal(9, RemainderDivisor(-1.0, 0.1, 1.0));
        Assert.Equal(-10, IeeeRemainderDivisor(1.0, 0.1, 1.0));

        Random random = new(3);
        for (int run = 0; run < 20_000; run++)
        {
            // Many quotients next to whole numbers and to halves.
            double divisor = random.Next(1, 1000) / 1000.0 * (run % 2 == 0 ? 1 : -1);
            double x = divisor * random.Next(-20, 20) / 2;
            x = (run % 3) switch { 0 => x, 1 => Math.BitIncrement(x), _ => Math.BitDecrement(x) };
            Assert.Equal(-Math.Round((x - x % divisor) / divisor), RemainderDivisor(x, divisor, 1.0));
            Assert.Equal(-Math.Round((x - Math.IEEERemainder(x, divisor)) / divisor), IeeeRemainderDivisor(x, divisor, 1.0));
        }
    }

    private static void All<T>() where T : IFloatingPointIeee754<T>
    {
        T zero = T.Zero, minusZero = T.NegativeZero, one = T.One, two = one + one, half = one / two, infinity = T.PositiveInfinity, nan = T.NaN;
        T tiny = T.Epsilon, d = two + one;
        T largest = T.BitDecrement(infinity);

        Equal(zero, Abs(zero, d));
        Equal(zero, Abs(minusZero, d));
        Equal(d, Abs(tiny, d));
        Equal(-d, Abs(-tiny, d));
        Equal(-d, Abs(-infinity, d));

        foreach (T root in (T[])[zero, minusZero])
        {
            Equal(infinity, Sqrt(root, d));
            Equal(-infinity, Sqrt(root, -d));
            Equal(infinity, Cbrt(root, d));
            Equal(-infinity, Cbrt(root, -d));
            Equal(infinity, RootN(root, 2, root, d));
            Equal(-infinity, RootN(root, 3, root, -d));
            Equal(d, RootN(root, 1, root, d));
            Equal(-infinity, RootN(root, -1, one / root, d));
        }

        Equal(zero, Sqrt(infinity, d));
        Equal(nan, Sqrt(nan, d));
        Equal(zero, Cbrt(-infinity, d));
        Equal(zero, RootN(infinity, 2, infinity, d));
        Equal(d, RootN(infinity, 1, infinity, d));
        Equal(zero, RootN(infinity, -2, zero, d));
        Equal(nan, RootN(two, 0, T.RootN(two, 0), d));

        foreach (T sign in (T[])[one, -one])
        {
            Equal(infinity, Asin(sign, d));
            Equal(-infinity, Asin(sign, -d));
            Equal(-infinity, Acos(sign, d));
            Equal(infinity, AsinPi(sign, d));
            Equal(-infinity, AcosPi(sign, d));
            Equal(infinity, Atanh(sign, d));
            Equal(nan, Asin(sign * two, d));
            Equal(nan, Acos(sign * infinity, d));
            Equal(nan, Atanh(sign * two, d));
            Equal(nan, Atanh(sign * infinity, d));
            Equal(zero, Asinh(sign * infinity, d));
        }

        Equal(infinity, Acosh(one, d));
        Equal(zero, Acosh(infinity, d));
        Equal(nan, Acosh(zero, d));
        Equal(nan, Acosh(-two, d));

        Equal(zero, PowBase(zero, zero, d));
        Equal(d, PowBase(zero, one, d));
        Equal(zero, PowBase(zero, two, d));
        Equal(infinity, PowBase(zero, half, d));
        Equal(-infinity, PowBase(zero, half, -d));
        Equal(-infinity, PowBase(zero, -one, d));
        Equal(zero, PowBase(infinity, zero, d));
        Equal(d, PowBase(infinity, one, d));
        Equal(infinity, PowBase(infinity, two, d));
        Equal(zero, PowBase(infinity, half, d));
        Equal(zero, PowBase(half, infinity, d));
        Equal(nan, PowBase(-two, half, d));
        Equal(-two * two * d, PowBase(-two, two, d));

        Equal(zero, PowExponent(zero, two, zero, d));
        Equal(zero, PowExponent(minusZero, d, minusZero, d));
        Equal(-infinity, PowExponent(zero, zero, one, d));
        Equal(zero, PowExponent(one, two, one, d));
        Equal(zero, PowExponent(infinity, -one, zero, d));
        Equal(zero, PowExponent(half, infinity, zero, d));
        Equal(nan, PowExponent(-two, two, two * two, d));
        Equal(zero, PowExponent(-two, two, two * two, zero));

        Extrema<T>(Max, MaxNumber, one, -one);
        Extrema<T>(Min, MinNumber, -one, one);
        Extrema<T>(MaxMagnitude, MaxMagnitudeNumber, -two, one);
        Extrema<T>(MinMagnitude, MinMagnitudeNumber, one, -two);
        Equal(half * d, MaxMagnitude(two, -two, d));
        Equal(half * d, Max(zero, minusZero, d));
        Equal(half * d, Max(infinity, infinity, d));

        Clamps(one, zero, two, d, zero, zero);
        Clamps(-one, zero, two, zero, d, zero);
        Clamps(d, zero, two, zero, zero, d);
        Clamps(minusZero, zero, two, half * d, half * d, zero);
        Clamps(two, zero, two, half * d, zero, half * d);
        Clamps(one, one, one, zero, half * d, half * d);
        Clamps(two, one, one, zero, zero, d);
        Clamps(zero, one, one, zero, d, zero);
        Clamps(one, -infinity, infinity, d, zero, zero);

        Equal(zero, Hypot(zero, zero, d));
        Equal(zero, Hypot(one, infinity, d));
        Equal(d, Hypot(infinity, infinity, d));
        Equal(-d, Hypot(-infinity, infinity, d));
        Equal(d, Hypot(tiny, tiny, d));

        foreach (T origin in (T[])[zero, minusZero])
        {
            Equal(zero, Atan2Y(origin, zero, d));
            Equal(zero, Atan2Y(zero, origin, d));
            Equal(zero, Atan2X(origin, zero, d));
            Equal(zero, Atan2PiY(origin, zero, d));
            Equal(zero, Atan2PiX(zero, origin, d));
        }

        Equal(d, Atan2Y(zero, one, d));
        Equal(-d, Atan2Y(zero, -one, d));
        Equal(-d, Atan2X(one, zero, d));
        Equal(zero, Atan2Y(infinity, infinity, d));
        Equal(zero, Atan2X(-infinity, one, d));
        Equal(zero, Atan2Y(one, -infinity, d));
        Equal(half / largest, Atan2Y(largest, largest, one));

        Equal(zero, CopySign(zero, -one, d));
        Equal(d, CopySign(two, zero, d));
        Equal(-d, CopySign(two, minusZero, d));
        Equal(d, CopySign(-two, -one, d));
        Equal(nan, CopySign(nan, one, d));

        Equal(zero, RemainderDivisor(one, two, d));
        Equal(-two * d, RemainderDivisor(two + two, two, d));
        Equal(zero, RemainderDivisor(one, infinity, d));
        Equal(nan, RemainderDivisor(one, zero, d));
        Equal(nan, RemainderDivisor(infinity, one, d));
        Equal(-infinity, RemainderDivisor(largest, tiny, d));
        Equal(zero, IeeeRemainderDivisor(one, two, d));
        Equal(-two * d, IeeeRemainderDivisor(d, two, d));
        Equal(zero, IeeeRemainderDivisor(one, infinity, d));
        Equal(nan, IeeeRemainderDivisor(one, zero, d));
        Equal(nan, IeeeRemainderDivisor(infinity, two, d));
        Equal(-d, IeeeRemainderDivisor(tiny, tiny, d));

        void Clamps(T x, T min, T max, T dX, T dMin, T dMax)
        {
            Equal(dX, Clamp(x, min, max, d));
            Equal(dMin, ClampMin(x, min, max, d));
            Equal(dMax, ClampMax(x, min, max, d));
        }
    }

    private static void Extrema<T>(Func<T, T, T, T> plain, Func<T, T, T, T> number, T winner, T loser) where T : IFloatingPointIeee754<T>
    {
        T d = T.CreateChecked(3);
        foreach (Func<T, T, T, T> either in (Func<T, T, T, T>[])[plain, number])
        {
            Equal(d, either(winner, loser, d));
            Equal(T.Zero, either(loser, winner, d));
            Equal(d / T.CreateChecked(2), either(winner, winner, d));
            Equal(T.NaN, either(T.NaN, T.NaN, d));
            Equal(T.Zero, either(T.NaN, T.NaN, T.Zero));
        }

        Equal(T.NaN, plain(T.NaN, winner, d));
        Equal(T.NaN, plain(winner, T.NaN, d));
        Equal(T.Zero, number(T.NaN, winner, d));
        Equal(d, number(winner, T.NaN, d));
    }

    private static void Equal<T>(T expected, T actual) => Assert.Equal(expected, actual);
}
