using System.Reflection;

namespace BackpropGen.Testing.Arguments;

/// <summary>Copies values with all that they refer to, and remembers how to put the copies back into their first state.</summary>
internal sealed class Copies
{
    private static readonly MethodInfo Shallow = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;

    private readonly Dictionary<object, object> made = new(ReferenceEqualityComparer.Instance);
    private readonly List<Action> restoring = [];

    public T Of<T>(T value) => (T)Copy(value)!;

    /// <summary>Gives the copies the contents that they had when they were made.</summary>
    public void Restore()
    {
        foreach (Action restore in restoring)
            restore();
    }

    private object? Copy(object? value)
    {
        if (value is null || Types.IsAtomic(value.GetType()))
            return value;
        if (made.TryGetValue(value, out object? known))
            return known;
        if (value is Array array)
            return CopyArray(array);
        object copy = Shallow.Invoke(value, null)!;
        if (value is not ValueType)
            made[value] = copy;
        foreach (FieldInfo field in Types.FieldsOf(value.GetType()))
        {
            object? inner = Copy(field.GetValue(value));
            field.SetValue(copy, inner);
            // A struct is put back by what it is in.
            if (value is not ValueType)
                restoring.Add(() => field.SetValue(copy, inner));
        }
        return copy;
    }

    private Array CopyArray(Array array)
    {
        var copy = (Array)array.Clone();
        made[array] = copy;
        if (!Types.IsAtomic(array.GetType().GetElementType()!))
        {
            for (int i = 0; i < array.Length; i++)
            {
                int[] index = ArrayIndex.Of(array, i);
                copy.SetValue(Copy(array.GetValue(index)), index);
            }
        }
        var first = (Array)copy.Clone();
        restoring.Add(() => Array.Copy(first, copy, first.Length));
        return copy;
    }
}
