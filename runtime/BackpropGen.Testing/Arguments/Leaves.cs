using System.Globalization;
using System.Reflection;

namespace BackpropGen.Testing.Arguments;

/// <summary>Finds the floating-point numbers in a value, and calls them as the source does.</summary>
internal static class Leaves
{
    public static IReadOnlyList<Block> Of(string name, Slot slot)
    {
        var found = new List<Block>();
        Visit(name, slot, found, new HashSet<object>(ReferenceEqualityComparer.Instance));
        return found;
    }

    private static void Visit(string name, Slot slot, List<Block> found, HashSet<object> seen)
    {
        object? value = slot.Get();
        switch (value)
        {
            case null:
                return;
            case double or float:
                found.Add(new ScalarBlock(name, slot, value is float));
                return;
            case Array array:
                if (seen.Add(array))
                    VisitArray(name, array, found, seen);
                return;
        }
        Type type = value.GetType();
        if (Types.IsAtomic(type) || (!type.IsValueType && !seen.Add(value)))
            return;
        // What a list holds is called by its index, not by the list's own fields.
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>))
        {
            FieldInfo items = type.GetField("_items", BindingFlags.Instance | BindingFlags.NonPublic)!;
            VisitElements(name, (Array)items.GetValue(value)!, ((System.Collections.IList)value).Count, found, seen);
            return;
        }
        foreach (FieldInfo field in Types.FieldsOf(type).Where(field => !Types.IsNoGradient(field)))
            Visit($"{name}.{Types.NameOf(field)}", slot.Field(field), found, seen);
    }

    private static void VisitArray(string name, Array array, List<Block> found, HashSet<object> seen)
    {
        switch (Type.GetTypeCode(array.GetType().GetElementType()))
        {
            case TypeCode.Double:
                found.Add(new ArrayBlock<double>(name, array));
                break;
            case TypeCode.Single:
                found.Add(new ArrayBlock<float>(name, array));
                break;
            case TypeCode.Object:
                VisitElements(name, array, array.Length, found, seen);
                break;
        }
    }

    private static void VisitElements(string name, Array array, int count, List<Block> found, HashSet<object> seen)
    {
        for (int i = 0; i < count; i++)
        {
            int[] index = ArrayIndex.Of(array, i);
            string at = string.Join(", ", index.Select(position => position.ToString(CultureInfo.InvariantCulture)));
            Visit($"{name}[{at}]", Slot.Element(array, index), found, seen);
        }
    }
}
