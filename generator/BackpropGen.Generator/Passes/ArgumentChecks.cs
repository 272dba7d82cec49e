using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes;

/// <summary>What generated methods check before they write anything: lengths, overlaps, and that Backward gets what Forward got.</summary>
internal static class ArgumentChecks
{
    /// <summary>How many checks stand in a member itself.</summary>
    public const int Few = 6;

    private const string Builder = "new ";

    /// <summary>Whether a check needs memory on the stack.</summary>
    public static bool IsLarge(RuntimeCall check) => check.Spelling.StartsWith(Builder, StringComparison.Ordinal);

    public static Block Forward(Method method) => new([.. Nulls(method.Parameters, false), .. Objects(method), .. Overlaps(method, true, false), .. Sizes(method, "NoteSize")]);

    public static Block Backward(Method method)
    {
        IEnumerable<Parameter> passed = method.Parameters.Where(p => !p.IsWritten);
        return new([.. Nulls(method.Parameters.Where(p => !p.IsWritten || p.IsThis), true), .. Nulled(method), .. Lengths(passed), .. Sizes(method, "CheckSize"), .. Overlaps(method, false, true)]);
    }

    public static Block Gradient(Method method) => new([.. Nulls(method.Parameters, true), .. Objects(method), .. Lengths(method.Parameters), .. Overlaps(method, true, true)]);

    private static Statement Call(string spelling, params string[] arguments) =>
        new Run(new RuntimeCall(spelling, null, arguments.Select(text => (Expr)new Verbatim(text)).ToList()));

    private static IEnumerable<Statement> Nulls(IEnumerable<Parameter> parameters, bool withGradients)
    {
        foreach (Parameter p in parameters)
        {
            if (p.Variable.Type is BufferType { Kind: BufferKind.Array } || (p.IsObject && !p.IsThis))
                yield return Call("ArgumentNullException.ThrowIfNull", p.Name);
            if (!p.IsObject || !p.HasGradient || !withGradients)
                continue;
            yield return Call("ArgumentNullException.ThrowIfNull", p.GradientName);
            if (p.Leaves.Any(leaf => leaf.HasGradient && leaf.Variable.Type is ScalarType))
                yield return Call("Overlap.Distinct", p.GradientName, p.Name);
        }
    }

