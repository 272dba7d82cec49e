using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Generator.Frontend;

/// <summary>The parameters of a method, with the members of structs as leaves. Variables are numbered in this order.</summary>
internal sealed class ParameterLowering(MethodSource source, TypeNames names, LoweringSession session, Refusals refusals)
{
    private const string Supported = "use float, double, int, bool, Span<T>, ReadOnlySpan<T>, T[], T[,], T[][], a struct with such fields, spans and arrays of structs of accessible numbers, or mark it [NoGradient] if it is only handed on";

    private readonly BackingFields accessors = new(source, names);
    private readonly DefaultValues defaults = new(source.Symbol, names);
    private int nextId;

    public List<Parameter> Lower()
    {
        // The cotangent of the result has its name first.
        HashSet<string> taken = [.. source.Symbol.Parameters.Select(parameter => parameter.Name)];
        List<Parameter> parameters = source.Symbol.IsStatic ? [] : [This(taken)];
        parameters.AddRange(source.Symbol.Parameters.Select(parameter => Lower(parameter, taken)));
        return parameters;
    }

    /// <summary>The object of an instance method: its members are called as the method calls them.</summary>
    private Parameter This(HashSet<string> taken)
    {
        INamedTypeSymbol type = source.Symbol.ContainingType;
        string typeName = names.Write(type);
        var variable = new Variable(nextId++, "this", MemberLeaves.TypeOf(type, names), VariableKind.Parameter);
        string gradient = Identifiers.Unique("dThis", taken);
        // Without 'this.' where nothing else in the method has the name.
        HashSet<string> others =
        [
            .. taken, .. Identifiers.DeclaredIn(source.Syntax), .. source.Symbol.Parameters.Select(parameter => Identifiers.Gradient(parameter.Name)),
            .. HiddenNames.Used, "tape", "frame", "dResult",
        ];
        var members = new MemberLeaves(source, names, session, accessors, others.Contains, nextId);
        List<Leaf> leaves = members.Of(type, variable, isNoGradient: false);
        nextId = members.Next;
        var whole = new Part(variable, "", type.IsReferenceType) { Classes = members.ClassesOf(type) };
        return new Parameter("this", typeName, Passing.Value, gradient, IsWritten: false, variable, leaves, type.IsReferenceType) { IsRefStruct = type.IsRefLikeType, Parts = members.Parts, Whole = whole, SeenClasses = members.Seen, Accessors = [.. accessors.All] };
    }

