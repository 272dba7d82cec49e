using System.Diagnostics.CodeAnalysis;
using BackpropGen.Testing.Arguments;

namespace BackpropGen.Testing;

/// <summary>
/// An argument of a checked method. The check works on a copy, <see cref="Value"/>, which it changes step by step and restores before every call.
/// </summary>
/// <typeparam name="T">A number, an array of any rank, an array of arrays, a struct, a tuple or an object.</typeparam>
[SuppressMessage("Design", "CA1051", Justification = "Checked methods take both by reference.")]
public sealed class Argument<T> : CheckedArgument
{
    /// <summary>What the method is called with.</summary>
    public T Value;

    /// <summary>The gradient, of the same shape: 0, or the cotangent of what the method leaves in a written argument.</summary>
    public T Gradient;

    internal Argument(string name, T value, ArgumentRole role)
        : base(name, role)
    {
        var copies = new Copies();
        Value = copies.Of(value);
        Gradient = new Copies().Of(value);
        // A struct is no object that could be put back: the variable is.
        T first = Value;
        Restore = value is ValueType ? () => { Value = first; copies.Restore(); } : copies.Restore;
        Values = role == ArgumentRole.Data ? [] : Leaves.Of(name, new Slot(() => Value, changed => Value = (T)changed!));
        Gradients = role == ArgumentRole.Data ? [] : Leaves.Of(name, new Slot(() => Gradient, changed => Gradient = (T)changed!));
    }

    /// <summary>The same argument for a method of the same source that computes with doubles: a generic one as <c>M&lt;double&gt;</c>.</summary>
    /// <typeparam name="TDouble">The type of its parameter.</typeparam>
    public Argument<TDouble> AsDouble<TDouble>()
    {
        Doubled ??= new Argument<TDouble>(Name, (TDouble)Doubles.Of(Value)!, Role);
        return (Argument<TDouble>)Doubled;
    }
}
