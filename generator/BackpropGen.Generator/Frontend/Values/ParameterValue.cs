using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.Values;

/// <summary>A struct parameter as a value: its members, if all of them are at hand.</summary>
internal static class ParameterValue
{
    public static Expr? Of(Parameter parameter, ITypeSymbol type) => Of(parameter, type, "");

    private static Expr? Of(Parameter parameter, ITypeSymbol type, string path)
    {
        if (TypeMapping.Value(type) is not null)
            return parameter.Leaves.Items.FirstOrDefault(leaf => leaf.Path == path) is { } leaf ? new Read(leaf.Variable) : null;
        if (StructLayout.Of(type) is not { } layout)
            return null;
        List<AggregatePart> parts = [];
        foreach (StructLayout.Part part in layout)
        {
            if (Of(parameter, part.Type, path + "." + Identifiers.Escape(part.Name)) is not { } value)
                return null;
            parts.Add(new AggregatePart(part.Name, value));
        }
        return new Aggregate(StructLayout.TypeOf(type), parts);
    }
}
