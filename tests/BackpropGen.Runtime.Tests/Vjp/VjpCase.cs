using System.Numerics;

namespace BackpropGen.Runtime.Tests;

/// <summary>A function of up to three operands, and the cotangent of one of them.</summary>
internal sealed record VjpCase<T>(
    string Name,
    int Arity,
    int Operand,
    Func<T[], T> Function,
    Func<T[], T, T> Cotangent,
    double Low,
    double High,
    bool NaNIsMissing = false)
    where T : IFloatingPointIeee754<T>
{
    internal static IEnumerable<VjpCase<T>> All()
    {
        yield return Unary("Abs", T.Abs, (x, y, d) => BackpropGen.Vjp.Abs(x, d), -3, 3);
        yield return Unary("Sqrt", T.Sqrt, (x, y, d) => BackpropGen.Vjp.Sqrt(y, d), 0.1, 4);
        yield return Unary("Cbrt", T.Cbrt, (x, y, d) => BackpropGen.Vjp.Cbrt(y, d), -3, 3);
        foreach (int n in (int[])[-3, -2, -1, 1, 2, 3, 4])
            yield return Unary($"RootN{n}", x => T.RootN(x, n), (x, y, d) => BackpropGen.Vjp.RootN(x, n, y, d), n % 2 == 0 ? 0.2 : -3, 3);
        yield return Unary("Asin", T.Asin, (x, y, d) => BackpropGen.Vjp.Asin(x, d), -0.95, 0.95);
        yield return Unary("Acos", T.Acos, (x, y, d) => BackpropGen.Vjp.Acos(x, d), -0.95, 0.95);
        yield return Unary("AsinPi", T.AsinPi, (x, y, d) => BackpropGen.Vjp.AsinPi(x, d), -0.95, 0.95);
        yield return Unary("AcosPi", T.AcosPi, (x, y, d) => BackpropGen.Vjp.AcosPi(x, d), -0.95, 0.95);
        yield return Unary("Acosh", T.Acosh, (x, y, d) => BackpropGen.Vjp.Acosh(x, d), 1.1, 9);
        yield return Unary("Asinh", T.Asinh, (x, y, d) => BackpropGen.Vjp.Asinh(x, d), -9, 9);
        yield return Unary("Atanh", T.Atanh, (x, y, d) => BackpropGen.Vjp.Atanh(x, d), -0.95, 0.95);

        yield return Binary("PowBase", 0, T.Pow, (a, b, y, d) => BackpropGen.Vjp.PowBase(a, b, d), 0.2, 3);
        yield return Binary("PowExponent", 1, T.Pow, (a, b, y, d) => BackpropGen.Vjp.PowExponent(a, b, y, d), 0.2, 3);
        yield return Binary("Max", 0, T.Max, (a, b, y, d) => BackpropGen.Vjp.Max(a, b, d), -3, 3);
        yield return Binary("Min", 0, T.Min, (a, b, y, d) => BackpropGen.Vjp.Min(a, b, d), -3, 3);
        yield return Binary("MaxMagnitude", 0, T.MaxMagnitude, (a, b, y, d) => BackpropGen.Vjp.MaxMagnitude(a, b, d), -3, 3);
        yield return Binary("MinMagnitude", 0, T.MinMagnitude, (a, b, y, d) => BackpropGen.Vjp.MinMagnitude(a, b, d), -3, 3);
        yield return Binary("MaxNumber", 0, T.MaxNumber, (a, b, y, d) => BackpropGen.Vjp.MaxNumber(a, b, d), -3, 3, true);
        yield return Binary("MinNumber", 0, T.MinNumber, (a, b, y, d) => BackpropGen.Vjp.MinNumber(a, b, d), -3, 3, true);
        yield return Binary("MaxMagnitudeNumber", 0, T.MaxMagnitudeNumber, (a, b, y, d) => BackpropGen.Vjp.MaxMagnitudeNumber(a, b, d), -3, 3, true);
        yield return Binary("MinMagnitudeNumber", 0, T.MinMagnitudeNumber, (a, b, y, d) => BackpropGen.Vjp.MinMagnitudeNumber(a, b, d), -3, 3, true);
        yield return Binary("Hypot", 0, T.Hypot, (a, b, y, d) => BackpropGen.Vjp.Hypot(a, y, d), -3, 3);
        yield return Binary("Atan2Y", 0, T.Atan2, (a, b, y, d) => BackpropGen.Vjp.Atan2Y(a, b, d), -3, 3);
        yield return Binary("Atan2X", 1, T.Atan2, (a, b, y, d) => BackpropGen.Vjp.Atan2X(a, b, d), -3, 3);
        yield return Binary("Atan2PiY", 0, T.Atan2Pi, (a, b, y, d) => BackpropGen.Vjp.Atan2PiY(a, b, d), -3, 3);
        yield return Binary("Atan2PiX", 1, T.Atan2Pi, (a, b, y, d) => BackpropGen.Vjp.Atan2PiX(a, b, d), -3, 3);
        yield return Binary("CopySign", 0, T.CopySign, (a, b, y, d) => BackpropGen.Vjp.CopySign(a, b, d), -3, 3, true);
        yield return Binary("RemainderDivisor", 1, (a, b) => a % b, (a, b, y, d) => BackpropGen.Vjp.RemainderDivisor(a, b, d), -3, 3);
        yield return Binary("IeeeRemainderDivisor", 1, T.Ieee754Remainder, (a, b, y, d) => BackpropGen.Vjp.IeeeRemainderDivisor(a, b, d), -3, 3);

        yield return Clamp("Clamp", 0, BackpropGen.Vjp.Clamp);
        yield return Clamp("ClampMin", 1, BackpropGen.Vjp.ClampMin);
        yield return Clamp("ClampMax", 2, BackpropGen.Vjp.ClampMax);
    }

    private static VjpCase<T> Unary(string name, Func<T, T> function, Func<T, T, T, T> cotangent, double low, double high) =>
        new(name, 1, 0, x => function(x[0]), (x, d) => cotangent(x[0], function(x[0]), d), low, high);

    private static VjpCase<T> Binary(
        string name, int operand, Func<T, T, T> function, Func<T, T, T, T, T> cotangent, double low, double high, bool nanIsMissing = false) =>
        new(name, 2, operand, x => function(x[0], x[1]), (x, d) => cotangent(x[0], x[1], function(x[0], x[1]), d), low, high, nanIsMissing);

    // Not T.Clamp, which throws where the bounds are in the wrong order.
    private static VjpCase<T> Clamp(string name, int operand, Func<T, T, T, T, T> cotangent) =>
        new(name, 3, operand, x => T.Min(T.Max(x[0], x[1]), x[2]), (x, d) => cotangent(x[0], x[1], x[2], d), -3, 3);
}
