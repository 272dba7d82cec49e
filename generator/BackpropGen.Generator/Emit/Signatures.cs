using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes;

namespace BackpropGen.Generator.Emit;

/// <summary>What distinguishes a generated member from others of its name.</summary>
/// <param name="Parameters">Its parameters, as they are declared.</param>
internal sealed record MemberSignature(string Name, int Arity, EquatableArray<string> Parameters);

/// <summary>The signatures of generated members: the contract's order of parameters.</summary>
internal sealed class Signatures(Method method, Spelling spelling)
{
    private string Result => method.ResultName;

    private string Accessibility => method.Accessibility.Length == 0 ? "" : method.Accessibility + " ";

    public string Modifiers => Accessibility + (method.IsInstance ? "" : "static ");

    private string PrivateModifiers => method.IsInstance ? "private" : "private static";

    private string[] Seed => method.HasResultCotangent ? [$"{method.ResultName} {method.ResultCotangentName}"] : [];

    private string Tape => spelling.Name("Tape");

    private string OptionalTape => $"{Tape}? {method.TapeName} = null";

    private MemberSignature ForwardMember => Member(method.Stem + "Forward", [.. Own(method.Parameters, method.KeepsDefaults), method.IsTapeOptional ? OptionalTape : $"{Tape} {method.TapeName}"]);

    private MemberSignature BackwardMember => Member(method.Stem + "Backward",
    [
        .. Own(method.Parameters.Where(p => p.IsPassedBackward)),
        .. method.IsFrameless ? Array.Empty<string>() : [$"{Tape} {method.TapeName}"],
        .. Seed,
        .. Gradients(),
    ]);

    private MemberSignature GradientMember => Member(method.Stem + "Gradient", [.. Own(method.Parameters, method.KeepsDefaults && !Gradients().Any()), .. Gradients(), OptionalTape]);

    private MemberSignature AgainMember => Member(Recomputation.AgainName(method), [.. Own(method.Parameters), $"{Tape} {method.TapeName}", .. Seed, .. Gradients()]);

    private MemberSignature TracedMember(Traced traced) => Member(method.Stem + TestingMembers.Traced,
        [.. Own(method.Parameters), $"{Tape} {method.TapeName}", .. Seed, .. Gradients(), $"global::BackpropGen.Testing.GradientTrace {traced.TraceName}"]);

    private MemberSignature ValueMember => Member(Recomputation.ValueName(method), [.. Own(method.Parameters), $"{Tape} {method.TapeName}"]);

    private MemberSignature TapeSizeMember(EquatableArray<int> parameters) => SizeMember(method.Stem + "TapeSize", parameters);

    private MemberSignature ScratchSizeMember(EquatableArray<int> parameters) => SizeMember(Passes.TapeSize.ScratchName(method.Stem), parameters);

    private MemberSignature SizeMember(string name, EquatableArray<int> parameters) =>
        Member(name, Own((method.IsOverload ? method.Parameters : parameters.Select(i => method.Parameters[i])).Select(ByValue), method.KeepsDefaults));

    private MemberSignature CheckMember(CheckMethod check) => Member(check.Name,
        [.. check.HasFrame ? [$"{spelling.Name("TapeFrame")} {spelling.Name("frame")}"] : Array.Empty<string>(), .. check.Parameters.Select(Qualified)]);

    public string Forward => $"{Modifiers}{Result} {Text(ForwardMember)}";

    public string Backward => $"{Modifiers}void {Text(BackwardMember)}";

    public string Gradient => $"{Modifiers}{Result} {Text(GradientMember)}";

    public string Again => $"{PrivateModifiers} void {Text(AgainMember)}";

    public string Traced(Traced traced) => $"{PrivateModifiers} void {Text(TracedMember(traced))}";

    public string Value => $"{PrivateModifiers} {Result} {Text(ValueMember)}";

    public string TapeSize(EquatableArray<int> parameters) => $"{Modifiers}long {Text(TapeSizeMember(parameters))}";

    public string ScratchSize(EquatableArray<int> parameters) => $"{Modifiers}long {Text(ScratchSizeMember(parameters))}";

    /// <summary>With all parameters, as overloads have it.</summary>
    public string TapeSizeOfAll => $"{Modifiers}long {Text(TapeSizeMember(Enumerable.Range(0, method.Parameters.Count).ToList()))}";

