using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes;

/// <summary>What generated methods check of objects: that none is missing, and that none is two arguments where that would matter.</summary>
internal static class ObjectChecks
{
    /// <summary>The objects and arrays of a parameter that must not be null, those around others first.</summary>
    public static IEnumerable<string> Places(Parameter parameter, bool withGradients)
    {
        if (!parameter.IsShared)
            yield break;
        if (parameter is { IsObject: true, IsThis: false })
            yield return parameter.Name;
        if (withGradients && parameter is { IsObject: true, HasGradient: true })
            yield return parameter.GradientName;
        foreach (Part part in parameter.Parts.Where(part => part.IsObject && IsUsed(parameter, part)))
        {
            yield return part.Variable.Name;
            if (withGradients && HasGradient(parameter, part))
                yield return parameter.GradientName + part.Path;
        }
        foreach (Leaf leaf in parameter.Leaves.Where(leaf => leaf is { IsUsed: true, Variable.Type: BufferType { Kind: BufferKind.Array } }))
            yield return leaf.Variable.Name;
    }

    /// <summary>Objects whose own scalars are written, as values or as gradients, must be no other object of the call.</summary>
    public static IEnumerable<Statement> Run(Method method, bool withWritten, bool withGradients)
    {
        List<(string Name, StructType Type, bool IsWritten)> objects = method.Parameters.SelectMany(p => Values(p, withWritten)).ToList();
        if (withGradients && method.Parameters.Any(p => p is { IsThis: true, IsObject: false, GradientIsReference: true }))
            yield return new Run(new RuntimeCall("Overlap.Distinct", null, [new Verbatim("in dThis"), new Verbatim("in this")]));
        if (withGradients)
            objects.AddRange(method.Parameters.Where(p => p.HasGradient).SelectMany(Gradients));
        for (int i = 0; i < objects.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if ((objects[i].IsWritten || objects[j].IsWritten) && MayBeSame(objects[i].Type, objects[j].Type))
                {
                    (string written, string other) = objects[i].IsWritten ? (objects[i].Name, objects[j].Name) : (objects[j].Name, objects[i].Name);
                    yield return new Run(new RuntimeCall("Overlap.Distinct", null, [new Verbatim(written), new Verbatim(other)]));
                }
            }
        }
    }

    private static bool MayBeSame(StructType a, StructType b) => a.Name == b.Name || a.Bases.Contains(b.Name) || b.Bases.Contains(a.Name);

    private static IEnumerable<(string Name, StructType Type, bool IsWritten)> Values(Parameter parameter, bool withWritten) => Holders(parameter)
        .Select(part => (part.Variable.Name, (StructType)part.Variable.Type, withWritten && Scalars(parameter, part).Any(leaf => leaf.IsWritten)));

    private static IEnumerable<(string Name, StructType Type, bool IsWritten)> Gradients(Parameter parameter) => Holders(parameter)
        .Where(part => Scalars(parameter, part).Any(leaf => leaf.HasGradient)).Select(part => (parameter.GradientName + part.Path, (StructType)part.Variable.Type, true));

    /// <summary>The objects that have scalars of their own.</summary>
    private static IEnumerable<Part> Holders(Parameter parameter) =>
        Whole(parameter).Concat(parameter.Parts.Items).Where(part => part.IsObject && Scalars(parameter, part).Any());

    private static IEnumerable<Part> Whole(Parameter parameter) => parameter.IsObject ? [new Part(parameter.Variable, "", true)] : [];

    /// <summary>The used scalars that lie in the object itself, or in a struct in it.</summary>
    private static IEnumerable<Leaf> Scalars(Parameter parameter, Part part) => parameter.Leaves.Where(leaf =>
        leaf is { IsUsed: true, Variable.Type: ScalarType { IsFloating: true } } && Owner(parameter, leaf) == part.Path);

    private static string Owner(Parameter parameter, Leaf leaf) => parameter.Parts
        .Where(part => part.IsObject && leaf.Path.StartsWith(part.Path + ".", StringComparison.Ordinal))
        .Select(part => part.Path).OrderByDescending(path => path.Length).FirstOrDefault() ?? "";

    private static bool IsUsed(Parameter parameter, Part part) =>
        parameter.Leaves.Any(leaf => leaf.IsUsed && leaf.Path.StartsWith(part.Path + ".", StringComparison.Ordinal));

    private static bool HasGradient(Parameter parameter, Part part) =>
        parameter.Leaves.Any(leaf => leaf is { IsUsed: true, HasGradient: true } && leaf.Path.StartsWith(part.Path + ".", StringComparison.Ordinal));
}
