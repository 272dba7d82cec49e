using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Emit;

/// <summary><c>MGradientCheck</c>: compares the gradient of a method with differences.</summary>
internal sealed class GradientCheckMember(Method method) : TestingMember(method)
{
    private string Options => field ??= Free("options");

    public override IEnumerable<string> Documentation(string name) =>
    [
        $"<summary>Checks the gradient of {name} at these arguments, of which it works on copies, against differences.</summary>",
        "<returns>A verdict for each entry. <c>ThrowIfFailed()</c> throws where one is wrong.</returns>",
    ];

    public override string Signature(string modifiers) =>
        $"{modifiers}{Testing}GradientReport {Method.Stem}{TestingMembers.Check}{Method.TypeParameters}({string.Join(", ", Parameters.Append($"{Testing}GradientCheckOptions? {Options} = null"))})";

    public override IEnumerable<string> Body()
    {
        string tape = Method.TapeName;
        string cotangent = Method.ResultCotangentName;
        List<string> calls =
        [
            $"() => {Call(Method.Name, Arguments)}",
            $"{tape} => {Call(Method.Stem + "Forward", [.. Arguments, tape])}",
            Method.HasResultCotangent ? $"({tape}, {cotangent}) => {Call(Method.Stem + "Backward", [.. ArgumentsBackward, tape, cotangent, .. Gradients])}"
                : $"{tape} => {Call(Method.Stem + "Backward", [.. ArgumentsBackward, tape, .. Gradients])}",
        ];
        if (Method.ReturnType is { IsFloating: true })
            calls.Add($"{tape} => {Call(Method.Stem + "Gradient", [.. Arguments, .. Gradients, tape])}");
        return [.. Declarations(", " + Options), .. WithDouble(), $"return {Check}.Run(", .. calls.Select((call, i) => $"    {call}{(i + 1 < calls.Count ? "," : ");")}")];
    }

    /// <summary>Single precision is too coarse for differences: the same method with doubles is not.</summary>
    private IEnumerable<string> WithDouble()
    {
        if (!Method.TakesDoubles || DoubleArguments() is not { } arguments)
            return [];
        return [$"{Check}.WithDouble(() => {Method.Name}<double>({string.Join(", ", arguments)}));"];
    }
}
