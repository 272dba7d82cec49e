using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Emit;

/// <summary><c>MZerosLike</c> and <c>MClear</c>: a gradient of the shape of a model, and how it is set to zero again.</summary>
internal sealed class ShapeMembers(Method method, GradientShape shape, Spelling spelling)
{
    private string Member(string suffix) => method.Stem + suffix + method.TypeParameters;

    public string ZerosLikeSignature(string modifiers) => $"{modifiers}{shape.TypeName} {Member(GradientShape.ZerosLike)}({shape.TypeName} {shape.Model})";

    public string ClearSignature(string modifiers) => $"{modifiers}void {Member(GradientShape.Clear)}({(shape.IsObject ? "" : "ref ")}{shape.TypeName} {shape.Gradient})";

    public IEnumerable<string> ZerosLikeDocumentation =>
    [
        $"<summary>A gradient of zeros of the shape of <paramref name=\"{shape.Model.TrimStart('@')}\"/>. What has no gradient, the two have in common.</summary>",
    ];

    public IEnumerable<string> ClearDocumentation => [$"<summary>Sets the numbers of a gradient to zero. Allocates nothing.</summary>"];

    public IEnumerable<string> ZerosLike() =>
    [
        $"{shape.TypeName} {shape.Gradient} = {(shape.IsObject ? Call("ShallowCopy", shape.Model) : shape.Model)};",
        .. Guarded(shape.Steps.Items, step => step.Kind switch
        {
            ShapeStepKind.Number => Zero(step),
            ShapeStepKind.Array => $"{In(step.Place)} = {Call("ZerosLike", In(step.Value))};",
            _ => $"{In(step.Place)} = {Call("ShallowCopy", In(step.Value))};",
        }),
        $"return {shape.Gradient};",
    ];

    public IEnumerable<string> Clear() => Guarded(
        shape.Steps.Where(step => step.Kind != ShapeStepKind.Object), step => step.Kind == ShapeStepKind.Number ? Zero(step) : Call("Clear", In(step.Value)) + ";");

    /// <summary>The fields that are not named in what the members do.</summary>
    public IEnumerable<FieldAccessor> AccessorsIn(IEnumerable<string> lines)
    {
        List<string> all = [.. lines];
        return shape.Accessors.Where(accessor => all.Exists(line => line.Contains(accessor.Name + "(")));
    }

    private string Call(string name, string argument) => $"{spelling.Name("Gradient")}.{name}({argument})";

    private string Zero(ShapeStep step) => $"{In(step.Place)} = {step.Zero};";

    private string In(string member) => member.Replace("{0}", shape.Gradient);

    /// <summary>A line for each step; those that are there under the same condition stand in one block.</summary>
    private IEnumerable<string> Guarded(IEnumerable<ShapeStep> steps, Func<ShapeStep, string> line)
    {
        string guard = "";
        foreach (ShapeStep step in steps)
        {
            if (step.Guard != guard)
            {
                if (guard.Length > 0)
                    yield return "}";
                guard = step.Guard;
                if (guard.Length > 0)
                    yield return $"if ({In(guard)})\n{{";
            }
            yield return guard.Length == 0 ? line(step) : "    " + line(step);
        }
        if (guard.Length > 0)
            yield return "}";
    }
}