    /// <summary>Objects whose numbers the method changes are no others among its arguments.</summary>
    private static IEnumerable<Statement> Objects(Method method)
    {
        List<Parameter> objects = method.Parameters.Where(p => p.IsObject).ToList();
        for (int i = 0; i < objects.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if ((objects[i].IsWritten || objects[j].IsWritten) && objects[i].TypeName == objects[j].TypeName)
                    yield return Call("Overlap.Distinct", objects[i].Name, objects[j].Name);
            }
        }
    }

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
                yield return isBackward ? Call("frame.CheckSize", size, owner == "this" ? "\"this\"" : $"nameof({owner})") : Call("frame.NoteSize", size);
            }
        }
    }

    private static IEnumerable<Statement> Overlaps(Method method, bool withWritten, bool withGradients)
    {
        var extents = new List<(string Name, ScalarType Element, bool IsWritten)>();
        foreach (Parameter p in method.Parameters.Where(p => p.Passing == Passing.Reference))
        {
            if (withWritten)
                extents.Add((OfReference(p.Variable.Element, p.Name), p.Variable.Element, true));
            if (withGradients && p.HasGradient)
                extents.Add((OfReference(p.Variable.Element, p.GradientName), p.Variable.Element, true));
        }
        foreach (Parameter p in method.Parameters.Where(p => p.Passing == Passing.Out && withWritten))
        {
            yield return Call("System.Runtime.CompilerServices.Unsafe.SkipInit", "out " + p.Name);
            extents.Add((OfReference(p.Variable.Element, p.Name), p.Variable.Element, true));
        }
        foreach (Parameter parameter in method.Parameters.Where(p => withWritten || !p.IsWritten))
            extents.AddRange(Buffers(parameter, _ => true, leaf => leaf.Variable.Name, parameter.IsWritten));
        foreach (Parameter parameter in method.Parameters.Where(_ => withGradients))
            extents.AddRange(Buffers(parameter, leaf => leaf.HasGradient, leaf => parameter.GradientName + leaf.Path, true));
        if (extents.Count < 2 || !extents.Any(extent => extent.IsWritten))
            yield break;
        if (Pairs(extents) is { Count: <= 3 } pairs)
        {
            foreach ((string written, string other) in pairs)
                yield return NameOf(written) == written && NameOf(other) == other ? Call("Overlap.Disjoint", written, other)
                    : Call("Overlap.Disjoint", written, other, $"\"{NameOf(written)}\"", $"\"{NameOf(other)}\"");
            yield break;
        }
        string qualified = method.QualifiedNames.Contains("Overlap") ? "global::BackpropGen." : "";
        string extent = method.QualifiedNames.Contains("Extent") ? "global::BackpropGen." : "";
        string calls = string.Concat(extents.Select((e, i) =>
            (i % 4 == 0 && extents.Count > 4 ? "\n    " : "") + $".{(e.IsWritten ? "Write" : "Read")}<{e.Element.Keyword}>({e.Name})"));
        string names = string.Join(", ", extents.Select(e => NameOf(e.Name)));
        string end = extents.Count > 4 ? "\n    .Check" : ".Check";
        yield return Call($"{Builder}{qualified}Overlap(stackalloc {extent}Extent[{extents.Count}]){calls}{end}", $"\"{names}\"");
    }

    /// <summary>A number that is passed by reference, as a buffer of one element.</summary>
    private static string OfReference(ScalarType type, string name) => $"new Span<{type.Keyword}>(ref {name})";

    private static string NameOf(string extent) => extent.StartsWith("new Span", StringComparison.Ordinal)
        ? extent.Substring(extent.LastIndexOf(' ') + 1).TrimEnd(')') : extent;

    /// <summary>The gradients of written objects, which Backward gets without the objects.</summary>
    private static IEnumerable<Statement> Nulled(Method method) => method.Parameters.Where(p => p.IsObject && p.IsWritten && !p.IsThis && p.HasGradient)
        .Select(p => Call("ArgumentNullException.ThrowIfNull", p.GradientName));

    /// <summary>The pairs to be compared, where a call for each serves; null where elements of several types are among them.</summary>
    private static List<(string Written, string Other)>? Pairs(List<(string Name, ScalarType Element, bool IsWritten)> extents)
    {
        if (extents.Select(extent => extent.Element).Distinct().Count() > 1)
            return null;
        var pairs = new List<(string, string)>();
        for (int i = 0; i < extents.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (extents[i].IsWritten)
                    pairs.Add((extents[i].Name, extents[j].Name));
                else if (extents[j].IsWritten)
                    pairs.Add((extents[j].Name, extents[i].Name));
            }
        }
        return pairs;
    }

    /// <summary>The parameters that the checks of a member look at: their declarations, and the arguments.</summary>
    public static (List<string> Declarations, List<Expr> Arguments) Passed(Method method, FrameKind kind)
    {
        var declarations = new List<string>();
        var arguments = new List<Expr>();
        foreach (Parameter p in method.Parameters.Where(p => kind != FrameKind.Backward || !p.IsWritten))
        {
            bool isChecked = p.Leaves.Any(leaf => leaf.Variable.Type is BufferType || (kind != FrameKind.Gradient && !leaf.Variable.Element.IsFloating));
            if ((!isChecked && !p.IsObject) || p.IsThis)
                continue;
            declarations.Add($"{(p.Passing == Passing.In ? "in " : "")}{p.TypeName} {p.Name}");
            arguments.Add(new Verbatim(p.Name));
        }
        foreach (Parameter p in method.Parameters.Where(p => kind != FrameKind.Forward && p.HasGradient && (p.IsObject || p.Leaves.Any(leaf => leaf.Variable.Type is BufferType))))
        {
            string type = p.IsStruct ? p.TypeName : $"Span<{p.Variable.Element.Keyword}>";
            declarations.Add($"{(p.IsStruct ? p.GradientModifier : "")}{type} {p.GradientName}");
            arguments.Add(new Verbatim((p.GradientIsReference ? "ref " : "") + p.GradientName));
        }
        return (declarations, arguments);
    }

    private static IEnumerable<(string Name, ScalarType Element, bool IsWritten)> Buffers(
        Parameter parameter, Func<Leaf, bool> where, Func<Leaf, string> name, bool isWritten) => parameter.Leaves
        .Where(leaf => leaf.Variable.Type is BufferType && where(leaf))
        .Select(leaf => (name(leaf), leaf.Variable.Element, isWritten));
}
