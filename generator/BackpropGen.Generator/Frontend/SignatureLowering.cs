using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Calls;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Generator.Frontend;

/// <summary>Everything of a method but its body: what a stub needs, and whether the signature is one that can be differentiated.</summary>
internal sealed class SignatureLowering(MethodSource source, LoweringSession session, Refusals refusals)
{
    private static readonly IReadOnlyDictionary<SyntaxKind, string> RefusedModifiers = new Dictionary<SyntaxKind, string>
    {
        [SyntaxKind.AsyncKeyword] = "asynchronous",
        [SyntaxKind.UnsafeKeyword] = "unsafe",
        [SyntaxKind.ExternKeyword] = "external",
    };

    private static readonly SyntaxKind[] AccessKeywords =
        [SyntaxKind.PublicKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.InternalKeyword, SyntaxKind.PrivateKeyword];

    private readonly IMethodSymbol method = source.Symbol;

    /// <summary>The method without a body; null where not even a stub of it could stand beside it.</summary>
    public Method? Lower(bool isHelper, bool isRecursive)
    {
        HelperPlace? place = isHelper ? HelperPlace.Of(method, source.Model.Compilation) : null;
        bool hasPlace = isHelper ? CheckPlace(place) : CheckPlace();
        CheckKind();
        ScalarType? returnType = TypeMapping.Scalar(method.ReturnType);
        bool isComposite = !isHelper && returnType is null && IsComposite(method.ReturnType);
        bool hasReturn = method.ReturnsVoid || returnType is not null || isComposite;
        if (method.ReturnsByRef || method.ReturnsByRefReadonly || !(method.ReturnsVoid || isComposite || returnType is { IsFloating: true } || (isHelper && returnType is not null)))
            RefuseType(Descriptors.ReturnType, source.Syntax.ReturnType, method.ReturnType, Reference + method.ReturnType.ToDisplayString());

        var names = new TypeNames(source.Model, source.Position, method.ContainingType, place is { IsElsewhere: true });
        List<Parameter> parameters = new ParameterLowering(source, names, session, refusals).Lower();
        // Beside an explicit implementation there is no room for other members of the interface.
        if (!hasPlace || !hasReturn || method.MethodKind != MethodKind.Ordinary || method.ReturnsByRef || method.ReturnsByRefReadonly)
            return null;

        string id = FileNames.Id(method);
        HashSet<string> own = [.. method.Parameters.Select(parameter => parameter.Name), .. Identifiers.DeclaredIn(source.Syntax)];
        return new Method(
            place?.Shell ?? TypeShells.Around(method.ContainingType),
            Identifiers.Escape(method.Name),
            id,
            id + ".g.cs",
            place?.Accessibility ?? string.Join(" ", source.Syntax.Modifiers
                .Where(modifier => AccessKeywords.Contains(modifier.Kind())).Select(modifier => modifier.ValueText)),
            !isHelper && NeedsDeclaration(),
            parameters,
            returnType,
            Body: null,
            Reserved(parameters),
            HiddenNames.At(source.Model, source.Position, own))
        {
            Stem = place?.Stem ?? MemberStems.Of(method),
            IsHelper = isHelper,
            CompositeResult = isComposite ? names.Write(method.ReturnType) : "",
            TypeParameterNames = method.TypeParameters.Select(parameter => Identifiers.Escape(parameter.Name)).ToList(),
            Constraints = string.Concat(method.TypeParameters.Select(parameter => Constraint(parameter, names))),
            Warnings = session.WarningsOf(method),
            IsHiding = IsHiding(),
            HasNamesakes = !isHelper && Clashes.HasNamesakes(method),
            HasTesting = !isHelper && HasTesting(),
            TakesDoubles = TakesDoubles(method),
            Shapes = isHelper || MemberStems.IsShared(method) || AreShapesTaken() ? [] : GradientShapes.Of(source, names, session, parameters),
            IsOverload = !isHelper && MemberStems.IsShared(method),
            KeepsDefaults = DefaultValues.AreUnambiguous(method),
            IsRecursive = isRecursive,
            IsRecomputed = TypeMapping.HasAttribute(method, "RecomputeAttribute") || (method.PartialDefinitionPart is { } declared && TypeMapping.HasAttribute(declared, "RecomputeAttribute")),
        };
    }

    private string Reference => method.ReturnsByRef ? "ref " : method.ReturnsByRefReadonly ? "ref readonly " : "";

    /// <summary>Whether the checker can be called, and nothing of the user's has the name of a check.</summary>
    private bool HasTesting() => session.HasTesting
        && TestingMembers.Suffixes.All(suffix => method.ContainingType.GetMembers(MemberStems.Of(method) + suffix).All(GeneratedMembers.Contain));

    /// <summary>Whether a type argument of double meets what a generic method wants of its numbers.</summary>
    private static bool TakesDoubles(IMethodSymbol method) => method.TypeParameters.Length == 1 && method.TypeParameters[0] is { HasReferenceTypeConstraint: false } number
        && TypeMapping.Scalar(number) is { IsFloating: true } && number.ConstraintTypes.All(type => type.ContainingNamespace.ToDisplayString() == "System.Numerics" || TypeMapping.IsInSystem(type));

    /// <summary>Whether something of the user's has the names of the members that make and clear gradients.</summary>
    private bool AreShapesTaken() => !new[] { GradientShape.ZerosLike, GradientShape.Clear }
        .All(suffix => method.ContainingType.GetMembers(MemberStems.Of(method) + suffix).All(GeneratedMembers.Contain));

