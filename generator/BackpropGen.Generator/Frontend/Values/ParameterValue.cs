using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.Values;

/// <summary>A struct or an object that is a parameter, as a value. Of a struct all members must be at hand, for it can be copied.</summary>
internal static class ParameterValue
{
    public static Expr? Of(Parameter parameter, ITypeSymbol type) => Of(parameter, type, "", 0);

    private static Expr? Of(Parameter parameter, ITypeSymbol type, string path, int depth)
    {
        if (TypeMapping.Value(type) is not null)
            return parameter.Leaves.Items.FirstOrDefault(leaf => leaf.Path == path) is { } leaf ? new Read(leaf.Variable) : null;
        if (MemberLeaves.IsObject(type))
            return OfObject(parameter, (INamedTypeSymbol)type, path, depth);
        // Broken code may nest a struct in itself.
        if (depth > StructLayout.MaximumDepth || !HasMembers(parameter, path))
            return null;
        bool isWhole = StructLayout.Of(type) is not null;
        List<AggregatePart> parts = [];
        foreach (StructLayout.Part part in StructLayout.Members(type))
        {
            if (Of(parameter, part.Type, path + "." + Identifiers.Escape(part.Name), depth + 1) is { } value)
                parts.Add(new AggregatePart(part.Name, value));
            else if (isWhole)
                return null;
        }
        return parts.Count == 0 ? null : new Aggregate(StructLayout.TypeOf(type), parts);
    }

    /// <summary>What the method can reach of an object; it is never copied.</summary>
    private static Aggregate? OfObject(Parameter parameter, INamedTypeSymbol type, string path, int depth)
    {
        if (depth > StructLayout.MaximumDepth || !HasMembers(parameter, path))
            return null;
        List<AggregatePart> parts = [];
        for (INamedTypeSymbol? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (StructLayout.Part part in StructLayout.Members(declaring))
            {
                if (Of(parameter, part.Type, path + "." + Identifiers.Escape(part.Name), depth + 1) is { } value)
                    parts.Add(new AggregatePart(part.Name, value));
            }
        }
        return new Aggregate(StructLayout.TypeOf(type), parts) { IsObject = true };
    }

    private static bool HasMembers(Parameter parameter, string path) => parameter.Leaves.Any(leaf => leaf.Path.StartsWith(path + ".", StringComparison.Ordinal));
}
