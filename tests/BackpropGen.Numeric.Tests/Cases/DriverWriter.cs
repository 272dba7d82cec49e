using System.Text;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Tests.Cases;

/// <summary>Writes the driver of one case, and finds where its generated members depart from the contract.</summary>
internal sealed class DriverWriter(Signature signature)
{
    private readonly IMethodSymbol method = signature.Method;
    private readonly string owner = QualifiedName(signature.Method.ContainingType);

    public List<string> Faults { get; } = [];

    public static string ClassName(string caseName) => "Driver_" + caseName.Replace('.', '_');

    public string Write()
    {
        IMethodSymbol? forward = Member("Forward", signature.ForwardNames, required: true);
        IMethodSymbol? backward = Member("Backward", signature.BackwardNames, required: true);
        IMethodSymbol? gradient = Member("Gradient", signature.GradientNames, required: signature.ReturnsScalar);
        string twin = owner.Replace(method.ContainingNamespace.Name + ".", method.ContainingNamespace.Name + DoubleTwin.Suffix + ".");

        return $$"""
            #nullable disable
            using BackpropGen.Tests.Cases;

            public sealed class {{ClassName(signature.Source.Name)}} : CaseDriver
            {
                public override int Length(int leaf, int n, int m, int seed) => leaf switch { {{Table(LengthOf)}} _ => 1 };
                public override long? Fixed(int leaf, int n, int m, int seed) => leaf switch { {{Table(FixedValue)}} _ => null };
                public override int Below(int leaf, int n, int m, int seed) => leaf switch { {{Table(Bound)}} _ => 4 };
                public override double Call(Values v) { {{Body($"{Target(owner)}.{method.Name}({Join(Arguments(false))})")}} }
                public override double Twin(Values v) { {{Body($"{Target(twin)}.{method.Name}({Join(Arguments(true))})", twin: true)}} }
                public override double Forward(Values v, Tape tape) { {{ForwardBody(forward)}} }
                public override void Backward(Values v, Tape tape, double dResult, Values d) { {{BackwardBody(backward)}} }
                public override bool HasGradient => {{(gradient is null ? "false" : "true")}};
                public override double Gradient(Values v, Values d, Tape tape) { {{GradientBody(gradient)}} }
                public override long? TapeSize(Values v) { {{Objects("v", false)}}return {{TapeSize()}}; }
                public override bool Allocates => {{(Whole.Any(whole => IsObject(whole.Type) && !IsRefillable(whole.Type)) ? "true" : "false")}};
                {{Caches()}}
            }
            """;
    }

    private const string Missing = "throw new System.MissingMethodException();";

    private string ForwardBody(IMethodSymbol? forward) =>
        forward is null ? Missing : Body($"{Target(owner)}.{forward.Name}({Join([.. Arguments(false), "tape"])})");

    private string BackwardBody(IMethodSymbol? backward)
    {
        if (backward is null)
            return Missing;

        IEnumerable<IParameterSymbol> parameters = method.Parameters.Where(signature.IsPassedBackward);
        IEnumerable<string> readOnly = parameters.Select(parameter => Argument(parameter, false));
        string[] seed = signature.ReturnsScalar ? [$"({method.ReturnType.ToDisplayString()})dResult"] : [];
        return WithGradients($"{Target(owner)}.{backward.Name}({Join([.. readOnly, "tape", .. seed, .. Gradients()])});");
    }

    private string GradientBody(IMethodSymbol? gradient)
    {
        if (gradient is null)
            return Missing;

        string[] tape = gradient.Parameters.Any(parameter => parameter.Type.Name == nameof(Tape)) ? ["tape"] : [];
        string arguments = Join([.. Arguments(false), .. Gradients(), .. tape]);
        return WithGradients($"double result = {Target(owner)}.{gradient.Name}({arguments});") + " return result;";
    }

