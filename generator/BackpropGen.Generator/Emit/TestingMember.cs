using System.Text.RegularExpressions;
using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes.Reversal;

namespace BackpropGen.Generator.Emit;

/// <summary>
/// A member that calls the checker with the method and its derivative: spans cannot be captured by lambdas, so that a user would have
/// to write it out for every method. It takes arrays for spans, and works on copies of what it is given.
/// </summary>
internal abstract class TestingMember
{
    protected const string Testing = "global::BackpropGen.Testing.";

    private readonly Names names;
    private readonly Dictionary<Parameter, string> held;

    protected TestingMember(Method method)
    {
        Method = method;
        names = new Names([.. method.Parameters.Select(parameter => parameter.Name), method.TapeName, method.ResultCotangentName]);
        Check = Free("check");
        held = method.Parameters.ToDictionary(parameter => parameter, parameter => Free((parameter.IsThis ? "self" : parameter.Name.TrimStart('@')) + "Argument"));
    }

    protected Method Method { get; }

    /// <summary>The local that holds the check.</summary>
    protected string Check { get; }

    public abstract IEnumerable<string> Documentation(string name);

    public abstract string Signature(string modifiers);

    public abstract IEnumerable<string> Body();

    /// <summary>What the member is given: all but the object itself, and what the method only writes.</summary>
    protected IEnumerable<string> Parameters => Method.Parameters.Where(parameter => parameter is { IsThis: false } and not { Passing: Passing.Out })
        .Select(parameter => $"{HeldType(parameter)} {parameter.Name}");

    /// <summary>The method's own arguments, in the arrays that hold them.</summary>
    protected IEnumerable<string> Arguments => Method.Parameters.Where(parameter => !parameter.IsThis).Select(Value);

    /// <summary>Of these, the ones that Backward is given once more.</summary>
    protected IEnumerable<string> ArgumentsBackward => Method.Parameters.Where(parameter => parameter is { IsPassedBackward: true, IsThis: false }).Select(Value);

    protected IEnumerable<string> Gradients => Method.Parameters.Where(parameter => parameter.HasGradient).Select(parameter => Gradient(parameter, held[parameter]));

    /// <summary>A check, and what it holds.</summary>
    protected IEnumerable<string> Declarations(string options) =>
    [
        $"var {Check} = new {Testing}GradientCheck(\"{Method.Id}\"{options});",
        .. Method.Parameters.Where(parameter => !IsPlain(parameter)).Select(parameter => $"var {held[parameter]} = {Check}.{Declaration(parameter)};"),
    ];

    protected string Call(string member, IEnumerable<string> arguments)
    {
        string receiver = Method.Parameters.FirstOrDefault(parameter => parameter.IsThis) is { } self ? held[self] + ".Value." : "";
        return $"{receiver}{member}{Method.TypeParameters}({string.Join(", ", arguments)})";
    }

    /// <summary>The method's arguments as doubles; null where one of them has no such form.</summary>
    protected IReadOnlyList<string>? DoubleArguments()
    {
        if (Method.IsInstance || Method.Parameters.Any(parameter => parameter.Structs is not null || parameter.Variable.Type is StructType || Names(DoubleType(parameter), Method.TypeParameterNames[0])))
            return null;
        return [.. Method.Parameters.Select(parameter => IsPlain(parameter) ? parameter.Name : $"{parameter.Modifier}{held[parameter]}.AsDouble<{DoubleType(parameter)}>().Value")];
    }

    private static bool Names(string type, string name) => Regex.IsMatch(type, $@"(?<!\w){Regex.Escape(name)}(?!\w)");

    private string DoubleType(Parameter parameter)
    {
        string type = HeldType(parameter);
        string number = Method.TypeParameterNames[0];
        return parameter.Variable.Type is ScalarType { IsParameter: true } or BufferType { Element.IsParameter: true } && type.StartsWith(number, StringComparison.Ordinal)
            ? "double" + type.Substring(number.Length) : type;
    }

    private string Value(Parameter parameter) => IsPlain(parameter) ? parameter.Name : parameter.Modifier + held[parameter] + ".Value";

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

    protected string Free(string name) => names.Unique(name);
}
