using System.ComponentModel;
using BackpropGen.Testing.Arguments;

namespace BackpropGen.Testing;

/// <summary>
/// Where a gradient stops to be finite: the first statement of the backward pass that computed a cotangent which is infinite or no number,
/// and the first statement of the method itself that computed such a value.
/// </summary>
/// <remarks>
/// Where this package is referenced, <c>MGradientTrace</c> beside every marked method <c>M</c> makes one. The cotangents of what the method
/// returns and writes are 1.
/// </remarks>
public sealed class GradientTrace
{
    private readonly string method;
    private string place = "";
    private double number;
    private bool isOfCotangent;

    internal GradientTrace(string method) => this.method = method;

    /// <summary>The first cotangent that was not finite; null where all were.</summary>
    public NonFiniteNumber? Cotangent { get; private set; }

    /// <summary>The first value of the method itself that was not finite; null where all were. It need not be a fault: <c>Math.Exp(-x)</c> takes an infinite <c>x</c>.</summary>
    public NonFiniteNumber? Value { get; private set; }

    /// <summary>Whether all cotangents were finite.</summary>
    public bool IsFinite => Cotangent is null;

    /// <summary>Throws where a cotangent was not finite.</summary>
    /// <returns>This trace.</returns>
    /// <exception cref="GradientCheckException">With <see cref="ToString"/> as its message.</exception>
    public GradientTrace ThrowIfNotFinite() => IsFinite ? this : throw new GradientCheckException(ToString());

    /// <summary>What was found, in a few lines.</summary>
    public override string ToString()
    {
        string cotangent = Cotangent is null ? $"{method}: all cotangents are finite." : $"{method}: the first cotangent that is not finite is\n{Cotangent}";
        return Value is null ? cotangent : $"{cotangent}\nThe first value that is not finite is\n{Value}";
    }

    /// <summary>Asked by generated code: whether a cotangent is the first that is not finite.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool IsFirstCotangent<T>(T value) => Cotangent is null && Finds(value, isCotangent: true);

    /// <summary>The same of the elements of a buffer.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool IsFirstCotangentIn<T>(ReadOnlySpan<T> values) => Cotangent is null && FindsIn(values, isCotangent: true);

    /// <inheritdoc cref="IsFirstCotangentIn{T}(ReadOnlySpan{T})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool IsFirstCotangentIn<T>(Span<T> values) => IsFirstCotangentIn((ReadOnlySpan<T>)values);

    /// <inheritdoc cref="IsFirstCotangentIn{T}(ReadOnlySpan{T})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool IsFirstCotangentIn<T>(T[]? values) => IsFirstCotangentIn((ReadOnlySpan<T>)values);

    /// <summary>Asked by generated code: whether a value of the method itself is the first that is not finite.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool IsFirstValue<T>(T value) => Value is null && Finds(value, isCotangent: false);

    /// <summary>Told by generated code: where the number that was just found comes from.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Tell(string location, string statement, string code, string name, params (string Name, object? Value)[] operands)
    {
        var found = new NonFiniteNumber(name + place, number, location, statement, code, operands);
        if (isOfCotangent)
            Cotangent = found;
        else
            Value = found;
    }

    private bool FindsIn<T>(ReadOnlySpan<T> values, bool isCotangent)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (Finds(values[i], isCotangent))
            {
                place = $"[{i}]";
                return true;
            }
        }
        return false;
    }

    private bool Finds<T>(T value, bool isCotangent)
    {
        (place, isOfCotangent) = ("", isCotangent);
        switch (value)
        {
            case double real:
                return IsNotFinite(real);
            case float real:
                return IsNotFinite(real);
            case Half real:
                return IsNotFinite((double)real);
        }
        // The numbers in a struct.
        object? boxed = value;
        foreach (Block leaf in Leaves.Of("", new Slot(() => boxed, _ => { })))
        {
            for (int i = 0; i < leaf.Length; i++)
            {
                if (IsNotFinite(leaf[i]))
                {
                    place = leaf.NameOf(i);
                    return true;
                }
            }
        }
        return false;
    }

    private bool IsNotFinite(double value)
    {
        number = value;
        return !double.IsFinite(value);
    }
}
