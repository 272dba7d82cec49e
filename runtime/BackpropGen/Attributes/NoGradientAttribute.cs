namespace BackpropGen;

/// <summary>
/// Treats a parameter, field or property as a constant: nothing is differentiated with respect to it.
/// </summary>
/// <remarks>
/// A marked parameter gets no gradient parameter, and a marked member of a type gets no gradient in it. The generated code then
/// neither computes that gradient nor records what only it would have needed: mark the data that a model is trained on.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Property, Inherited = false, AllowMultiple = false)]
public sealed class NoGradientAttribute : Attribute
{
}
