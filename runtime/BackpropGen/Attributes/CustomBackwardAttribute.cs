namespace BackpropGen;

/// <summary>
/// Names the backward method that somebody has written for a method: calls of the method are differentiated by it, and its body is not looked at.
/// </summary>
/// <remarks>
/// <para>
/// It stands on a static method of one's own, or, for a method of a library, on the assembly. The backward method is static, returns nothing
/// and has the parameters that a generated one would have: those of the method that it only reads, the cotangent of the result, and the
/// gradients, which are called <c>d</c> and the name of their parameter. What it does with them is what a generated one does: it adds to the
/// gradient of what is only read, and turns the cotangent of what is overwritten from that after the call into that before it. A
/// parameter for which it has no gradient is a constant.
/// </para>
/// <para>
/// With <see cref="Forward"/> the forward pass calls another method instead, which takes a <see cref="Tape"/> after its other parameters and
/// may record there what it needs, by calls of generated forward methods; the backward method then has the same tape before the cotangent of
/// the result, and has to take everything off it again, in the reverse order.
/// </para>
/// <para>Nobody checks the derivative: compare it with difference quotients, as <c>GradientCheck</c> does.</para>
/// </remarks>
/// <example>
/// <code>
/// [CustomBackward(nameof(SoftplusBackward))]
/// public static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
///
/// private static void SoftplusBackward(double x, double dResult, ref double dX) => dX += dResult / (1 + Math.Exp(-x));
/// </code>
/// <code>
/// [assembly: CustomBackward(typeof(Special), nameof(Special.Erf), typeof(SpecialRules), nameof(SpecialRules.ErfBackward))]
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Assembly, Inherited = false, AllowMultiple = true)]
public sealed class CustomBackwardAttribute : Attribute
{
    /// <summary>For the method that it stands on.</summary>
    /// <param name="backward">The name of a method of the same type.</param>
    public CustomBackwardAttribute(string backward) => Backward = backward;

    /// <summary>For the method that it stands on.</summary>
    /// <param name="backwardType">The type of the backward method.</param>
    /// <param name="backward">Its name.</param>
    public CustomBackwardAttribute(Type backwardType, string backward) => (BackwardType, Backward) = (backwardType, backward);

    /// <summary>On an assembly: for a method of another one. Of overloads it is meant for the one that the backward method fits.</summary>
    /// <param name="type">The type of the method.</param>
    /// <param name="method">Its name.</param>
    /// <param name="backwardType">The type of the backward method.</param>
    /// <param name="backward">Its name.</param>
    public CustomBackwardAttribute(Type type, string method, Type backwardType, string backward) =>
        (Type, Method, BackwardType, Backward) = (type, method, backwardType, backward);

    /// <summary>The type of the method; null for the method that the attribute stands on.</summary>
    public Type? Type { get; }

    /// <summary>The name of the method; null for the method that the attribute stands on.</summary>
    public string? Method { get; }

    /// <summary>The type of the backward method; null for that of the method itself.</summary>
    public Type? BackwardType { get; }

    /// <summary>The name of the backward method.</summary>
    public string Backward { get; }

    /// <summary>The name of a method, beside the backward method, that the forward pass calls instead; null for the method itself.</summary>
    public string? Forward { get; set; }
}
