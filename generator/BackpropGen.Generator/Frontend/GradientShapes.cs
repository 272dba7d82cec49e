using BackpropGen.Generator.Frontend.Values;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>
/// Finds the numbers, arrays and objects that a gradient of an object or a struct needs for itself: all of its fields, also those that the
/// method cannot name, for methods of the objects in it may. What has no gradient it shares with the model.
/// </summary>
internal sealed class GradientShapes(MethodSource source, TypeNames names, LoweringSession session)
{
    private const int MaximumDepth = 16;

    /// <summary>Objects in objects may be many more than there are fields.</summary>
    private const int MaximumSteps = 1000;

    private readonly List<ShapeStep> steps = [];
    private readonly List<ITypeSymbol> around = [];
    private readonly BackingFields accessors = new(source, names);
    private readonly Calls.ObjectClasses classes = session.ClassesIn(source.Symbol);
    private readonly Dictionary<INamedTypeSymbol, bool> numbered = new(SymbolEqualityComparer.Default);
    private bool isKnown = true;

    /// <summary>The shapes of the method's objects and structs that have a gradient, each type once.</summary>
    public static EquatableArray<GradientShape> Of(MethodSource source, TypeNames names, LoweringSession session, IReadOnlyList<Parameter> parameters)
    {
        var shapes = new List<GradientShape>();
        foreach (Parameter parameter in parameters.Where(parameter => parameter is { HasGradient: true, IsRefStruct: false, Structs: null, Variable.Type: StructType }))
        {
            ITypeSymbol type = parameter.IsThis ? source.Symbol.ContainingType : source.Symbol.Parameters.First(other => Identifiers.Escape(other.Name) == parameter.Name).Type;
            string model = parameter.IsThis ? Identifiers.Escape(Identifiers.Camel(type.Name)) : parameter.Name;
            if (shapes.Exists(shape => shape.TypeName == Emit.Signatures.TypeOf(parameter)) || new GradientShapes(source, names, session).Steps(type) is not { } found)
                continue;
            string gradient = parameter.GradientName == model ? "gradient" : parameter.GradientName;
            shapes.Add(new GradientShape(Emit.Signatures.TypeOf(parameter), type.IsReferenceType, model, gradient, found.Steps, found.Accessors));
        }
        return shapes;
    }

