using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Emit;

/// <summary>
/// The tape size method of a refused method. The real one has some of the method's parameters, in their order, and nobody knows which. So
/// every parameter may be left out, and each takes the values of all others: calls by position and by name compile as they will later.
/// </summary>
internal sealed class SizeStub(Method method)
{
    public string ArgumentType => method.Stem.TrimStart('@') + "TapeSizeArgument";

    /// <summary>The types that an argument may have.</summary>
    public IEnumerable<string> Sources => method.SizeArguments!.Value.SelectMany(argument => argument.Sources.Items).Distinct();

    public bool HasArguments => method.SizeArguments!.Value.Any(argument => argument.TypeName.Length == 0);

    /// <summary>The parameters of each overload.</summary>
    public IEnumerable<IReadOnlyList<string>> Overloads()
    {
        SizeArgument[] all = [.. method.SizeArguments!.Value];
        yield return [.. all.Where(argument => argument.TypeName.Length == 0).Select(Optional)];
        // There is no conversion from an interface, and only a type of its own tells a type argument: such a parameter stands where it is,
        // behind as many of the others as are given before it.
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i].TypeName.Length == 0 || all.Take(i).Any(earlier => earlier.TypeName == all[i].TypeName))
                continue;
            string[] before =
                [.. all.Take(i).Where(argument => argument.TypeName.Length == 0).Select(argument => $"{ArgumentType} {argument.Name}")];
            for (int left = 0; left <= before.Length; left++)
                yield return [.. before.Skip(left), $"{all[i].TypeName} {all[i].Name}", .. all.Skip(i + 1).Select(Optional)];
        }
    }

    private string Optional(SizeArgument argument) =>
        argument.TypeName.Length == 0 ? $"{ArgumentType} {argument.Name} = default" : $"{argument.TypeName} {argument.Name} = default!";
}