    private string TapeSize()
    {
        if (Named("TapeSize").FirstOrDefault() is not { } size)
            return "null";

        List<string> arguments = [];
        foreach (IParameterSymbol parameter in size.Parameters)
        {
            if (method.Parameters.FirstOrDefault(own => own.Name == parameter.Name) is { } own)
                arguments.Add(IsObject(own.Type) ? $"v_{own.Name}" : Value(own.Name, own.Type, "v", false));
            else
                Faults.Add($"{size.Name} has a parameter '{parameter.Name}' that {method.Name} has not.");
        }
        return $"{Target(owner)}.{size.Name}({Join(arguments)})";
    }

    /// <summary>The generated member, after a look at the names of its parameters.</summary>
    private IMethodSymbol? Member(string suffix, string[] names, bool required)
    {
        // There may be an overload for the current thread's tape.
        IMethodSymbol[] candidates = [.. Named(suffix)];
        IMethodSymbol? member = candidates.FirstOrDefault(candidate => Matches(candidate, names)) ?? candidates.FirstOrDefault();
        if (member is null)
        {
            if (required)
                Faults.Add($"{method.Name}{suffix} is missing; expected {method.Name}{suffix}({Join(names)}).");
            return null;
        }
        if (!required)
            Faults.Add($"{member.Name} has no place: {method.Name} does not return a floating-point scalar.");

        if (!Matches(member, names) && !signature.Source.Directives.HasFreeNames)
            Faults.Add($"{member.Name} has the parameters ({Join(NamesOf(member))}), expected ({Join(names)}).");
        return member;
    }

    // A gradient that needs no tape has no parameter for it.
    private static bool Matches(IMethodSymbol member, string[] names) =>
        NamesOf(member).SequenceEqual(names)
        || (member.Name.EndsWith("Gradient", StringComparison.Ordinal) && NamesOf(member).SequenceEqual(names[..^1]));

    private static IEnumerable<string> NamesOf(IMethodSymbol member) => member.Parameters.Select(parameter => parameter.Name);

    private IEnumerable<IMethodSymbol> Named(string suffix) =>
        method.ContainingType.GetMembers(method.Name + suffix).OfType<IMethodSymbol>();

    /// <summary>What stands before the dot of a call.</summary>
    private string Target(string type) => method.IsStatic ? type : "v_this";

    private string Body(string call, bool twin = false)
    {
        string before = Objects("v", twin);
        string after = Scalars("v", twin);
        return before.Length == 0 ? method.ReturnsVoid ? $"{call}; return 0;" : $"return {call};"
            : method.ReturnsVoid ? $"{before}{call};{after} return 0;" : $"{before}var result = {call};{after} return result;";
    }

    private static bool IsObject(ITypeSymbol type) => Signature.IsStruct(type) && type.TypeKind == TypeKind.Class;

    /// <summary>The objects that are arguments, and the method's own: a variable each, since the method may change them.</summary>
    private IEnumerable<(string Name, INamedTypeSymbol Type)> Whole =>
    [
        .. method.IsStatic ? Enumerable.Empty<(string, INamedTypeSymbol)>() : [("this", method.ContainingType)],
        .. method.Parameters.Where(parameter => IsObject(parameter.Type)).Select(parameter => (parameter.Name, (INamedTypeSymbol)parameter.Type)),
    ];

    private bool HasGradient(string path) => signature.LeavesOf(path).Any(leaf => leaf.HasGradient);

    /// <summary>Makes the objects, or fills those of the last call, so that a driver allocates nothing.</summary>
    private string Objects(string store, bool twin)
    {
        var text = new StringBuilder();
        foreach ((string name, INamedTypeSymbol type) in Whole.Where(whole => store == "v" || HasGradient(whole.Name)))
        {
            string cache = $"cache{(twin ? "Twin" : "")}_{store}_{name}";
            if (!IsRefillable(type))
            {
                text.Append($"var {store}_{name} = {Value(name, type, store, twin)}; ");
                continue;
            }
            text.Append($"var {store}_{name} = {cache} ??= {Value(name, type, store, twin)}; ");
            foreach (Leaf leaf in signature.LeavesOf(name))
                text.Append($"{store}_{leaf.Path} = {LeafValue(leaf, store, twin)}; ");
        }
        return text.ToString();
    }

