using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes;

/// <summary>What generated methods check before they write anything: lengths, overlaps, and that Backward gets what Forward got.</summary>
internal static class ArgumentChecks
{
    public static Block Forward(Method method) => new([.. Nulls(method.Parameters), .. Overlaps(method, true, false), .. Sizes(method, "NoteSize")]);

    public static Block Backward(Method method)
    {
        IEnumerable<Parameter> passed = method.Parameters.Where(p => !p.IsWritten);
        return new([.. Nulls(passed), .. Lengths(passed), .. Sizes(method, "CheckSize"), .. Overlaps(method, false, true)]);
    }

    public static Block Gradient(Method method) => new([.. Nulls(method.Parameters), .. Lengths(method.Parameters), .. Overlaps(method, true, true)]);

    private static Statement Call(string spelling, params string[] arguments) =>
        new Run(new RuntimeCall(spelling, null, arguments.Select(text => (Expr)new Verbatim(text)).ToList()));

    private static IEnumerable<Statement> Nulls(IEnumerable<Parameter> parameters) => parameters
        .Where(p => p.Variable.Type is BufferType { Kind: BufferKind.Array })
        .Select(p => Call("ArgumentNullException.ThrowIfNull", p.Name));

    private static IEnumerable<Statement> Lengths(IEnumerable<Parameter> parameters) => parameters
        .SelectMany(p => p.Leaves.Where(leaf => leaf is { HasGradient: true, Variable.Type: BufferType })
            .Select(leaf => Call("Shape.SameLength", leaf.Variable.Name, p.GradientName + leaf.Path)));

    /// <summary>Lengths and integers that Forward and Backward must agree on, in a fixed order.</summary>
    private static IEnumerable<Statement> Sizes(Method method, string check)
    {
        bool isBackward = check == "CheckSize";
        foreach (Parameter parameter in method.Parameters)
        {
            foreach (Leaf leaf in parameter.Leaves)
            {
                string name = leaf.Variable.Name;
                string? size = leaf.Variable.Type switch
                {
                    BufferType when !parameter.IsWritten => name + ".Length",
                    BufferType when leaf.HasGradient => (isBackward ? parameter.GradientName + leaf.Path : name) + ".Length",
                    ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int16 or ScalarKind.SByte or ScalarKind.Byte or ScalarKind.UInt16 } when !parameter.IsWritten => name,
                    ScalarType { Kind: ScalarKind.Int64 or ScalarKind.UInt32 or ScalarKind.UInt64 } when !parameter.IsWritten => $"unchecked((int){name})",
                    ScalarType { Kind: ScalarKind.Bool } when !parameter.IsWritten => $"{name} ? 1 : 0",
                    _ => null,
                };
                if (size is null)
                    continue;
                string owner = parameter.IsWritten ? parameter.GradientName : parameter.Name;
                yield return isBackward ? Call("frame.CheckSize", size, $"nameof({owner})") : Call("frame.NoteSize", size);
            }
        }
    }

    private static IEnumerable<Statement> Overlaps(Method method, bool withWritten, bool withGradients)
    {
        var extents = new List<(string Name, ScalarType Element, bool IsWritten)>();
        foreach (Parameter parameter in method.Parameters.Where(p => withWritten || !p.IsWritten))
            extents.AddRange(Buffers(parameter, _ => true, leaf => leaf.Variable.Name, parameter.IsWritten));
        foreach (Parameter parameter in method.Parameters.Where(_ => withGradients))
            extents.AddRange(Buffers(parameter, leaf => leaf.HasGradient, leaf => parameter.GradientName + leaf.Path, true));
        if (extents.Count < 2 || !extents.Any(extent => extent.IsWritten))
            yield break;
        string qualified = method.QualifiedNames.Contains("Overlap") ? "global::BackpropGen." : "";
        string extent = method.QualifiedNames.Contains("Extent") ? "global::BackpropGen." : "";
        string calls = string.Concat(extents.Select((e, i) =>
            (i % 4 == 0 && extents.Count > 4 ? "\n    " : "") + $".{(e.IsWritten ? "Write" : "Read")}<{e.Element.Keyword}>({e.Name})"));
        string names = string.Join(", ", extents.Select(e => e.Name));
        string end = extents.Count > 4 ? "\n    .Check" : ".Check";
        yield return Call($"new {qualified}Overlap(stackalloc {extent}Extent[{extents.Count}]){calls}{end}", $"\"{names}\"");
    }

    private static IEnumerable<(string Name, ScalarType Element, bool IsWritten)> Buffers(
        Parameter parameter, Func<Leaf, bool> where, Func<Leaf, string> name, bool isWritten) => parameter.Leaves
        .Where(leaf => leaf.Variable.Type is BufferType && where(leaf))
        .Select(leaf => (name(leaf), leaf.Variable.Element, isWritten));
}
