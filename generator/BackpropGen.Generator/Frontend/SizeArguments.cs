using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>
/// What the tape size of a refused method is asked with: nobody knows which parameters it depends on, and each call that would be right
/// once the method is mended has to compile.
/// </summary>
internal static class SizeArguments
{
    public static EquatableArray<SizeArgument> Of(MethodSource source, Compilation compilation)
    {
        IMethodSymbol method = source.Symbol;
        var names = new TypeNames(source.Model, source.Position, method.ContainingType);
        HashSet<ITypeSymbol> seen = new(SymbolEqualityComparer.Default);
        List<SizeArgument> arguments = [];
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            ITypeSymbol type = parameter.Type;
            if (type.TypeKind is TypeKind.Error or TypeKind.Dynamic or TypeKind.Pointer or TypeKind.FunctionPointer
                || type.SpecialType == SpecialType.System_Object)
                continue;
            bool isNamed = type.TypeKind == TypeKind.Interface || NamesTypeParameter(type);
            List<string> sources = isNamed
                ? [] : SourcesOf(type, compilation).Where(given => seen.Add(WithoutNames(given))).Select(names.Write).ToList();
            arguments.Add(new SizeArgument(Identifiers.Escape(parameter.Name), isNamed ? names.Write(type) : "", sources));
        }
        return arguments;
    }

    /// <summary>An array is given for a span as well.</summary>
    private static IEnumerable<ITypeSymbol> SourcesOf(ITypeSymbol type, Compilation compilation)
    {
        if (type is not INamedTypeSymbol { Arity: 1, Name: "Span" or "ReadOnlySpan" } span || !TypeMapping.IsInSystem(span))
            return [type];
        ITypeSymbol element = span.TypeArguments[0];
        return new[] { "System.Span`1", "System.ReadOnlySpan`1" }
            .Select(compilation.GetTypeByMetadataName).OfType<INamedTypeSymbol>().Select(view => (ITypeSymbol)view.Construct(element)).Append(compilation.CreateArrayTypeSymbol(element));
    }

    private static ITypeSymbol WithoutNames(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsTupleType: true, TupleUnderlyingType: { } plain } ? plain : type;

    /// <summary>Only its own type tells what the type parameters of the method are.</summary>
    private static bool NamesTypeParameter(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter => parameter.DeclaringMethod is not null,
        IArrayTypeSymbol array => NamesTypeParameter(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(NamesTypeParameter)
            || (named.ContainingType is { } outer && NamesTypeParameter(outer)),
        _ => false,
    };
}