    public string TapeSizeStub(IReadOnlyList<string> parameters) => $"{Modifiers}long {Text(Member(method.Stem + "TapeSize", parameters))}";

    /// <summary>What a type beside the members is declared with.</summary>
    public string TypeModifiers => Accessibility;

    public string Check(CheckMethod check) => $"{PrivateModifiers} void {Text(CheckMember(check))}";

    public string Declaration => $"{Modifiers}partial {Result} {method.Name}{method.TypeParameters}({List([.. Own(method.Parameters.Where(p => !p.IsParams), keepsDefaults: true), .. Own(method.Parameters.Where(p => p.IsParams)).Select(p => "params " + p)])}){method.Constraints}";

    /// <summary>Whether Gradient is among the members.</summary>
    public bool HasGradient => method.ReturnType is { IsFloating: true } && !method.IsHelper;

    /// <summary>All members but the method itself.</summary>
    public IEnumerable<MemberSignature> Of(Derivative derivative) =>
    [
        .. method.IsFrameless ? Array.Empty<MemberSignature>() : [ForwardMember],
        BackwardMember,
        .. HasGradient ? [GradientMember] : Array.Empty<MemberSignature>(),
        .. derivative.TapeSize is null ? Array.Empty<MemberSignature>() : [TapeSizeMember(derivative.TapeSizeParameters!.Value)],
        .. derivative.ScratchSize is null ? Array.Empty<MemberSignature>() : [ScratchSizeMember(derivative.ScratchSizeParameters)],
        .. derivative.Again is null ? Array.Empty<MemberSignature>() : [AgainMember],
        .. derivative.Value is null ? Array.Empty<MemberSignature>() : [ValueMember],
        .. derivative.Checks.Select(CheckMember),
    ];

    private MemberSignature Member(string name, IEnumerable<string> parameters) => new(name, method.TypeParameterNames.Count, parameters.ToList());

    private string Text(MemberSignature member) => $"{member.Name}{method.TypeParameters}({List(member.Parameters.Items)})";

    /// <summary>A size has no need to change what it depends on.</summary>
    private static Parameter ByValue(Parameter parameter) => parameter.IsReference ? parameter with { Passing = Passing.Value } : parameter;

    /// <param name="keepsDefaults">Parameters that follow, if any, have a default value, too.</param>
    private static IEnumerable<string> Own(IEnumerable<Parameter> parameters, bool keepsDefaults = false)
    {
        List<Parameter> own = [.. parameters.Where(p => !p.IsThis)];
        int required = keepsDefaults ? own.FindLastIndex(p => p.Default.Length == 0) + 1 : own.Count;
        return own.Select((p, i) => $"{p.Modifier}{p.TypeName} {p.Name}{(i < required ? "" : " = " + p.Default)}");
    }

    private IEnumerable<string> Gradients() => method.Parameters.Where(p => p.HasGradient).Select(p =>
        p.Structs is { } structs ? $"{spelling.Name("Span")}<{structs}> {p.GradientName}"
        : p.IsStruct ? $"{p.GradientModifier}{TypeOf(p)} {p.GradientName}"
        : p.Variable.Type is BufferType { IsShaped: false } buffer ? $"{spelling.Name("Span")}<{buffer.Element.Keyword}> {p.GradientName}"
        : $"{(p.GradientIsReference ? "ref " : "")}{TypeOf(p)} {p.GradientName}");

    /// <summary>Without what a stub repeats of the user's signature: <c>ref readonly</c>.</summary>
    public static string TypeOf(Parameter parameter) => parameter.TypeName.Substring(parameter.TypeName.LastIndexOf("readonly ", StringComparison.Ordinal) is var at and >= 0 ? at + 9 : 0);

    private string Qualified(string declaration) => declaration.StartsWith("Span<", StringComparison.Ordinal) ? spelling.Name(declaration) : declaration;

    /// <summary>On one line where it fits, otherwise a parameter a line.</summary>
    private static string List(IEnumerable<string> parameters)
    {
        List<string> all = parameters.ToList();
        return all.Sum(p => p.Length + 2) <= 100 ? string.Join(", ", all) : "\n    " + string.Join(",\n    ", all);
    }
}
