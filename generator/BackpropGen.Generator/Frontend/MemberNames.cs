using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>What messages call a method: as its author does, and not by the name that the compiler gives it.</summary>
internal static class MemberNames
{
    private static readonly SymbolDisplayFormat Plain = new(miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    public static string Of(IMethodSymbol method) => method switch
    {
        { AssociatedSymbol: IPropertySymbol { IsIndexer: true } } => "this[]",
        { AssociatedSymbol: { } member } => member.Name,
        { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => method.ContainingType.Name,
        { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion or MethodKind.BuiltinOperator } => method.ToDisplayString(Plain),
        _ => method.Name,
    };
}
