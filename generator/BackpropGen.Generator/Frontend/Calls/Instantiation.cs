using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.Calls;

/// <summary>A generic method as a call with certain type arguments knows it.</summary>
internal static class Instantiation
{
    /// <summary>The called method with the type arguments of the call; null where one of them is no floating-point number.</summary>
    public static Callee? Of(Callee callee, IMethodSymbol target, TypeNames names)
    {
        var types = new Dictionary<string, ScalarType>();
        foreach ((ITypeParameterSymbol parameter, ITypeSymbol argument) in Pairs(target))
        {
            if (GenericNumbers.Of(parameter) is not { } number)
                continue;
            if (TypeMapping.Scalar(argument) is not { IsFloating: true } type || (type.IsNarrow && !number.IsNarrow))
                return null;
            types[number.Name] = type;
        }
        if (types.Count == 0)
            return callee;
        IrType Replace(IrType type) => type switch
        {
            ScalarType { IsParameter: true } scalar when types.TryGetValue(scalar.Name, out ScalarType known) => known,
            BufferType buffer => buffer with { Element = (ScalarType)Replace(buffer.Element) },
            _ => type,
        };
        Variable Typed(Variable variable) => variable with { Type = Replace(variable.Type) };
        return callee with
        {
            Parameters = callee.Parameters.Select(parameter => parameter with
            {
                Variable = Typed(parameter.Variable),
                Leaves = parameter.Leaves.Select(leaf => leaf with { Variable = Typed(leaf.Variable) }).ToList(),
            }).ToList(),
            ReturnType = callee.ReturnType is { } result ? (ScalarType)Replace(result) : null,
            // Its constants and functions are those of the type parameter.
            Expression = null,
            TypeArguments = target.TypeArguments.Length == 0 ? "" : $"<{string.Join(", ", target.TypeArguments.Select(names.Write))}>",
        };
    }

    private static IEnumerable<(ITypeParameterSymbol, ITypeSymbol)> Pairs(IMethodSymbol target)
    {
        for (INamedTypeSymbol? type = target.ContainingType; type is not null; type = type.ContainingType)
        {
            foreach ((ITypeParameterSymbol parameter, ITypeSymbol argument) in type.OriginalDefinition.TypeParameters.Zip(type.TypeArguments, (parameter, argument) => (parameter, argument)))
                yield return (parameter, argument);
        }
        foreach ((ITypeParameterSymbol parameter, ITypeSymbol argument) in target.OriginalDefinition.TypeParameters.Zip(target.TypeArguments, (parameter, argument) => (parameter, argument)))
            yield return (parameter, argument);
    }
}
