using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Emit;

/// <summary>
/// <c>MGradientCheck</c>, a call of the checker with the method and its derivative: spans cannot be captured by lambdas, so that a user would have
/// to write it out for every method. It takes arrays for spans, and works on copies of what it is given.
/// </summary>
internal sealed class GradientCheckMember(Method method)
{
    public const string Suffix = "GradientCheck";

    private const string Testing = "global::BackpropGen.Testing.";

    private readonly HashSet<string> taken = [.. method.Parameters.Select(parameter => parameter.Name), method.TapeName, method.ResultCotangentName];

    /// <summary>Whether there is one: what lives on the stack alone cannot be kept by a check, and overloads would share a signature.</summary>
    public static bool Exists(Method method) => method is { HasTesting: true, IsHelper: false, IsOverload: false, Body: not null }
        && !method.Parameters.Any(parameter => parameter.IsRefStruct);

    public IEnumerable<string> Documentation(string name) =>
    [
        $"<summary>Checks the gradient of {name} at these arguments, of which it works on copies, against differences.</summary>",
        "<returns>A verdict for each entry. <c>ThrowIfFailed()</c> throws where one is wrong.</returns>",
    ];

    public string Signature(string modifiers) =>
        $"{modifiers}{Testing}GradientReport {method.Stem}{Suffix}{method.TypeParameters}({string.Join(", ", Parameters.Select(parameter => $"{HeldType(parameter)} {parameter.Name}").Append($"{Testing}GradientCheckOptions? {Options} = null"))})";

    private string Options => field ??= Free("options");

    /// <summary>What the check is given: all but the object itself, and what the method only writes.</summary>
    private IEnumerable<Parameter> Parameters => method.Parameters.Where(parameter => parameter is { IsThis: false } and not { Passing: Passing.Out });

    public IEnumerable<string> Body()
    {
        string check = Free("check");
        string tape = method.TapeName;
        string cotangent = method.ResultCotangentName;
        Dictionary<Parameter, string> held = method.Parameters.ToDictionary(parameter => parameter, parameter => Free((parameter.IsThis ? "self" : parameter.Name.TrimStart('@')) + "Argument"));
        yield return $"var {check} = new {Testing}GradientCheck(\"{method.Id}\", {Options});";
        foreach (Parameter parameter in method.Parameters.Where(parameter => !IsPlain(parameter)))
            yield return $"var {held[parameter]} = {check}.{Declaration(parameter)};";

        string receiver = method.Parameters.FirstOrDefault(parameter => parameter.IsThis) is { } self ? held[self] + ".Value." : "";
        string Call(string member, IEnumerable<string> arguments) => $"{receiver}{member}{method.TypeParameters}({string.Join(", ", arguments)})";
        string Value(Parameter parameter) => IsPlain(parameter) ? parameter.Name : parameter.Modifier + held[parameter] + ".Value";
        IEnumerable<string> own = method.Parameters.Where(parameter => !parameter.IsThis).Select(Value);
        IEnumerable<string> gradients = method.Parameters.Where(parameter => parameter.HasGradient).Select(parameter => Gradient(parameter, held[parameter]));
        IEnumerable<string> again = method.Parameters.Where(parameter => parameter is { IsPassedBackward: true, IsThis: false }).Select(Value);
        List<string> calls =
        [
            $"() => {Call(method.Name, own)}",
            $"{tape} => {Call(method.Stem + "Forward", [.. own, tape])}",
            method.HasResultCotangent ? $"({tape}, {cotangent}) => {Call(method.Stem + "Backward", [.. again, tape, cotangent, .. gradients])}"
                : $"{tape} => {Call(method.Stem + "Backward", [.. again, tape, .. gradients])}",
        ];
        if (method.ReturnType is { IsFloating: true })
            calls.Add($"{tape} => {Call(method.Stem + "Gradient", [.. own, .. gradients, tape])}");
        yield return $"return {check}.Run(";
        for (int i = 0; i < calls.Count; i++)
            yield return $"    {calls[i]}{(i + 1 < calls.Count ? "," : ");")}";
    }

    /// <summary>A whole number or the like, which no call changes.</summary>
    private static bool IsPlain(Parameter parameter) => parameter is { HasGradient: false, Passing: Passing.Value, IsThis: false, Variable.Type: ScalarType };

    private static string Declaration(Parameter parameter)
    {
        string name = $"\"{parameter.Name.TrimStart('@')}\"";
        if (parameter.Passing == Passing.Out)
            return $"Output<{HeldType(parameter)}>({name})";
        if (!parameter.HasGradient)
            return $"Data({name}, {parameter.Name})";
        return $"Argument({name}, {parameter.Name}{(IsWritten(parameter) ? ", isWritten: true" : "")})";
    }

    /// <summary>Whether the caller finds other numbers in it after a call.</summary>
    private static bool IsWritten(Parameter parameter) => parameter.IsShared ? parameter.Leaves.Any(leaf => leaf.IsWritten)
        : parameter.IsReference || (parameter.IsWritten && parameter.Leaves.Any(leaf => leaf.Variable.Type is BufferType));

    private static string Gradient(Parameter parameter, string held)
    {
        bool isVariable = parameter.Structs is null && (parameter.IsStruct || parameter.Variable.Type is ScalarType);
        string modifier = !isVariable ? "" : parameter.IsStruct ? parameter.GradientModifier : parameter.GradientIsReference ? "ref " : "";
        return $"{modifier}{held}.Gradient";
    }

    /// <summary>A type that an object can hold: an array for a span.</summary>
    private static string HeldType(Parameter parameter)
    {
        string type = Signatures.TypeOf(parameter);
        int span = type.IndexOf("Span<", StringComparison.Ordinal);
        bool isSpan = span >= 0 && type.EndsWith(">", StringComparison.Ordinal) && type.Substring(0, span) is "" or "ReadOnly" or "System." or "System.ReadOnly" or "global::System." or "global::System.ReadOnly";
        return isSpan ? type.Substring(span + 5, type.Length - span - 6) + "[]" : type;
    }

    private string Free(string name)
    {
        string free = name;
        for (int suffix = 2; !taken.Add(free); suffix++)
            free = name + suffix;
        return free;
    }
}
