using System.Text;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Tests.Cases;

/// <summary>Writes the driver of one case, and finds where its generated members depart from the contract.</summary>
internal sealed class DriverWriter(Signature signature)
{
    private readonly IMethodSymbol method = signature.Method;
    private readonly string owner = QualifiedName(signature.Method.ContainingType);

    private readonly DriverObjects objects = new(signature);

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
                public override int Rows(int leaf, int n, int m, int seed) => leaf switch { {{Table(RowsOf)}} _ => n };
                public override long? Fixed(int leaf, int n, int m, int seed) => leaf switch { {{Table(FixedValue)}} _ => null };
                public override int Below(int leaf, int n, int m, int seed) => leaf switch { {{Table(Bound)}} _ => 4 };
                {{objects.Declarations()}}
                public override double Call(Values v) { {{Body(method.Name, Arguments(false))}} }
                public override double Twin(Values v) { {{Body(method.Name, Arguments(true), twin)}} }
                public override double Forward(Values v, Tape tape) { {{ForwardBody(forward)}} }
                public override void Backward(Values v, Tape tape, double dResult, Values d) { {{BackwardBody(backward)}} }
                public override bool HasGradient => {{(gradient is null ? "false" : "true")}};
                public override double Gradient(Values v, Values d, Tape tape) { {{GradientBody(gradient)}} }
                public override long? TapeSize(Values v) => {{TapeSize()}};
            }
            """;
    }

    private const string Missing = "throw new System.MissingMethodException();";

    private string ForwardBody(IMethodSymbol? forward) =>
        forward is null ? Missing : Body(forward.Name, [.. Arguments(false), "tape"]);

    private string BackwardBody(IMethodSymbol? backward)
    {
        if (backward is null)
            return Missing;

        IEnumerable<string> readOnly = signature.Slots.Where(slot => !slot.IsThis && signature.IsPassedBackward(slot)).Select(slot => Argument(slot, false));
        string[] seed = signature.ReturnsScalar ? [$"({method.ReturnType.ToDisplayString()})dResult"] : signature.ReturnsStruct ? ["seed"] : [];
        int leaves = 0;
        string made = signature.ReturnsStruct ? $"{method.ReturnType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)} seed = {Seed(method.ReturnType, ref leaves)}; " : "";
        return made + WithGradients($"{Receiver()}.{backward.Name}{TypeArguments}({Join([.. readOnly, "tape", .. seed, .. Gradients()])});", writesValues: false);
    }

    private string GradientBody(IMethodSymbol? gradient)
    {
        if (gradient is null)
            return Missing;

        string[] tape = gradient.Parameters.Any(parameter => parameter.Type.Name == nameof(Tape)) ? ["tape"] : [];
        string arguments = Join([.. Arguments(false), .. Gradients(), .. tape]);
        return WithGradients($"double result = {Receiver()}.{gradient.Name}{TypeArguments}({arguments});", writesValues: true) + " return result;";
    }

    private string TapeSize()
    {
        if (Named("TapeSize").FirstOrDefault() is not { } size)
            return "null";

        List<string> arguments = [];
        foreach (IParameterSymbol parameter in size.Parameters)
        {
            if (signature.Slots.FirstOrDefault(own => own.Name == parameter.Name) is { } own)
                arguments.Add(own.HasMembers && !IsOwn(own) ? Argument(own, false) : Value(own.Name, own.Type, "v", false));
            else
                Faults.Add($"{size.Name} has a parameter '{parameter.Name}' that {method.Name} has not.");
        }
        return $"{Sized()}.{size.Name}{TypeArguments}({Join(arguments)})";
    }

    /// <summary>An object in an expression: it is set up by a method of its own.</summary>
    private string Sized() => method.IsStatic ? owner : $"{objects.SetUpExpression(signature.Slots[0])}";

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
        method.ContainingType.GetMembers(method.Name + suffix).OfType<IMethodSymbol>()
            .Select(member => member.IsGenericMethod ? member.Construct([.. method.TypeArguments]) : member);

    private string TypeArguments => method.IsGenericMethod ? $"<{Join(method.TypeArguments.Select(type => type.ToDisplayString()))}>" : "";

    private string Receiver(bool twin = false) => method.IsStatic ? owner : objects.Name(signature.Slots[0], twin ? "t" : "v");

    /// <summary>Sets objects up, calls, and reads what the call changed in them.</summary>
    private string Body(string name, IEnumerable<string> arguments, string? twin = null)
    {
        string receiver = method.IsStatic ? twin ?? owner : Receiver(twin is not null);
        string call = $"{receiver}.{name}{TypeArguments}({Join(arguments)})";
        string store = twin is null ? "v" : "t";
        string before = string.Concat(signature.Slots.Select(slot => objects.SetUp(slot, store))) + Own(twin is not null);
        string after = string.Concat(signature.Slots.Select(slot => objects.ReadBack(slot, store))) + OwnAfter(twin is not null);
        if (signature.ReturnsStruct)
            return $"{before}var r = {call}; double result = {string.Join(" + ", Weighted("r").Select(leaf => $"{leaf.Weight} * {leaf.Path}"))};{after} return result;";
        return method.ReturnsVoid ? $"{before}{call};{after} return 0;" : $"{before}double result = {call};{after} return result;";
    }

    /// <summary>The cotangent of a result: each member its weight times that of the sum.</summary>
    private static string Seed(ITypeSymbol type, ref int leaves)
    {
        List<string> members = [];
        foreach ((string name, ITypeSymbol field, _) in Signature.Fields(type))
        {
            string value = Signature.IsStruct(field) ? Seed(field, ref leaves)
                : field.SpecialType is SpecialType.System_Double or SpecialType.System_Single ? $"({field.ToDisplayString()})({++leaves} * dResult)" : "default";
            members.Add(type.IsTupleType ? value : $"{name} = {value}");
        }
        return type.IsTupleType ? $"({Join(members)})" : $"new {type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)} {{ {Join(members)} }}";
    }

    /// <summary>The members of a result, with the weight that each has in the sum that the case is about.</summary>
    private IEnumerable<(string Path, string Type, int Weight)> Weighted(string name) => signature.ResultLeaves(method.ReturnType, name)
        .Where(leaf => leaf.Type.SpecialType is SpecialType.System_Double or SpecialType.System_Single).Select((leaf, i) => (leaf.Path, leaf.Type.ToDisplayString(), i + 1));

    private string[] Arguments(bool twin) => [.. signature.Slots.Where(slot => !slot.IsThis).Select(slot => Argument(slot, twin))];

    private string Argument(Slot slot, bool twin)
    {
        string modifier = slot.RefKind switch { RefKind.Ref => "ref ", RefKind.Out => "out ", _ => "" };
        return slot.IsObject ? objects.Name(slot, twin ? "t" : "v") : modifier + (IsOwn(slot) ? $"v_{slot.Name}" : Value(slot.Name, slot.Type, "v", twin));
    }

    /// <summary>A struct by reference is a local of the driver's.</summary>
    private static bool IsOwn(Slot slot) => slot is { IsByReference: true, HasMembers: true };

    private string Own(bool twin) => string.Concat(signature.Slots.Where(IsOwn).Select(slot => $"var v_{slot.Name} = {Value(slot.Name, slot.Type, "v", twin)}; "));

    /// <summary>What a call left in such locals.</summary>
    private string OwnAfter(bool twin) => string.Concat(signature.Slots.Where(IsOwn).SelectMany(signature.LeavesOf).Select(leaf => $" {leaf.In("v", twin)} = v_{leaf.Path};"));

    private IEnumerable<string> Gradients() => signature.Slots.Where(signature.HasGradient).Select(slot =>
        slot.IsObject || (slot.IsThis && !signature.GradientIsReference(slot)) ? objects.Name(slot, "d")
        : !signature.GradientIsReference(slot) ? Value(slot.Name, slot.Type, "d", false)
        : slot.IsThis ? $"ref {objects.Name(slot, "d")}"
        : slot.HasMembers ? $"ref d_{slot.Name}"
        : $"ref {Value(slot.Name, slot.Type, "d", false)}");

    /// <summary>A struct by reference is built before the call, and its scalars are read after it.</summary>
    private string WithGradients(string call, bool writesValues)
    {
        var before = new StringBuilder();
        var after = new StringBuilder();
        foreach (Slot slot in signature.Slots)
        {
            before.Append(objects.SetUp(slot, "v")).Append(objects.SetUp(slot, "d"));
            after.Append(writesValues ? objects.ReadBack(slot, "v") : "").Append(objects.ReadBack(slot, "d"));
            if (!Signature.IsStruct(slot.Type) || slot.IsThis || !signature.GradientIsReference(slot))
                continue;
            before.Append($"var d_{slot.Name} = {Value(slot.Name, slot.Type, "d", false)}; ");
            foreach (Leaf leaf in signature.LeavesOf(slot).Where(leaf => !leaf.IsBuffer && leaf.HasGradient))
                after.Append($" d.Get<{leaf.Keyword}>({leaf.Index})[0] = d_{leaf.Path};");
        }
        return writesValues ? $"{before}{Own(false)}{call}{after}{OwnAfter(false)}" : $"{before}{call}{after}";
    }

    /// <summary>An expression for the value of a parameter or a member, out of the values called <paramref name="store"/>.</summary>
    private string Value(string path, ITypeSymbol type, string store, bool twin)
    {
        if (type.SpecialType == SpecialType.System_String)
            return $"\"{path}\"";
        if (Signature.IsStruct(type))
            return Construction(path, (INamedTypeSymbol)type, store, twin);

        Leaf leaf = signature.Leaves.Single(leaf => leaf.Path == path);
        return leaf.In(store, twin);
    }

    private string Construction(string path, INamedTypeSymbol type, string store, bool twin)
    {
        if (type.IsTupleType)
            return $"({Join(Signature.Fields(type).Select(Member))})";
        string name = Leaf.NameOf(type, twin);

        (string Name, ITypeSymbol Type, ISymbol Symbol)[] fields = [.. Signature.Fields(type)];
        IMethodSymbol? constructor = type.InstanceConstructors.FirstOrDefault(constructor =>
            NamesOf(constructor).SequenceEqual(fields.Select(field => field.Name), StringComparer.OrdinalIgnoreCase));
        return constructor is not null
            ? $"new {name}({Join(fields.Select(Member))})"
            : $"new {name} {{ {Join(fields.Select(field => $"{field.Name} = {Member(field)}"))} }}";

        string Member((string Name, ITypeSymbol Type, ISymbol Symbol) field) => Value($"{path}.{field.Name}", field.Type, store, twin);
    }

    public static string QualifiedName(INamedTypeSymbol type)
    {
        string arguments = type.TypeParameters.Length == 0 ? "" : $"<{Join(type.TypeParameters.Select(_ => "double"))}>";
        string prefix = type.ContainingType is { } outer ? QualifiedName(outer) : $"global::{type.ContainingNamespace.ToDisplayString()}";
        return $"{prefix}.{type.Name}{arguments}";
    }

    private string Table(Func<Leaf, string?> entry) =>
        string.Concat(signature.Leaves.Select(leaf => entry(leaf) is { } value ? $"{leaf.Index} => {value}, " : ""));

    private string? LengthOf(Leaf leaf) => !leaf.IsBuffer ? null
        : signature.Source.Directives.Lengths.GetValueOrDefault(leaf.Path, "n") is var length && leaf.Width > 1 ? $"{leaf.Width} * ({length})" : length;

    private string? RowsOf(Leaf leaf) => signature.Source.Directives.Rows.GetValueOrDefault(leaf.Path);

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
