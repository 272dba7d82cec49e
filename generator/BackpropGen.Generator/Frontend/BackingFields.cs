using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>
/// The fields behind properties that cannot be set: of a gradient, generated code changes them all the same. It refers to them by accessors that the
/// runtime supplies (<c>UnsafeAccessorAttribute</c>), which cost nothing.
/// </summary>
internal sealed class BackingFields(MethodSource source, TypeNames names)
{
    private const string Attribute = "System.Runtime.CompilerServices.UnsafeAccessorAttribute";

    /// <summary>Found where there is an accessor: a type may have many members, and each of its methods asks.</summary>
    private HashSet<string>? taken;

    public List<FieldAccessor> All { get; } = [];

    /// <summary>Whether there can be an accessor: not for fields of generic types, which older runtimes do not find.</summary>
    public bool Reaches(IFieldSymbol field) =>
        field.ContainingType is { IsGenericType: false, IsRefLikeType: false } && source.Model.Compilation.GetTypeByMetadataName(Attribute) is not null;

    /// <summary>The field in a place, by reference.</summary>
    /// <param name="member">The field itself, or its property.</param>
    public string Refer(IFieldSymbol field, ISymbol member, string place)
    {
        string type = names.Write(field.ContainingType);
        FieldAccessor? accessor = All.Find(other => other.TypeName == type && other.FieldName == field.Name);
        if (accessor is null)
        {
            string name = Identifiers.Unique(Identifiers.Pascal(member.Name) + "Of", taken ??= Taken());
            All.Add(accessor = new FieldAccessor(name, type, field.Name, names.Write(field.Type), !field.ContainingType.IsReferenceType));
        }
        return $"{accessor.Name}({(accessor.IsStruct ? "ref " : "")}{place})";
    }

    private HashSet<string> Taken() => [.. Identifiers.In(source.Syntax), .. source.Symbol.ContainingType.GetMembers().Select(member => member.Name)];
}
