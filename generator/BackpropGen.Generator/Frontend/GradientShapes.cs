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

    private readonly List<ShapeStep> steps = [];
    private readonly List<ITypeSymbol> around = [];
    private readonly BackingFields accessors = new(source, names);
    private readonly Calls.ObjectClasses classes = session.ClassesIn(source.Symbol);
    private bool isKnown = true;

    /// <summary>The shapes of the method's objects and structs that have a gradient, each type once.</summary>
    public static EquatableArray<GradientShape> Of(MethodSource source, TypeNames names, LoweringSession session, IReadOnlyList<Parameter> parameters)
    {
        var shapes = new List<GradientShape>();
        foreach (Parameter parameter in parameters.Where(parameter => parameter is { HasGradient: true, IsRefStruct: false, Structs: null, Variable.Type: StructType }))
        {
            ITypeSymbol type = parameter.IsThis ? source.Symbol.ContainingType : source.Symbol.Parameters.First(other => Identifiers.Escape(other.Name) == parameter.Name).Type;
            string model = parameter.IsThis ? Identifiers.Escape(Identifiers.Camel(type.Name)) : parameter.Name;
            if (shapes.Exists(shape => shape.TypeName == Signatures(parameter)) || new GradientShapes(source, names, session).Steps(type) is not { } found)
                continue;
            string gradient = parameter.GradientName == model ? "gradient" : parameter.GradientName;
            shapes.Add(new GradientShape(Signatures(parameter), type.IsReferenceType, model, gradient, found.Steps, found.Accessors));
        }
        return shapes;
    }

    private static string Signatures(Parameter parameter) => Emit.Signatures.TypeOf(parameter);

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
        if (around.Count > MaximumDepth || around.Contains(type, SymbolEqualityComparer.Default) || StructLayout.HasPlacedFields(type))
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
            Visit(field, place, guard);
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
        _ when StructArrays.Of(type) is { Kind: BufferKind.Array } structs => HasNumbers(structs.Element, 0) ? ShapeStepKind.Array : null,
        INamedTypeSymbol named when TypeMapping.IsStruct(type) && HasNumbers(named, 0) => ShapeStepKind.Number,
        INamedTypeSymbol named when MemberLeaves.IsObject(type) && HasNumbers(named, 0) => ShapeStepKind.Object,
        _ => null,
    };

    /// <summary>Whether floating-point numbers are in objects or structs of a type.</summary>
    private bool HasNumbers(INamedTypeSymbol type, int depth)
    {
        if (depth > MaximumDepth || (type.DeclaringSyntaxReferences.Length == 0 && StructLayout.Of(type) is null))
            return false;
        IEnumerable<INamedTypeSymbol> levels = TypeShells.Bases(type).Prepend(type).Concat(type.IsReferenceType ? classes.Below(type) : []);
        return levels.SelectMany(StructLayout.Fields).Any(field => !field.IsStatic && !TypeMapping.IsNoGradient((ISymbol?)field.AssociatedSymbol ?? field) && IsNumeric(field.Type));

        bool IsNumeric(ITypeSymbol field) => TypeMapping.Scalar(field) is { IsFloating: true } || TypeMapping.Buffer(field) is { Element.IsFloating: true }
            || (StructArrays.Of(field)?.Element ?? field as INamedTypeSymbol) is { } inner && !SymbolEqualityComparer.Default.Equals(inner, type)
                && (TypeMapping.IsStruct(inner) || MemberLeaves.IsObject(inner)) && HasNumbers(inner, depth + 1);
    }

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