    /// <summary>Null where something in the type cannot be reached, or needs no gradient of its own.</summary>
    private (EquatableArray<ShapeStep> Steps, EquatableArray<FieldAccessor> Accessors)? Steps(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol named || type.IsTupleType)
            return null;
        Visit(named, "{0}", "");
        return isKnown && steps.Exists(step => step.Kind != ShapeStepKind.Number) ? (steps, accessors.All) : null;
    }

    private void Visit(INamedTypeSymbol type, string place, string guard)
    {
        // An object that refers to one of its own type may be part of a ring.
        if (around.Count > MaximumDepth || steps.Count > MaximumSteps || around.Contains(type, SymbolEqualityComparer.Default) || StructLayout.HasPlacedFields(type))
        {
            isKnown = false;
            return;
        }
        around.Add(type);
        for (INamedTypeSymbol? level = type; level is { DeclaringSyntaxReferences.Length: > 0 }; level = level.BaseType)
            VisitFields(level, place, guard);
        foreach (INamedTypeSymbol derived in classes.Below(type))
        {
            string name = names.Write(derived);
            VisitFields(derived, $"(({name}){place})", And(guard, $"{place} is {name}"));
        }
        around.RemoveAt(around.Count - 1);
    }

    private void VisitFields(INamedTypeSymbol level, string place, string guard)
    {
        foreach (IFieldSymbol field in level.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst))
        {
            if (isKnown)
                Visit(field, place, guard);
        }
    }

    private void Visit(IFieldSymbol field, string place, string guard)
    {
        ISymbol member = (ISymbol?)(field.AssociatedSymbol as IPropertySymbol) ?? field;
        if (TypeMapping.IsNoGradient(member) || TypeMapping.IsNoGradient(field) || KindOf(field.Type) is not { } kind)
            return;
        bool isStruct = kind == ShapeStepKind.Number && StructLayout.Of(field.Type) is null && TypeMapping.Scalar(field.Type) is null;
        if (VariableOf(field, member, place, needsReference: isStruct) is not { } variable)
        {
            isKnown = false;
            return;
        }
        if (isStruct)
        {
            Visit((INamedTypeSymbol)field.Type, variable, guard);
            return;
        }
        string value = IsAccessible(member) && member is not IPropertySymbol { GetMethod: null } ? $"{place}.{Identifiers.Escape(member.Name)}" : variable;
        bool mayBeNull = field.NullableAnnotation == NullableAnnotation.Annotated || (kind == ShapeStepKind.Object && field.NullableAnnotation == NullableAnnotation.None);
        string there = mayBeNull ? And(guard, $"{value} is not null") : guard;
        steps.Add(new ShapeStep(kind, value, variable, there) { Zero = TypeMapping.Scalar(field.Type) is not { } number ? "default" : number.IsParameter ? number.Name + ".Zero" : "0" });
        if (kind == ShapeStepKind.Object)
            Visit((INamedTypeSymbol)field.Type, value, there);
    }

    /// <summary>What a gradient has to have of its own for a field of the type; null where nothing.</summary>
    private ShapeStepKind? KindOf(ITypeSymbol type) => type switch
    {
        _ when TypeMapping.Scalar(type) is { } number => number.IsFloating ? ShapeStepKind.Number : null,
        _ when TypeMapping.Buffer(type) is { Kind: BufferKind.Array } buffer => buffer.Element.IsFloating ? ShapeStepKind.Array : null,
        _ when StructArrays.Of(type) is { Kind: BufferKind.Array } structs => HasNumbers(structs.Element) ? ShapeStepKind.Array : null,
        INamedTypeSymbol named when TypeMapping.IsStruct(type) && HasNumbers(named) => ShapeStepKind.Number,
        INamedTypeSymbol named when MemberLeaves.IsObject(type) && HasNumbers(named) => ShapeStepKind.Object,
        _ => null,
    };

    /// <summary>Whether floating-point numbers are in objects or structs of a type, or in those in them.</summary>
    private bool HasNumbers(INamedTypeSymbol type)
    {
        if (numbered.TryGetValue(type, out bool known))
            return known;
        // Types may refer to each other in rings.
        var seen = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<INamedTypeSymbol>([type]);
        while (open.Count > 0)
        {
            INamedTypeSymbol next = open.Pop();
            if (!seen.Add(next) || (next.DeclaringSyntaxReferences.Length == 0 && StructLayout.Of(next) is null))
                continue;
            foreach (ITypeSymbol field in FieldsOf(next))
            {
                if (TypeMapping.Scalar(field) is { IsFloating: true } || TypeMapping.Buffer(field) is { Element.IsFloating: true })
                    return numbered[type] = true;
                if ((StructArrays.Of(field)?.Element ?? field as INamedTypeSymbol) is { } inner && (TypeMapping.IsStruct(inner) || MemberLeaves.IsObject(inner)))
                    open.Push(inner);
            }
        }
        return numbered[type] = false;
    }

    /// <summary>The types of what objects of a type, and of the classes below it, have with a gradient.</summary>
    private IEnumerable<ITypeSymbol> FieldsOf(INamedTypeSymbol type) => TypeShells.Bases(type).Prepend(type).Concat(type.IsReferenceType ? classes.Below(type) : [])
        .SelectMany(StructLayout.Fields).Where(field => !field.IsStatic && !TypeMapping.IsNoGradient((ISymbol?)field.AssociatedSymbol ?? field)).Select(field => field.Type);

    /// <summary>A field of a gradient that can be assigned; null where generated code does not get there.</summary>
    private string? VariableOf(IFieldSymbol field, ISymbol member, string place, bool needsReference)
    {
        string named = $"{place}.{Identifiers.Escape(member.Name)}";
        if (member is IFieldSymbol && IsAccessible(member))
            return field.IsReadOnly || field.ContainingType is { IsReadOnly: true, TypeKind: TypeKind.Struct } ? $"global::System.Runtime.CompilerServices.Unsafe.AsRef(in {named})" : named;
        if (!needsReference && member is IPropertySymbol { SetMethod: { IsInitOnly: false } setter } && IsAccessible(setter) && TypeMapping.IsAutomatic((IPropertySymbol)member))
            return named;
        return accessors.Reaches(field) && IsAccessible(field.ContainingType) && IsAccessible(ElementOf(field.Type)) ? accessors.Refer(field, member, place) : null;
    }

    private static ITypeSymbol ElementOf(ITypeSymbol type) => type is IArrayTypeSymbol array ? ElementOf(array.ElementType) : type;

    private bool IsAccessible(ISymbol symbol) => symbol is ITypeParameterSymbol || source.Model.Compilation.IsSymbolAccessibleWithin(symbol, source.Symbol.ContainingType);

    private static string And(string guard, string condition) => guard.Length == 0 ? condition : $"{guard} && {condition}";
}
