using BackpropGen.Generator.Frontend.Values;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>The numbers, spans and arrays that a struct or an object has: accessible fields and automatic properties, nested ones too.</summary>
/// <param name="isHidden">Whether a name means something else in the method, so that a member of its own object needs <c>this.</c>.</param>
internal sealed class MemberLeaves(MethodSource source, TypeNames names, LoweringSession session, BackingFields accessors, Func<string, bool> isHidden, int nextId)
{
    private const int MaximumDepth = 16;

    private readonly List<Leaf> leaves = [];
    private readonly List<ITypeSymbol> around = [];
    private readonly HashSet<string> seen = [];
    private readonly Calls.ObjectClasses classes = session.ClassesIn(source.Symbol);

    /// <summary>The next free number of a variable.</summary>
    public int Next { get; private set; } = nextId;

    /// <summary>The classes that objects are seen as.</summary>
    public List<SeenClass> Seen { get; } = [];

    /// <summary>The objects and structs in it.</summary>
    public List<Part> Parts { get; } = [];

    /// <summary>The type of an object or struct.</summary>
    public static StructType TypeOf(ITypeSymbol type, TypeNames names)
    {
        var bases = new List<string>();
        for (INamedTypeSymbol? level = type.BaseType; level is { SpecialType: SpecialType.None, TypeKind: TypeKind.Class }; level = level.BaseType)
            bases.Add(names.Write(level));
        return new StructType(names.Write(type)) { Bases = bases, IsInterface = type.TypeKind == TypeKind.Interface };
    }

    /// <summary>Whether a parameter of the type is seen through the members of its object.</summary>
    public static bool IsObject(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface, SpecialType: SpecialType.None, DeclaringSyntaxReferences.Length: > 0 };

    /// <param name="whole">The struct or object.</param>
    public List<Leaf> Of(INamedTypeSymbol type, Variable whole, bool isNoGradient)
    {
        Add(type, new Place(whole.Name, "", isNoGradient, LeafAccess.Variable, null, "{0}"), whole);
        return leaves;
    }

    /// <param name="whole">The span or array of structs.</param>
    public List<Leaf> OfStructs(ITypeSymbol type, Variable whole, bool isNoGradient)
    {
        AddStructs(type, new Place(whole.Name, "", isNoGradient, LeafAccess.Variable, null, "{0}"));
        return leaves;
    }

    /// <summary>The classes that an object of a type may be of, as generated code writes them.</summary>
    public EquatableArray<string> ClassesOf(ITypeSymbol type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface } named ? classes.Of(named).Select(names.Write).ToList() : [];

    /// <summary>A struct or an object around members.</summary>
    /// <param name="Name">As generated code writes it.</param>
    /// <param name="Guard">When it is there; null if it always is.</param>
    /// <param name="Reference">The same place in a gradient, which stands for <c>{0}</c>.</param>
    private sealed record Place(string Name, string Path, bool IsNoGradient, LeafAccess Access, Expr? Guard, string Reference);

    private void Add(INamedTypeSymbol type, Place place, Variable whole)
    {
        // An object may refer to one of its own type, and broken code may nest a struct in itself.
        if (around.Count > MaximumDepth || around.Contains(type, SymbolEqualityComparer.Default) || StructLayout.HasPlacedFields(type))
            return;
        around.Add(type);
        for (INamedTypeSymbol? declaring = type; declaring is not null && StructLayout.HasKnownFields(declaring); declaring = declaring.BaseType)
        {
            foreach (IFieldSymbol field in StructLayout.Fields(declaring))
                Add(field, place);
        }
        foreach (INamedTypeSymbol derived in classes.Below(type))
        {
            around.Add(derived);
            string typeName = names.Write(derived);
            string cast = MemberPath.As(typeName);
            Seen.Add(new SeenClass(typeName, Identifiers.Escape(Identifiers.Camel(derived.Name))));
            Expr test = new IsType(new Read(whole), typeName, IsExact: false);
            Expr? guard = classes.AreAll(type, derived) ? place.Guard : place.Guard is { } outer ? new Binary(BinaryOperator.And, outer, test) : test;
            Place seen = place with { Name = MemberPath.Of(place.Name, cast), Path = place.Path + cast, Guard = guard, Reference = MemberPath.Of(place.Reference, cast) };
            foreach (IFieldSymbol field in derived.GetMembers().OfType<IFieldSymbol>())
                Add(field, seen);
            around.RemoveAt(around.Count - 1);
        }
        around.RemoveAt(around.Count - 1);
    }