    private bool IsHiding() =>
        TypeShells.Bases(method.ContainingType).Any(level => MemberStems.MethodsWith(level, MemberStems.Of(method)).Any());

    private static string Constraint(ITypeParameterSymbol parameter, TypeNames names)
    {
        List<string> all = [];
        if (parameter.HasReferenceTypeConstraint)
            all.Add("class");
        else if (parameter.HasUnmanagedTypeConstraint)
            all.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint)
            all.Add("struct");
        else if (parameter.HasNotNullConstraint)
            all.Add("notnull");
        all.AddRange(parameter.ConstraintTypes.Select(names.Write));
        if (parameter.HasConstructorConstraint)
            all.Add("new()");
        return all.Count == 0 ? "" : $"\n    where {Identifiers.Escape(parameter.Name)} : {string.Join(", ", all)}";
    }

    /// <summary>A tuple of numbers, or a struct whose members, numbers all, can be set from here.</summary>
    private bool IsComposite(ITypeSymbol type)
    {
        if (Values.StructLayout.Of(type) is not { Count: > 0 } parts)
            return false;
        bool IsReachable(ISymbol symbol) => source.Model.Compilation.IsSymbolAccessibleWithin(symbol, method.ContainingType);
        bool IsSettable(Values.StructLayout.Part part) => part.Property is { } property
            ? property.SetMethod is { } setter && IsReachable(setter) && IsReachable(property) : !part.Field.IsReadOnly && IsReachable(part.Field);
        return parts.All(part => (type.IsTupleType || IsSettable(part)) && (TypeMapping.Scalar(part.Type) is not null || IsComposite(part.Type)))
            && parts.Any(part => TypeMapping.Scalar(part.Type) is null or { IsFloating: true });
    }

    private bool CheckPlace(HelperPlace? place)
    {
        if (place is null)
            Refuse(Descriptors.HelperPlace, method.Name, method.ContainingType.Name, HelperPlace.WayOut(method));
        return place is not null;
    }

    private bool CheckPlace()
    {
        bool hasPlace = true;
        foreach (INamedTypeSymbol type in TypeShells.WithOuter(method.ContainingType))
        {
            if (Inlining.Extensions.IsBlock(type))
            {
                Refuse(Descriptors.UnsupportedMethod, method.Name, "in an extension block");
                return false;
            }
            if (type.IsFileLocal)
            {
                Refuse(Descriptors.UnsupportedMethod, method.Name, "in a file-local type");
                hasPlace = false;
            }
            else if (!TypeShells.IsPartial(type))
            {
                Refuse(Descriptors.TypeNotPartial, type.Name, method.Name, TypeShells.Keyword(type) + " " + type.Name);
                hasPlace = false;
            }
        }
        if (method.TypeParameters.FirstOrDefault(parameter => GenericNumbers.Of(parameter) is null) is { } unknown)
            Refuse(Descriptors.Generic, unknown.Name, method.Name);
        return hasPlace;
    }

    private void CheckKind()
    {
        if (MemberStems.ObstacleOf(method) is { } unusable)
            refusals.Add(Descriptors.MemberName, source.PlaceOfNames, MemberStems.Chosen(method)!, method.Name, unusable);
        if (Hierarchy.IsVirtual(method) && session.ClassesIn(method).ObstacleOf(method.ContainingType) is { } obstacle)
            Refuse(Descriptors.Virtual, method.Name, obstacle);
        if (method.MethodKind != MethodKind.Ordinary)
            Refuse(Descriptors.UnsupportedMethod, method.Name, "an explicit interface implementation");
        foreach (SyntaxToken modifier in source.Syntax.Modifiers)
        {
            if (RefusedModifiers.TryGetValue(modifier.Kind(), out string what))
                Refuse(Descriptors.UnsupportedMethod, method.Name, what);
        }
        if (source.Syntax.Body is null && source.Syntax.ExpressionBody is null && method is not { IsAbstract: true, IsStatic: false })
            Refuse(Descriptors.NoBody, method.Name);
    }

    private void Refuse(DiagnosticDescriptor descriptor, params object[] arguments) => refusals.Add(descriptor, source.Name, arguments);

    private void RefuseType(DiagnosticDescriptor descriptor, SyntaxNode at, ITypeSymbol type, params object[] arguments)
    {
        if (type.TypeKind == TypeKind.Error || TypeMapping.IsOfGenericMethod(type))
            refusals.AddSilently();
        else
            refusals.Add(descriptor, at, arguments);
    }

    private bool NeedsDeclaration() =>
        source.Syntax.Modifiers.Any(SyntaxKind.PartialKeyword) && method.PartialDefinitionPart is null && !method.IsPartialDefinition;

    private List<string> Reserved(List<Parameter> parameters)
    {
        var names = new SortedSet<string>(Identifiers.In(source.Syntax), StringComparer.Ordinal);
        names.UnionWith(parameters.Select(parameter => parameter.GradientName));
        // Members that only called methods or checks name.
        names.UnionWith(parameters.Where(parameter => parameter.IsThis).SelectMany(parameter => parameter.Leaves.Items)
            .Select(leaf => MemberPath.First(leaf.Path).TrimStart('@')));
        return names.ToList();
    }
}
