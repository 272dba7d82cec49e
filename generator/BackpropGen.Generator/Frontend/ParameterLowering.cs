using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Calls;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Generator.Frontend;

/// <summary>The parameters of a method, with the members of structs as leaves. Variables are numbered in this order.</summary>
internal sealed class ParameterLowering(MethodSource source, TypeNames names, StateFields state, Refusals refusals)
{
    private const string Supported = "use float, double, int, bool, Span<T>, ReadOnlySpan<T>, T[], or a struct or class with such fields";

    private int nextId;

    public List<Parameter> Lower()
    {
        // The cotangent of the result has its name first.
        HashSet<string> taken = [.. source.Symbol.Parameters.Select(parameter => parameter.Name)];
        List<Parameter> own = source.Symbol.IsStatic ? [] : [LowerThis(taken)];
        return [.. own, .. source.Symbol.Parameters.Select(parameter => Lower(parameter, taken))];
    }

    /// <summary>The object that an instance method belongs to.</summary>
    private Parameter LowerThis(HashSet<string> taken)
    {
        INamedTypeSymbol type = source.Symbol.ContainingType;
        string gradient = Identifiers.Unique("dThis", taken);
        var variable = new Variable(nextId++, "this", MemberLeaves.TypeOf(type, names), VariableKind.Parameter);
        // Without 'this.' where nothing else in the method has the name.
        HashSet<string> others =
        [
            .. taken, .. Identifiers.DeclaredIn(source.Syntax), .. source.Symbol.Parameters.Select(parameter => Identifiers.Gradient(parameter.Name)),
            .. HiddenNames.Used, "tape", "frame", "dResult",
        ];
        MemberLeaves members = Members();
        members.Add(type, "", "", isNoGradient: false, isReadOnly: false, others.Contains);
        return new Parameter("this", names.Write(type), Passing.Value, gradient, IsWritten: false, variable, members.Leaves)
        {
            IsThis = true,
            IsObject = type.TypeKind == TypeKind.Class,
            Parts = members.Parts,
        };
    }

    private MemberLeaves Members() => new(source.Model.Compilation, source.Symbol.ContainingType, names, state, () => nextId++);

    private Parameter Lower(IParameterSymbol parameter, HashSet<string> taken)
    {
        SyntaxNode at = source.Syntax.ParameterList.Parameters[parameter.Ordinal];
        string name = Identifiers.Escape(parameter.Name);
        string typeName = names.Write(parameter.Type);
        Passing passing = parameter.RefKind switch
        {
            RefKind.In => Passing.In,
            RefKind.Ref when TypeMapping.Scalar(parameter.Type) is not null => Passing.Ref,
            RefKind.Out when TypeMapping.Scalar(parameter.Type) is not null => Passing.Out,
            _ => Passing.Value,
        };
        if (parameter.RefKind != RefKind.None && passing == Passing.Value)
        {
            string keyword = parameter.RefKind is RefKind.Ref ? "ref" : parameter.RefKind is RefKind.Out ? "out" : "ref readonly";
            refusals.Add(Descriptors.ParameterPassing, at, parameter.Name, keyword);
            // The stub has the user's own signature.
            typeName = keyword + " " + typeName;
        }

        IrType? type = TypeMapping.Value(parameter.Type);
        var leaves = new List<Leaf>();
        var parts = new List<Part>();
        bool isObject = type is null && passing == Passing.Value && MemberLeaves.IsObject(parameter.Type);
        var variable = new Variable(nextId++, name, type ?? (isObject ? MemberLeaves.TypeOf(parameter.Type, names) : new StructType(typeName)), VariableKind.Parameter);
        if (type is not null)
            leaves.Add(new Leaf(variable, "", TypeMapping.IsNoGradient(parameter), IsReadOnly: false));
        else if (TypeMapping.IsStruct(parameter.Type))
            AddLeaves((INamedTypeSymbol)parameter.Type, name, "", TypeMapping.IsNoGradient(parameter), isReadOnly: false, leaves, depth: 0);
        else if (isObject)
        {
            MemberLeaves members = Members();
            members.Add((INamedTypeSymbol)parameter.Type, name, "", TypeMapping.IsNoGradient(parameter), isReadOnly: false, _ => false);
            (leaves, parts) = (members.Leaves, members.Parts);
        }
        if (leaves.Count == 0)
            Refuse(parameter, ((ParameterSyntax)at).Type ?? at);

        return new Parameter(
            name,
            typeName,
            passing,
            Identifiers.Unique(Identifiers.Gradient(parameter.Name), taken),
            IsWritten: passing is Passing.Ref or Passing.Out || type is BufferType { Kind: BufferKind.Span },
            variable,
            leaves)
        {
            IsObject = isObject,
            Parts = parts,
        };
    }

    private void AddLeaves(
        INamedTypeSymbol type, string name, string path, bool isNoGradient, bool isReadOnly, List<Leaf> leaves, int depth)
    {
        // Broken code may nest a struct in itself. Fields at places of their own may share their bytes.
        if (depth > 16 || type.GetMembers().Any(member => member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "FieldOffsetAttribute")))
            return;
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>())
        {
            if (field.IsStatic || field.IsConst || field.IsImplicitlyDeclared || field.IsFixedSizeBuffer || field.RefKind != RefKind.None
                || !source.Model.Compilation.IsSymbolAccessibleWithin(field, source.Symbol.ContainingType))
                continue;
            string fieldPath = path + "." + Identifiers.Escape(field.Name);
            bool isConstant = isNoGradient || TypeMapping.IsNoGradient(field);
            bool isFixed = isReadOnly || field.IsReadOnly || type.IsReadOnly;
            if (TypeMapping.Value(field.Type) is { } value)
                leaves.Add(new Leaf(new Variable(nextId++, name + fieldPath, value, VariableKind.Member), fieldPath, isConstant, isFixed));
            else if (TypeMapping.IsStruct(field.Type))
                AddLeaves((INamedTypeSymbol)field.Type, name, fieldPath, isConstant, isFixed, leaves, depth + 1);
        }
    }

    private void Refuse(IParameterSymbol parameter, SyntaxNode at)
    {
        if (parameter.Type.TypeKind == TypeKind.Error || TypeMapping.IsOfGenericMethod(parameter.Type))
        {
            refusals.AddSilently();
            return;
        }
        string wayOut = parameter.Type switch
        {
            { TypeKind: TypeKind.TypeParameter } => "generic numbers come later; write the method for float or double",
            { TypeKind: TypeKind.Struct or TypeKind.Class } when TypeMapping.IsStruct(parameter.Type) || MemberLeaves.IsObject(parameter.Type) => "it has no accessible field of a supported type; " + Supported,
            _ => Supported,
        };
        refusals.Add(Descriptors.ParameterType, at, parameter.Name, parameter.Type.ToDisplayString(), wayOut);
    }
}
