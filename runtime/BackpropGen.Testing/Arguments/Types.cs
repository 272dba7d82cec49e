using System.Collections.Concurrent;
using System.Reflection;

namespace BackpropGen.Testing.Arguments;

/// <summary>What the check knows of types.</summary>
internal static class Types
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly ConcurrentDictionary<Type, IReadOnlyList<FieldInfo>> Known = new();

    /// <summary>All fields of an object or a struct, those of base classes first.</summary>
    public static IReadOnlyList<FieldInfo> FieldsOf(Type type) => Known.GetOrAdd(type, static type =>
    {
        var fields = new List<FieldInfo>();
        for (Type? level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
            fields.InsertRange(0, level.GetFields(Instance));
        return fields;
    });

    /// <summary>The name of a field as a user writes it: for the field behind a property, that of the property.</summary>
    public static string NameOf(FieldInfo field) => field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>')] : field.Name;

    /// <summary>Whether its author excluded a field from differentiation, itself or the property in front of it.</summary>
    public static bool IsNoGradient(FieldInfo field) => field.IsDefined(typeof(NoGradientAttribute))
        || (field.Name.StartsWith('<') && field.DeclaringType!.GetProperty(NameOf(field), Instance)?.IsDefined(typeof(NoGradientAttribute)) == true);

    /// <summary>A value without parts that could change.</summary>
    public static bool IsAtomic(Type type) => type.IsPrimitive || type.IsEnum || type.IsPointer || type == typeof(string) || type == typeof(decimal)
        || typeof(Delegate).IsAssignableFrom(type) || typeof(MemberInfo).IsAssignableFrom(type) || type == typeof(Tape);
}