    private string Caches() => string.Concat(((string[])["v", "d"]).SelectMany(store => ((bool[])[false, true]).SelectMany(twin => Whole
        .Where(whole => IsRefillable(whole.Type))
        .Select(whole => $"private {(twin ? TwinName(whole.Type) : QualifiedName(whole.Type))} cache{(twin ? "Twin" : "")}_{store}_{whole.Name}; "))));

    /// <summary>Whether everything in an object can be set again.</summary>
    private static bool IsRefillable(INamedTypeSymbol type) => type.TypeKind == TypeKind.Class && Signature.Fields(type).All(field =>
        (IsObject(field.Type) ? IsRefillable((INamedTypeSymbol)field.Type) : !Signature.IsStruct(field.Type))
        && (field.AssociatedSymbol is IPropertySymbol property
            ? IsObject(field.Type) || property.SetMethod is { IsInitOnly: false, DeclaredAccessibility: Accessibility.Public }
            : (IsObject(field.Type) || !field.IsReadOnly) && field.DeclaredAccessibility == Accessibility.Public));

    /// <summary>Reads the scalars of the objects after a call.</summary>
    private string Scalars(string store, bool twin)
    {
        var text = new StringBuilder();
        foreach ((string name, _) in Whole.Where(whole => store == "v" || HasGradient(whole.Name)))
        {
            foreach (Leaf leaf in signature.LeavesOf(name).Where(leaf => !leaf.IsBuffer))
                text.Append($" {LeafValue(leaf, store, twin)} = {store}_{leaf.Path};");
        }
        return text.ToString();
    }

    private static string LeafValue(Leaf leaf, string store, bool twin) =>
        $"{store}.Get<{(twin && leaf.IsSingle ? "double" : leaf.Keyword)}>({leaf.Index}){(leaf.IsBuffer ? "" : "[0]")}";

    private string[] Arguments(bool twin) => [.. method.Parameters.Select(parameter => Argument(parameter, twin))];

