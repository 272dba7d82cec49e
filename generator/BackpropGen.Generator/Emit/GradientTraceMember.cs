using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Emit;

/// <summary><c>MGradientTrace</c>: names the first statement of the backward pass that gives a number that is not finite.</summary>
internal sealed class GradientTraceMember(Method method, string traceName) : TestingMember(method)
{
    public override IEnumerable<string> Documentation(string name) =>
    [
        $"<summary>Runs {name} and its backward pass on copies of these arguments, and tells which statement first gives a number that is not finite.</summary>",
        "<returns>The statement with its values. <c>ThrowIfNotFinite()</c> throws where there is one.</returns>",
    ];

    public override string Signature(string modifiers) =>
        $"{modifiers}{Testing}GradientTrace {Method.Stem}{TestingMembers.Trace}{Method.TypeParameters}({string.Join(", ", Parameters)})";

    public override IEnumerable<string> Body()
    {
        string tape = Method.TapeName;
        string trace = Free(traceName);
        IEnumerable<string> seed = Method.HasResultCotangent ? [Method.ResultCotangentName] : [];
        string lambda = string.Join(", ", [tape, .. seed, trace]);
        string traced = Call(Method.Stem + TestingMembers.Traced, [.. Arguments, tape, .. seed, .. Gradients, trace]);
        return [.. Declarations(""), $"return {Check}.Trace(", $"    () => {Call(Method.Name, Arguments)},", $"    ({lambda}) => {traced});"];
    }
}
