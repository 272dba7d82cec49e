using System.Reflection;

namespace BackpropGen.Testing.Arguments;

/// <summary>A place that holds a value: a variable, a field or an element, also inside structs.</summary>
internal sealed record Slot(Func<object?> Get, Action<object?> Set)
{
    /// <summary>A field of what this place holds.</summary>
    public Slot Field(FieldInfo field) => new(
        () => field.GetValue(Get()),
        value =>
        {
            object holder = Get()!;
            field.SetValue(holder, value);
            // A struct came out as a copy.
            if (holder is ValueType)
                Set(holder);
        });

    /// <summary>An element of an array that this place holds.</summary>
    public static Slot Element(Array array, int[] index) => new(() => array.GetValue(index), value => array.SetValue(value, index));
}
