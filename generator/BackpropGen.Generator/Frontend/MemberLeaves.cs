using BackpropGen.Generator.Frontend.Values;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>The numbers, spans and arrays that a struct or an object has: accessible fields and automatic properties, nested ones too.</summary>
/// <param name="isHidden">Whether a name means something else in the method, so that a member of its own object needs <c>this.</c>.</param>
internal sealed class MemberLeaves(MethodSource source, TypeNames names, Calls.StateFields state, Func<string, bool> isHidden, int nextId)
{
    private const int MaximumDepth = 16;

    private readonly List<Leaf> leaves = [];
    private readonly List<ITypeSymbol> around = [];
    private readonly HashSet<string> seen = [];

    /// <summary>The next free number of a variable.</summary>
    public int Next { get; private set; } = nextId;

    /// <summary>The objects and structs in it.</summary>
    public List<Part> Parts { get; } = [];

    /// <summary>The type of an object or struct.</summary>
    public static StructType TypeOf(ITypeSymbol type, TypeNames names)
    {
        var bases = new List<string>();
        for (INamedTypeSymbol? level = type.BaseType; level is { SpecialType: SpecialType.None, TypeKind: TypeKind.Class }; level = level.BaseType)
            bases.Add(names.Write(level));
        return new StructType(names.Write(type)) { Bases = bases };
    }

    /// <summary>Whether a parameter of the type is seen through the members of its object.</summary>
    public static bool IsObject(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None, DeclaringSyntaxReferences.Length: > 0 };

    /// <param name="name">How generated code names the struct or object.</param>
    public List<Leaf> Of(INamedTypeSymbol type, string name, bool isNoGradient)
    {
        Add(type, name, "", isNoGradient, LeafAccess.Variable);
        return leaves;
    }

    private void Add(INamedTypeSymbol type, string name, string path, bool isNoGradient, LeafAccess outer)
    {
        // An object may refer to one of its own type, and broken code may nest a struct in itself.
        if (around.Count > MaximumDepth || around.Contains(type, SymbolEqualityComparer.Default) || StructLayout.HasPlacedFields(type))
            return;
        around.Add(type);
        for (INamedTypeSymbol? declaring = type; declaring is not null && StructLayout.HasKnownFields(declaring); declaring = declaring.BaseType)
        {
            foreach (IFieldSymbol field in declaring.GetMembers().OfType<IFieldSymbol>())
                Add(field, name, path, isNoGradient, outer);
        }
        around.RemoveAt(around.Count - 1);
    }

    private void Add(IFieldSymbol field, string name, string path, bool isNoGradient, LeafAccess outer)
    {
        ISymbol member = (ISymbol?)(field.AssociatedSymbol as IPropertySymbol) ?? field;
        if (field.IsStatic || field.IsConst || field.IsFixedSizeBuffer || field.RefKind != RefKind.None || (field.IsImplicitlyDeclared && member is IFieldSymbol)
            || !IsAccessible(member) || field is { NullableAnnotation: NullableAnnotation.Annotated, Type.IsReferenceType: true } || member is IPropertySymbol { GetMethod: null })
            return;
        string memberPath = "." + Identifiers.Escape(member.Name);
        // A member of a derived class hides one of the same name; broken code has several.
        if (!seen.Add(path + memberPath))
            return;
        string spelled = name == "this" && !isHidden(member.Name) ? memberPath.Substring(1) : name + memberPath;
        bool isConstant = isNoGradient || TypeMapping.IsNoGradient(member);
        LeafAccess? access = AccessOf(field, member, outer);
        if (TypeMapping.Value(field.Type) is { } value)
        {
            // Without a way to change it in the gradient, a number cannot have one.
            if (access is null && value is ScalarType { IsFloating: true } && !isConstant)
                return;
            leaves.Add(new Leaf(new Variable(Next++, spelled, value, VariableKind.Member), path + memberPath, isConstant, access ?? LeafAccess.ReadOnlyField)
            {
                IsState = state.Contains(member),
            });
        }
        else if ((IsObject(field.Type) || TypeMapping.IsStruct(field.Type)) && !around.Contains(field.Type, SymbolEqualityComparer.Default))
        {
            bool isObject = IsObject(field.Type);
            Parts.Add(new Part(new Variable(Next++, spelled, TypeOf(field.Type, names), VariableKind.Member), path + memberPath, isObject));
            Add((INamedTypeSymbol)field.Type, spelled, path + memberPath, isConstant, isObject ? LeafAccess.Variable : access ?? LeafAccess.ReadOnlyField);
        }
    }

    /// <summary>How a member of a gradient can be changed; null if it cannot.</summary>
    private LeafAccess? AccessOf(IFieldSymbol field, ISymbol member, LeafAccess outer)
    {
        bool isInObject = field.ContainingType.IsReferenceType;
        bool isReadOnly = field.IsReadOnly || field.ContainingType is { IsReadOnly: true, TypeKind: TypeKind.Struct };
        if (member is IPropertySymbol property)
        {
            bool isAssignable = property.SetMethod is { IsInitOnly: false } setter && IsAccessible(setter);
            if (isAssignable && outer == LeafAccess.Variable)
                return LeafAccess.Property;
            return isInObject || outer == LeafAccess.ReadOnlyField || property.SetMethod is null || !IsAccessible(property.SetMethod) ? null : LeafAccess.Copy;
        }
        return outer switch
        {
            LeafAccess.Variable => isReadOnly ? LeafAccess.ReadOnlyField : LeafAccess.Variable,
            LeafAccess.ReadOnlyField => LeafAccess.ReadOnlyField,
            _ => isReadOnly ? null : LeafAccess.Copy,
        };
    }

    private bool IsAccessible(ISymbol member) => source.Model.Compilation.IsSymbolAccessibleWithin(member, source.Symbol.ContainingType);
}
