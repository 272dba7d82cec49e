namespace BackpropGen;

/// <summary>
/// Computes the marked method again in the backward pass, instead of recording it: checkpointing at the granularity of a call.
/// </summary>
/// <remarks>
/// <para>
/// <c>MForward</c> of a marked method keeps nothing but the old values of what the method overwrites. <c>MBackward</c> runs the method once
/// more, recording, and then backwards, so that the tape holds the record of one call at a time. Memory falls, from that of all calls to that of
/// one; time grows by one more evaluation of the method. (Griewank and Walther, Evaluating Derivatives, chapter 12.)
/// </para>
/// <para>
/// Mark the body of a long loop: with <c>n</c> steps that record <c>k</c> bytes each, the tape needs the states between the steps and
/// <c>k</c> bytes, instead of <c>n * k</c>. It stands beside <see cref="DifferentiableAttribute"/>, or on a method that marked methods call.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false, AllowMultiple = false)]
public sealed class RecomputeAttribute : Attribute
{
}