    private string Argument(IParameterSymbol parameter, bool twin) => IsObject(parameter.Type) ? $"v_{parameter.Name}" : parameter.RefKind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        _ => "",
    } + Value(parameter.Name, parameter.Type, "v", twin);

    private IEnumerable<string> Gradients() =>
        (signature.HasThisGradient ? [method.ContainingType.TypeKind == TypeKind.Class || !signature.LeavesOf("this").Any(leaf => leaf.HasGradient && !leaf.IsBuffer) ? "d_this" : "ref d_this"] : Enumerable.Empty<string>())
        .Concat(method.Parameters.Where(signature.HasGradient).Select(parameter => IsObject(parameter.Type) ? $"d_{parameter.Name}" :
        !signature.GradientIsReference(parameter) ? Value(parameter.Name, parameter.Type, "d", false)
        : Signature.IsStruct(parameter.Type) ? $"ref d_{parameter.Name}"
        : $"ref {Value(parameter.Name, parameter.Type, "d", false)}"));

    /// <summary>A struct by reference is built before the call, and its scalars are read after it.</summary>
    private string WithGradients(string call)
    {
        var before = new StringBuilder();
        var after = new StringBuilder();
        foreach (IParameterSymbol parameter in method.Parameters.Where(signature.GradientIsReference))
        {
            if (!Signature.IsStruct(parameter.Type))
                continue;
            before.Append($"var d_{parameter.Name} = {Value(parameter.Name, parameter.Type, "d", false)}; ");
            foreach (Leaf leaf in signature.LeavesOf(parameter).Where(leaf => !leaf.IsBuffer && leaf.HasGradient))
                after.Append($" d.Get<{leaf.Keyword}>({leaf.Index})[0] = d_{leaf.Path};");
        }
        return $"{Objects("v", false)}{Objects("d", false)}{before}{call}{after}{Scalars("d", false)}{Scalars("v", false)}";
    }

    /// <summary>An expression for the value of a parameter or a member, out of the values called <paramref name="store"/>.</summary>
    private string Value(string path, ITypeSymbol type, string store, bool twin)
    {
        if (Signature.IsStruct(type))
            return Construction(path, (INamedTypeSymbol)type, store, twin);

        Leaf leaf = signature.Leaves.Single(leaf => leaf.Path == path);
        string keyword = twin && leaf.IsSingle ? "double" : leaf.Keyword;
        return $"{store}.Get<{keyword}>({leaf.Index}){(leaf.IsBuffer ? "" : "[0]")}";
    }

    private string Construction(string path, INamedTypeSymbol type, string store, bool twin)
    {
        string name = twin ? TwinName(type) : QualifiedName(type);

        IFieldSymbol[] fields = [.. Signature.Fields(type)];
        // The constructor that takes most of the fields; the others are set.
        string[] names = [.. fields.Select(Signature.NameOf)];
        IMethodSymbol? constructor = type.InstanceConstructors
            .Where(constructor => NamesOf(constructor).All(name => names.Contains(name, StringComparer.OrdinalIgnoreCase)))
            .MaxBy(constructor => constructor.Parameters.Length);
        string[] taken = constructor is null ? [] : [.. NamesOf(constructor)];
        IFieldSymbol FieldOf(string name) => fields.First(field => string.Equals(Signature.NameOf(field), name, StringComparison.OrdinalIgnoreCase));
        IFieldSymbol[] others = [.. fields.Where(field => !taken.Contains(Signature.NameOf(field), StringComparer.OrdinalIgnoreCase))];
        string initializer = others.Length == 0 ? "" : $" {{ {Join(others.Select(field => $"{Signature.NameOf(field)} = {Member(field)}"))} }}";
        return $"new {name}({Join(taken.Select(parameter => Member(FieldOf(parameter))))}){initializer}";

        string Member(IFieldSymbol field) => Value($"{path}.{Signature.NameOf(field)}", field.Type, store, twin);
    }

    private static string TwinName(INamedTypeSymbol type) =>
        QualifiedName(type).Replace(type.ContainingNamespace.Name + ".", type.ContainingNamespace.Name + DoubleTwin.Suffix + ".");

    private static string QualifiedName(INamedTypeSymbol type)
    {
        string arguments = type.TypeParameters.Length == 0 ? "" : $"<{Join(type.TypeParameters.Select(_ => "int"))}>";
        string prefix = type.ContainingType is { } outer ? QualifiedName(outer) : $"global::{type.ContainingNamespace.ToDisplayString()}";
        return $"{prefix}.{type.Name}{arguments}";
    }

    private string Table(Func<Leaf, string?> entry) =>
        string.Concat(signature.Leaves.Select(leaf => entry(leaf) is { } value ? $"{leaf.Index} => {value}, " : ""));

    private string? LengthOf(Leaf leaf) => leaf.IsBuffer ? signature.Source.Directives.Lengths.GetValueOrDefault(leaf.Path, "n") : null;

    private string? FixedValue(Leaf leaf)
    {
        if (leaf.IsBuffer || leaf.IsFloating)
            return null;
        string? value = signature.Source.Directives.Set.GetValueOrDefault(leaf.Path) ?? (leaf.Path is "n" or "m" ? leaf.Path : null);
        return value is null ? null : leaf.Element == SpecialType.System_Boolean ? $"({value}) ? 1 : 0" : $"{value}";
    }

    private string? Bound(Leaf leaf) => signature.Source.Directives.Indices.GetValueOrDefault(leaf.Path);

    private static string Join(IEnumerable<string> items) => string.Join(", ", items);
}
