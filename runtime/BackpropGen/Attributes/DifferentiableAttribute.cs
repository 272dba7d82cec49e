namespace BackpropGen;

/// <summary>
/// Asks for the backward method of the method that it marks.
/// </summary>
/// <remarks>
/// <para>
/// The marked method is ordinary C# in a <see langword="partial"/> type. For a method <c>M</c> the generator adds, beside it:
/// </para>
/// <list type="bullet">
/// <item><description><c>MForward</c> computes what <c>M</c> computes and records on a <see cref="Tape"/> what the backward pass needs.</description></item>
/// <item><description><c>MBackward</c> takes that record off the tape and adds the vector-Jacobian products to the gradients.</description></item>
/// <item><description><c>MGradient</c>, where <c>M</c> returns one floating-point number, computes the value and its gradient in one call.</description></item>
/// <item><description><c>MTapeSize</c> states how many bytes of tape one <c>MForward</c> needs, where sizes and trip counts decide it.</description></item>
/// </list>
/// <para>
/// What cannot be differentiated correctly is a compile-time error at the exact expression, never a wrong gradient.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// public static partial class Neuron
/// {
///     [Differentiable]
///     public static double Unit(ReadOnlySpan&lt;double&gt; w, double b, [NoGradient] ReadOnlySpan&lt;double&gt; x)
///     {
///         double sum = b;
///         for (int i = 0; i &lt; w.Length; i++)
///             sum += w[i] * x[i];
///         return Math.Tanh(sum);
///     }
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, Inherited = false, AllowMultiple = false)]
public sealed class DifferentiableAttribute : Attribute
{
    /// <summary>
    /// What the names of the generated members begin with, where that is not the method's own name: with <c>Name = "Lstm"</c> a method
    /// <c>Forward</c> has <c>LstmForward</c>, <c>LstmBackward</c>, <c>LstmGradient</c> and <c>LstmTapeSize</c>.
    /// </summary>
    /// <remarks>
    /// Other methods of the type may have the same name, as overloads have. The members of an override are named after the method that it overrides.
    /// Records on a tape keep the name of the method itself.
    /// </remarks>
    public string? Name { get; set; }
}