    private Parameter Lower(IParameterSymbol parameter, HashSet<string> taken)
    {
        SyntaxNode at = source.Syntax.ParameterList.Parameters[parameter.Ordinal];
        string name = Identifiers.Escape(parameter.Name);
        string typeName = names.Write(parameter.Type);
        IrType? type = TypeMapping.Value(parameter.Type);
        Passing passing = parameter.RefKind switch
        {
            RefKind.Ref => Passing.Ref,
            RefKind.Out => Passing.Out,
            RefKind.None => Passing.Value,
            _ => Passing.In,
        };
        var leaves = new List<Leaf>();
        var structs = Values.StructArrays.Of(parameter.Type);
        bool isWhole = type is null && (structs is not null || TypeMapping.IsStruct(parameter.Type) || MemberLeaves.IsObject(parameter.Type));
        var variable = new Variable(
            nextId++, name, type ?? (isWhole ? MemberLeaves.TypeOf(parameter.Type, names) : new StructType(typeName)), VariableKind.Parameter);
        MemberLeaves? members = null;
        if (type is not null)
            leaves.Add(new Leaf(variable, "", TypeMapping.IsNoGradient(parameter), LeafAccess.Variable));
        else if (isWhole)
        {
            members = new MemberLeaves(source, names, session, accessors, _ => false, nextId);
            leaves = structs is not null ? members.OfStructs(parameter.Type, variable, TypeMapping.IsNoGradient(parameter))
                : members.Of((INamedTypeSymbol)parameter.Type, variable, TypeMapping.IsNoGradient(parameter));
            nextId = members.Next;
        }
        bool isReference = passing is Passing.Ref or Passing.Out;
        bool isOfNumbers = leaves.Count > 0 && leaves.TrueForAll(leaf => leaf.Variable.Type is ScalarType) && parameter.Type is { IsReferenceType: false, IsRefLikeType: false };
        if (parameter.RefKind == RefKind.RefReadOnlyParameter || (isReference && !isOfNumbers))
        {
            bool isReadOnly = parameter.RefKind == RefKind.RefReadOnlyParameter;
            refusals.Add(
                Descriptors.ParameterPassing, at, parameter.Name, isReadOnly ? "ref readonly" : parameter.RefKind.ToString().ToLowerInvariant(),
                isReadOnly ? "not supported" : "supported for numbers and structs of numbers only", isReadOnly ? "it" : "spans, arrays, objects and structs with such members");
            if (isReadOnly)
                (passing, typeName) = (Passing.Value, "ref readonly " + typeName);
        }
        EquatableArray<string> classes = isWhole ? members!.ClassesOf(parameter.Type) : [];
        bool isOpaque = leaves.Count == 0 && classes.Count == 0 && IsOpaque(parameter);
        if (leaves.Count == 0 && classes.Count == 0 && !isOpaque)
            Refuse(parameter, ((ParameterSyntax)at).Type ?? at);

        bool isObject = parameter.Type.IsReferenceType && type is null && structs is null && !isOpaque;
        return new Parameter(
            name,
            typeName,
            passing,
            Identifiers.Unique(Identifiers.Gradient(parameter.Name), taken),
            IsWritten: type is BufferType { Kind: BufferKind.Span } || structs is { Kind: BufferKind.Span } || isReference,
            variable,
            leaves,
            isObject)
        {
            IsOpaque = isOpaque,
            Default = defaults.Of(parameter),
            IsParams = parameter.IsParams,
            IsRefStruct = parameter.Type.IsRefLikeType && isWhole && structs is null,
            Structs = structs is { Element: var element } ? names.Write(element) : null,
            Parts = members?.Parts ?? [],
            SeenClasses = members?.Seen ?? [],
            Accessors = members is null ? [] : [.. accessors.All],
            Whole = new Part(variable, "", isObject) { Classes = classes },
        };
    }

    /// <summary>Texts, and what is no data of a function by the user's own word.</summary>
    private static bool IsOpaque(IParameterSymbol parameter) => parameter.RefKind is RefKind.None or RefKind.In
        && (parameter.Type.SpecialType == SpecialType.System_String
            || (TypeMapping.IsNoGradient(parameter) && parameter.Type.TypeKind is not (TypeKind.Error or TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Dynamic or TypeKind.TypeParameter)));

    private void Refuse(IParameterSymbol parameter, SyntaxNode at)
    {
        if (parameter.Type.TypeKind == TypeKind.Error || TypeMapping.IsOfGenericMethod(parameter.Type))
        {
            refusals.AddSilently();
            return;
        }
        string wayOut = parameter.Type switch
        {
            INamedTypeSymbol named when MemberLeaves.IsObject(named) && session.ClassesIn(source.Symbol).ReasonAgainst(named) is { } reason => reason,
            { TypeKind: TypeKind.TypeParameter } => "constrain it to IFloatingPointIeee754<T>",
            { TypeKind: TypeKind.Struct } when TypeMapping.IsStruct(parameter.Type) && !SymbolEqualityComparer.Default.Equals(parameter.Type.ContainingAssembly, session.Compilation.Assembly) =>
                "of the structs of libraries only tuples, and the vectors and quaternions of System.Numerics, are known; " + Supported,
            { TypeKind: TypeKind.Struct } when TypeMapping.IsStruct(parameter.Type) => "it has no accessible field of a supported type; " + Supported,
            _ => Supported,
        };
        refusals.Add(Descriptors.ParameterType, at, parameter.Name, parameter.Type.ToDisplayString(), wayOut);
    }
}