    private void Add(IFieldSymbol field, Place place)
    {
        ISymbol member = (ISymbol?)(field.AssociatedSymbol as IPropertySymbol) ?? field;
        if (field.IsStatic || field.IsConst || field.IsFixedSizeBuffer || field.RefKind != RefKind.None || (field.IsImplicitlyDeclared && member is IFieldSymbol && !field.ContainingType.IsTupleType)
            || !IsAccessible(member) || field is { NullableAnnotation: NullableAnnotation.Annotated, Type.IsReferenceType: true } || member is IPropertySymbol { GetMethod: null }
            || (member is IPropertySymbol property && !TypeMapping.IsAutomatic(property)))
            return;
        string name = Identifiers.Escape(member.Name);
        string path = place.Path + "." + name;
        // A member of a derived class hides one of the same name; broken code has several.
        if (!seen.Add(path))
            return;
        string spelled = place.Name == "this" && !isHidden(member.Name) ? name : place.Name + "." + name;
        bool isConstant = place.IsNoGradient || TypeMapping.IsNoGradient(member);
        LeafAccess? access = AccessOf(field, member, place.Access);
        // The value of an object's property is a copy: what changes in it is the field behind the property.
        if (access == LeafAccess.Property && field.ContainingType.IsReferenceType && TypeMapping.IsStruct(field.Type))
            access = null;
        // Where an object may be of several classes, no copy of a struct in it is put together.
        if (place.Guard is not null && access == LeafAccess.Copy)
            access = null;
        bool isOfNumbers = TypeMapping.Scalar(field.Type) is { IsFloating: true } || TypeMapping.IsStruct(field.Type);
        if (access is null && isOfNumbers && !isConstant && place.Reference.Length > 0 && (IsPlain(field, member) || accessors.Reaches(field)))
            access = LeafAccess.BackingField;
        string reference = ReferenceTo(field, member, place, access);
        if (TypeMapping.Value(field.Type) is { } value)
        {
            // Without a way to change it in the gradient, a number cannot have one.
            if (access is null && value is ScalarType { IsFloating: true } && !isConstant)
                return;
            leaves.Add(new Leaf(new Variable(Next++, spelled, value, VariableKind.Member), path, isConstant, access ?? LeafAccess.ReadOnlyField)
            {
                Guard = place.Guard,
                Reference = access == LeafAccess.BackingField ? reference : "",
                IsState = session.State.Contains(member),
                IsReferable = !field.IsVolatile && !IsByProxy(field.ContainingType),
            });
        }
        else if (StructArrays.Of(field.Type) is { Kind: not BufferKind.ReadOnlySpan })
        {
            AddStructs(field.Type, new Place(spelled, path, isConstant, LeafAccess.Variable, place.Guard, ""));
        }
        else if ((IsObject(field.Type) || TypeMapping.IsStruct(field.Type)) && !around.Contains(field.Type, SymbolEqualityComparer.Default))
        {
            bool isObject = IsObject(field.Type);
            var part = new Part(new Variable(Next++, spelled, TypeOf(field.Type, names), VariableKind.Member), path, isObject) { Classes = ClassesOf(field.Type), Guard = place.Guard };
            Parts.Add(part);
            Add((INamedTypeSymbol)field.Type, new Place(spelled, path, isConstant, isObject ? LeafAccess.Variable : access ?? LeafAccess.ReadOnlyField, place.Guard, reference), part.Variable);
        }
    }

