using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes;

/// <summary>What generated methods check of objects: that none is missing, and that none is two arguments where that would matter.</summary>
internal static class ObjectChecks
{
    /// <summary>
    /// The objects and arrays of a parameter must not be null, and objects whose class matters must be of a known one, as their gradients must:
    /// those around others first.
    /// </summary>
    public static IEnumerable<Statement> Places(Parameter parameter, bool withGradients)
    {
        // A struct of one's own is as good as its members.
        IEnumerable<Part> objects = Whole(parameter).Concat(parameter.Parts.Where(part => part.IsObject && IsUsed(parameter, part)));
        foreach (Part part in parameter.IsShared ? objects : objects.Where(part => part.Classes.Count > 0))
        {
            bool hasGradient = withGradients && (part.Path.Length == 0 ? parameter.HasGradient : HasGradient(parameter, part));
            string gradient = MemberPath.Of(parameter.GradientName, part.Path);
            if (part.Path.Length > 0 || !parameter.IsThis)
                yield return If.When(part.Guard, NotNull(parameter, part.Variable.Name));
            if (hasGradient)
                yield return If.When(part.Guard, NotNull(parameter, gradient));
            if (part.Classes.Count == 0 || !part.IsUsed)
                continue;
            string known = string.Join(" || ", part.Classes.Select(name => $"{part.Variable.Name}.GetType() == typeof({name})"));
            yield return If.When(part.Guard, ArgumentChecks.Call("Shape.KnownType", part.Variable.Name, known));
            if (hasGradient)
                yield return If.When(part.Guard, ArgumentChecks.Call("Shape.SameType", part.Variable.Name, gradient));
        }
        foreach (Leaf leaf in parameter.Leaves.Where(leaf => parameter.IsShared && leaf is { IsUsed: true, Variable.Type: BufferType { Kind: BufferKind.Array } }))
            yield return If.When(leaf.Guard, NotNull(parameter, leaf.Variable.Name));
    }

    private static Statement NotNull(Parameter parameter, string place) => ArgumentChecks.Call(
        place.Contains('.') || !parameter.IsObject || (parameter.IsThis && place != parameter.GradientName) ? "Shape.NotNull" : "ArgumentNullException.ThrowIfNull", place);

    /// <summary>Objects whose own scalars are written, as values or as gradients, must be no other object of the call.</summary>
    public static IEnumerable<Statement> Run(Method method, bool withWritten, bool withGradients)
    {
        List<Holder> objects = method.Parameters.SelectMany(p => Values(p, withWritten)).ToList();
        if (withGradients && method.Parameters.Items.FirstOrDefault(p => p is { IsThis: true, IsObject: false, GradientIsReference: true }) is { } itself)
        {
            // A ref struct is no type argument: one of its fields stands for it.
            if (!itself.IsRefStruct)
                yield return ArgumentChecks.Call("Overlap.Distinct", $"in {itself.GradientName}", "in this");
            else if (itself.Leaves.Items.FirstOrDefault(leaf => leaf is { HasGradient: true, Access: LeafAccess.Variable, Variable.Type: ScalarType }) is { } field)
                yield return ArgumentChecks.Call("Overlap.Distinct", $"in {field.In(itself.GradientName)}", $"in {field.Variable.Name}");
        }
        if (withGradients)
            objects.AddRange(method.Parameters.Where(p => p.HasGradient).SelectMany(Gradients));
        for (int i = 0; i < objects.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if ((objects[i].IsWritten || objects[j].IsWritten) && MayBeSame(objects[i].Type, objects[j].Type))
                {
                    (string written, string other) = objects[i].IsWritten ? (objects[i].Name, objects[j].Name) : (objects[j].Name, objects[i].Name);
                    yield return If.When(objects[i].Guard, If.When(objects[j].Guard == objects[i].Guard ? null : objects[j].Guard, ArgumentChecks.Call("Overlap.Distinct", written, other)));
                }
            }
        }
    }

    private sealed record Holder(string Name, StructType Type, bool IsWritten, Expr? Guard);

    private static bool MayBeSame(StructType a, StructType b) =>
        a.Name == b.Name || a.IsInterface || b.IsInterface || a.Bases.Contains(b.Name) || b.Bases.Contains(a.Name);

    private static IEnumerable<Holder> Values(Parameter parameter, bool withWritten) => Holders(parameter)
        .Select(part => new Holder(part.Variable.Name, (StructType)part.Variable.Type, withWritten && Scalars(parameter, part).Any(leaf => leaf.IsWritten), part.Guard));

    private static IEnumerable<Holder> Gradients(Parameter parameter) => Holders(parameter)
        .Where(part => Scalars(parameter, part).Any(leaf => leaf.HasGradient))
        .Select(part => new Holder(MemberPath.Of(parameter.GradientName, part.Path), (StructType)part.Variable.Type, true, part.Guard));

    /// <summary>The objects that have scalars of their own.</summary>
    private static IEnumerable<Part> Holders(Parameter parameter) =>
        Whole(parameter).Concat(parameter.Parts.Items).Where(part => part.IsObject && Scalars(parameter, part).Any());

    private static IEnumerable<Part> Whole(Parameter parameter) => parameter.IsObject ? [parameter.Whole] : [];

    /// <summary>The used scalars that lie in the object itself, or in a struct in it.</summary>
    private static IEnumerable<Leaf> Scalars(Parameter parameter, Part part) => parameter.Leaves.Where(leaf =>
        leaf is { IsUsed: true, Variable.Type: ScalarType { IsFloating: true } } && Owner(parameter, leaf) == part.Path);

    private static string Owner(Parameter parameter, Leaf leaf) => parameter.Parts
        .Where(part => part.IsObject && leaf.Path.StartsWith(part.Path + ".", StringComparison.Ordinal))
        .Select(part => part.Path).OrderByDescending(path => path.Length).FirstOrDefault() ?? "";

    private static bool IsUsed(Parameter parameter, Part part) => (part.Classes.Count > 0 && part.IsUsed)
        || parameter.Leaves.Any(leaf => leaf.IsUsed && leaf.Path.StartsWith(part.Path + ".", StringComparison.Ordinal));

    private static bool HasGradient(Parameter parameter, Part part) =>
        parameter.Leaves.Any(leaf => leaf is { IsUsed: true, HasGradient: true } && leaf.Path.StartsWith(part.Path + ".", StringComparison.Ordinal));
}
