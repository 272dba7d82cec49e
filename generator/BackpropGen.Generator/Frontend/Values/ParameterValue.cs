using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.Values;

/// <summary>A struct or an object that is a parameter, as a value. Of a struct all members must be at hand, for it can be copied.</summary>
/// <param name="classes">Of which classes the objects may be.</param>
/// <param name="names">How types are written.</param>
internal sealed class ParameterValue(Parameter parameter, Calls.ObjectClasses classes, TypeNames names)
{
    public static Expr? Of(Parameter parameter, ITypeSymbol type, BodyContext body) =>
        new ParameterValue(parameter, body.Classes, body.Names).Of(type, "", 0);

    private Expr? Of(ITypeSymbol type, string path, int depth)
    {
        if (TypeMapping.Value(type) is not null)
            return parameter.Leaves.Items.FirstOrDefault(leaf => leaf.Path == path) is { } leaf ? new Read(leaf.Variable) : null;
        if (StructArrays.Of(type) is { Element: var element })
            return Of(element, path + StructArrays.Elements, depth + 1) is Aggregate structs ? structs with { IsArray = true } : null;
        if (MemberLeaves.IsObject(type))
            return OfObject((INamedTypeSymbol)type, path, depth);
        // Broken code may nest a struct in itself.
        if (depth > StructLayout.MaximumDepth || !HasMembers(path))
            return null;
        bool isWhole = StructLayout.Of(type) is not null;
        List<AggregatePart> parts = [];
        foreach (StructLayout.Part part in StructLayout.Members(type))
        {
            if (Of(part.Type, path + "." + Identifiers.Escape(part.Name), depth + 1) is { } value)
                parts.Add(new AggregatePart(part.Name, value));
            else if (isWhole)
                return null;
        }
        return parts.Count == 0 ? null : new Aggregate(StructLayout.TypeOf(type), parts);
    }

    /// <summary>What the method can reach of an object; it is never copied.</summary>
    private Aggregate? OfObject(INamedTypeSymbol type, string path, int depth)
    {
        Part? whole = path.Length == 0 ? parameter.Whole : parameter.Parts.Items.FirstOrDefault(part => part.Path == path);
        bool isOpen = whole is { Classes.Count: > 0 };
        if (depth > StructLayout.MaximumDepth || !(isOpen || HasMembers(path)))
            return null;
        Aggregate known = As(type, type, path, depth);
        if (!isOpen)
            return known;
        var read = new Read(whole!.Variable);
        return known with
        {
            Whole = read,
            Classes = classes.Of(type).Select(one => new ObjectClass(
                classes.IdOf(one),
                new IsType(read, names.Write(one), IsExact: classes.HasBelow(one)),
                As(one, type, path, depth))).ToList(),
        };
    }

    /// <summary>The members of an object that is of a class, where a name of the type <paramref name="type"/> stands for it.</summary>
    private Aggregate As(INamedTypeSymbol one, INamedTypeSymbol type, string path, int depth)
    {
        var parts = new Dictionary<string, Expr>();
        var seen = new Dictionary<string, StructLayout.Part>();
        var hidden = new HashSet<string>();
        bool isBelow = true;
        for (INamedTypeSymbol? declaring = one; declaring is not null; declaring = declaring.BaseType)
        {
            isBelow &= !SymbolEqualityComparer.Default.Equals(declaring, type);
            foreach (StructLayout.Part part in StructLayout.Members(declaring))
            {
                string step = (isBelow ? MemberPath.As(names.Write(declaring)) : "") + "." + Identifiers.Escape(part.Name);
                if (seen.TryGetValue(part.Name, out StructLayout.Part nearer))
                {
                    // Which of two members of one name is meant, the name does not say.
                    if (nearer.Property?.IsOverride != true)
                        hidden.Add(part.Name);
                    continue;
                }
                seen.Add(part.Name, part);
                if (Of(part.Type, path + step, depth + 1) is { } value)
                    parts.Add(part.Name, value);
            }
        }
        return new Aggregate(StructLayout.TypeOf(one), parts.Where(part => !hidden.Contains(part.Key)).Select(part => new AggregatePart(part.Key, part.Value)).ToList()) { IsObject = true };
    }

    private bool HasMembers(string path) => parameter.Leaves.Any(leaf => leaf.Path.StartsWith(path + ".", StringComparison.Ordinal));
}