    /// <summary>A buffer for each number in the structs of a span or array; none where one of them has no name here, for structs are copied as wholes.</summary>
    private void AddStructs(ITypeSymbol type, Place array)
    {
        if (StructArrays.Of(type) is not { } structs)
            return;
        List<Leaf> found = [];
        if (AddNumbers(structs.Element, array with { Path = array.Path + StructArrays.Elements, Reference = "{0}", Access = LeafAccess.Variable }, "{0}"))
            leaves.AddRange(found);

        bool AddNumbers(INamedTypeSymbol element, Place place, string value) => StructLayout.Members(element).All(part =>
        {
            ISymbol member = (ISymbol?)part.Property ?? part.Field;
            if (!IsAccessible(member) || part.Property is { GetMethod: null })
                return false;
            string step = "." + Identifiers.Escape(part.Name);
            bool isConstant = place.IsNoGradient || TypeMapping.IsNoGradient(member);
            LeafAccess? access = AccessOf(part.Field, member, place.Access);
            // A copy has no place in a struct that stays where it is; what a property gives is one.
            if (access == LeafAccess.Copy || (access == LeafAccess.Property && TypeMapping.Scalar(part.Type) is null))
                access = null;
            if (access is null && (IsPlain(part.Field, member) || accessors.Reaches(part.Field)))
                access = LeafAccess.BackingField;
            string target = access == LeafAccess.Property ? place.Reference + step : ReferenceTo(part.Field, member, place, access);
            if (target.Length == 0)
                return false;
            if (TypeMapping.Scalar(part.Type) is not { } number)
                return AddNumbers((INamedTypeSymbol)part.Type, place with { Path = place.Path + step, IsNoGradient = isConstant, Access = access!.Value, Reference = target }, value + step);
            var ofMember = new ElementMember(names.Write(structs.Element), value + step, target, access != LeafAccess.Property);
            var variable = new Variable(Next++, array.Name, new BufferType(number, structs.Kind) { Member = ofMember }, VariableKind.Member);
            found.Add(new Leaf(variable, place.Path + step, isConstant, LeafAccess.Variable) { Guard = place.Guard });
            return true;
        });
    }

    /// <summary>Objects of the type may be somewhere else, as old versions of the runtime have it.</summary>
    private static bool IsByProxy(INamedTypeSymbol type) => TypeShells.Bases(type).Any(level => level.Name == "MarshalByRefObject" && TypeMapping.IsInSystem(level));

    /// <summary>A field that can be assigned by its name, where its struct is a variable.</summary>
    private static bool IsPlain(IFieldSymbol field, ISymbol member) => member is IFieldSymbol && !field.IsReadOnly && !field.ContainingType.IsReferenceType && !field.ContainingType.IsReadOnly;

    /// <summary>A member of a gradient as a variable, or as an object; empty where it is neither.</summary>
    private string ReferenceTo(IFieldSymbol field, ISymbol member, Place place, LeafAccess? access)
    {
        if (place.Reference.Length == 0)
            return "";
        string named = $"{place.Reference}.{Identifiers.Escape(member.Name)}";
        return access switch
        {
            _ when IsObject(field.Type) => named,
            LeafAccess.BackingField when IsPlain(field, member) => named,
            LeafAccess.BackingField => accessors.Refer(field, member, place.Reference),
            LeafAccess.Variable => named,
            LeafAccess.ReadOnlyField => $"global::System.Runtime.CompilerServices.Unsafe.AsRef(in {named})",
            _ => "",
        };
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
            return isInObject || outer == LeafAccess.BackingField || outer == LeafAccess.ReadOnlyField || property.SetMethod is null || !IsAccessible(property.SetMethod) ? null : LeafAccess.Copy;
        }
        return outer switch
        {
            LeafAccess.Variable => isReadOnly ? LeafAccess.ReadOnlyField : LeafAccess.Variable,
            LeafAccess.ReadOnlyField => LeafAccess.ReadOnlyField,
            LeafAccess.BackingField => null,
            _ => isReadOnly ? null : LeafAccess.Copy,
        };
    }

    private bool IsAccessible(ISymbol member) => source.Model.Compilation.IsSymbolAccessibleWithin(member, source.Symbol.ContainingType);
}
