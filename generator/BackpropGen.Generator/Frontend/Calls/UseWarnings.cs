using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Calls;

/// <summary>What the compiler says of members that are marked [Obsolete] or [Experimental] where they are used.</summary>
internal static class UseWarnings
{
    /// <summary>The member that an operation uses.</summary>
    public static ISymbol? MemberOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod,
        IMemberReferenceOperation reference => reference.Member,
        IObjectCreationOperation creation => creation.Constructor,
        _ => null,
    };

    /// <summary>The ids for a member, or for a type in any part of it.</summary>
    public static IEnumerable<string> Of(ISymbol symbol)
    {
        if (symbol is IArrayTypeSymbol array)
            return Of(array.ElementType);
        IEnumerable<string> own = symbol.GetAttributes().Select(IdOf).OfType<string>();
        if (symbol is IMethodSymbol { AssociatedSymbol: { } property })
            own = own.Concat(Of(property));
        if (symbol is INamedTypeSymbol { IsGenericType: true } generic)
            own = own.Concat(generic.TypeArguments.Where(argument => argument is not ITypeParameterSymbol).SelectMany(Of));
        return symbol.ContainingType is { } outer ? own.Concat(Of(outer)) : own;
    }

    private static string? IdOf(AttributeData attribute) => attribute.AttributeClass?.ToDisplayString() switch
    {
        "System.ObsoleteAttribute" => attribute.NamedArguments.FirstOrDefault(pair => pair.Key == "DiagnosticId").Value.Value as string
            ?? (attribute.ConstructorArguments is [{ Value: string }, ..] ? "CS0618" : "CS0612"),
        "System.Diagnostics.CodeAnalysis.ExperimentalAttribute" => attribute.ConstructorArguments is [{ Value: string id }] ? id : null,
        _ => null,
    };
}
