using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.Calls;

/// <summary>The members of an object as leaves: accessible fields and automatic properties, those of base classes and of objects inside too.</summary>
internal sealed class MemberLeaves(Compilation compilation, ISymbol within, TypeNames names, StateFields state, Func<int> nextId)
{
    private const int MaximumDepth = 16;

    private readonly List<ITypeSymbol> around = [];

    public List<Leaf> Leaves { get; } = [];

    public List<Part> Parts { get; } = [];

    /// <summary>Whether a type is a class that is seen through its members.</summary>
    public static bool IsObject(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None, IsStatic: false, IsAnonymousType: false, IsComImport: false } named
        && !IsOfSystem(named.ContainingNamespace);

    /// <summary>The type of an object or struct.</summary>
    public static StructType TypeOf(ITypeSymbol type, TypeNames names)
    {
        var bases = new List<string>();
        for (INamedTypeSymbol? level = type.BaseType; level is { SpecialType: SpecialType.None, TypeKind: TypeKind.Class }; level = level.BaseType)
            bases.Add(names.Write(level));
        return new StructType(names.Write(type)) { Bases = bases };
    }

    /// <param name="name">What the object is called in the method: <c>model</c>; empty for the method's own object.</param>
    public void Add(INamedTypeSymbol type, string name, string path, bool isNoGradient, bool isReadOnly, Func<string, bool> isHidden)
    {
        if (around.Count > MaximumDepth || around.Contains(type, SymbolEqualityComparer.Default) || HasLayout(type))
            return;
        around.Add(type);
        var seen = new HashSet<string>();
        for (INamedTypeSymbol? level = type; level is { SpecialType: SpecialType.None }; level = level.BaseType)
        {
            foreach (IFieldSymbol field in level.GetMembers().OfType<IFieldSymbol>())
            {
                // Broken code has members without a name, and several of one name.
                if (MemberOf(field) is { Name.Length: > 0 } member && seen.Add(member.Name))
                    Add(field, member, name, path, isNoGradient, isReadOnly || (type.TypeKind == TypeKind.Struct && type.IsReadOnly), isHidden);
            }
        }
        around.RemoveAt(around.Count - 1);
    }

    private void Add(IFieldSymbol field, ISymbol member, string name, string path, bool isNoGradient, bool isReadOnly, Func<string, bool> isHidden)
    {
        string own = Identifiers.Escape(member.Name);
        string memberPath = path + "." + own;
        string spelled = name.Length > 0 ? name + "." + own : isHidden(member.Name) ? "this." + own : own;
        bool isConstant = isNoGradient || TypeMapping.IsNoGradient(member);
        if (TypeMapping.Value(field.Type) is { } value)
        {
            bool isProperty = member is IPropertySymbol;
            var variable = new Variable(nextId(), spelled, value, VariableKind.Member);
            Leaves.Add(new Leaf(variable, memberPath, isConstant, !isProperty && (isReadOnly || field.IsReadOnly))
            {
                IsProperty = isProperty,
                IsState = state.Contains(member),
                Flaw = value is ScalarType && (FlawOf(member) ?? (isReadOnly && isProperty ? "it cannot be set" : null)) is { } flaw ? flaw : "",
            });
        }
        else if (IsObject(field.Type) || (TypeMapping.IsStruct(field.Type) && member is IFieldSymbol))
        {
            var type = (INamedTypeSymbol)field.Type;
            if (around.Contains(type, SymbolEqualityComparer.Default))
                return;
            Parts.Add(new Part(new Variable(nextId(), spelled, TypeOf(type, names), VariableKind.Member), memberPath, IsObject(type)));
            bool isFixed = !IsObject(type) && (isReadOnly || field.IsReadOnly);
            Add(type, spelled, memberPath, isConstant, isFixed, isHidden);
        }
    }

    /// <summary>The field, or the automatic property behind which it is; null where neither can be named.</summary>
    private ISymbol? MemberOf(IFieldSymbol field)
    {
        if (field.IsStatic || field.IsConst || field.IsFixedSizeBuffer || field.RefKind != RefKind.None || field.IsVolatile)
            return null;
        ISymbol? member = field.AssociatedSymbol switch
        {
            null => field.IsImplicitlyDeclared ? null : field,
            // Another getter may stand in for a virtual one.
            IPropertySymbol { IsIndexer: false, GetMethod: not null, IsVirtual: false, IsAbstract: false } property
                when !property.IsOverride || property.IsSealed || property.ContainingType.IsSealed => property,
            _ => null,
        };
        return member is not null && compilation.IsSymbolAccessibleWithin(member, within) ? member : null;
    }

    private string? FlawOf(ISymbol member) => member switch
    {
        IPropertySymbol { SetMethod: null } => "it has no set accessor",
        IPropertySymbol { SetMethod.IsInitOnly: true } => "it can only be set when the object is made",
        IPropertySymbol { SetMethod: { } set } when !compilation.IsSymbolAccessibleWithin(set, within) => "its set accessor cannot be reached from here",
        _ => null,
    };

    private static bool HasLayout(INamedTypeSymbol type) =>
        type.GetMembers().Any(member => member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "FieldOffsetAttribute"));

    private static bool IsOfSystem(INamespaceSymbol space)
    {
        while (space.ContainingNamespace is { IsGlobalNamespace: false } outer)
            space = outer;
        return space.Name is "System" or "Microsoft";
    }
}
