using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes;

namespace BackpropGen.Generator.Emit;

/// <summary>The signatures of generated members: the contract's order of parameters.</summary>
internal sealed class Signatures(Method method, Spelling spelling)
{
    private string Result => method.ResultName;

    private string Accessibility => method.Accessibility.Length == 0 ? "" : method.Accessibility + " ";

    private string Modifiers => Accessibility + (method.IsInstance ? "" : "static ");

    private string PrivateModifiers => method.IsInstance ? "private" : "private static";

    private string[] Seed => method.HasResultCotangent ? [$"{method.ResultName} {method.ResultCotangentName}"] : [];

    private string Tape => spelling.Name("Tape");

    public string Forward => $"{Modifiers}{Result} {method.Stem}Forward{method.TypeParameters}({List([.. Own(method.Parameters), $"{Tape} {method.TapeName}"])})";

    public string Backward => $"{Modifiers}void {method.Stem}Backward{method.TypeParameters}({List([
        .. Own(method.Parameters.Where(p => p.IsPassedBackward)),
        $"{Tape} {method.TapeName}",
        .. Seed,
        .. Gradients()])})";

    public string Gradient => $"{Modifiers}{Result} {method.Stem}Gradient{method.TypeParameters}({List([.. Own(method.Parameters), .. Gradients(), $"{Tape}? {method.TapeName} = null"])})";

    public string Again => $"{PrivateModifiers} void {Recomputation.AgainName(method)}{method.TypeParameters}({List([
        .. Own(method.Parameters),
        $"{Tape} {method.TapeName}",
        .. Seed,
        .. Gradients()])})";

    public string Value => $"{PrivateModifiers} {Result} {Recomputation.ValueName(method)}{method.TypeParameters}({List([.. Own(method.Parameters), $"{Tape} {method.TapeName}"])})";

    public string TapeSize(EquatableArray<int> parameters) => $"{Modifiers}long {method.Stem}TapeSize{method.TypeParameters}({List(Own(parameters.Select(i => ByValue(method.Parameters[i]))))})";

    /// <summary>A size has no need to change what it depends on.</summary>
    private static Parameter ByValue(Parameter parameter) => parameter.IsByReference ? parameter with { Passing = Passing.Value } : parameter;

    public string Check(CheckMethod check) => $"{PrivateModifiers} void {check.Name}{method.TypeParameters}({List(
        [.. check.HasFrame ? [$"{spelling.Name("TapeFrame")} {spelling.Name("frame")}"] : Array.Empty<string>(), .. check.Parameters.Select(Qualified)])})";

    public string Declaration => $"{Modifiers}partial {Result} {method.Name}{method.TypeParameters}({List(Own(method.Parameters))}){method.Constraints}";

    private static IEnumerable<string> Own(IEnumerable<Parameter> parameters) =>
        parameters.Where(p => !p.IsThis).Select(p => $"{p.Modifier}{p.TypeName} {p.Name}");

    private IEnumerable<string> Gradients() => method.Parameters.Where(p => p.HasGradient).Select(p =>
        p.IsStruct ? $"{p.GradientModifier}{p.TypeName} {p.GradientName}"
        : p.Variable.Type is BufferType { IsShaped: false } buffer ? $"{spelling.Name("Span")}<{buffer.Element.Keyword}> {p.GradientName}"
        : $"{(p.GradientIsReference ? "ref " : "")}{p.TypeName} {p.GradientName}");

    private string Qualified(string declaration) => declaration.StartsWith("Span<", StringComparison.Ordinal) ? spelling.Name(declaration) : declaration;

    /// <summary>On one line where it fits, otherwise a parameter a line.</summary>
    private static string List(IEnumerable<string> parameters)
    {
        List<string> all = parameters.ToList();
        return all.Sum(p => p.Length + 2) <= 100 ? string.Join(", ", all) : "\n    " + string.Join(",\n    ", all);
    }
}
