using System.Globalization;
using BackpropGen.Generator.Emit;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BackpropGen.Generator.Frontend;

/// <summary>Default values of parameters as generated signatures spell them, in every culture and of just the same bits.</summary>
internal sealed class DefaultValues(IMethodSymbol method, TypeNames names)
{
    private readonly IMethodSymbol declared = method.PartialDefinitionPart ?? method;

    /// <summary>The value; empty where there is none that would do: what the compiler tells of a caller is not the same everywhere.</summary>
    public string Of(IParameterSymbol parameter)
    {
        IParameterSymbol own = declared.Parameters[parameter.Ordinal];
        if (own is not { HasExplicitDefaultValue: true, RefKind: RefKind.None or RefKind.In } || own.GetAttributes().Any(IsOfCaller) || MayBeTape(own.Type))
            return "";
        ITypeSymbol type = own.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : own.Type;
        return own.ExplicitDefaultValue switch
        {
            null => own.Type.IsReferenceType ? "null!" : own.Type.TypeKind == TypeKind.TypeParameter ? "default!" : "default",
            _ when type.TypeKind == TypeKind.Enum => Enum((INamedTypeSymbol)type, own.ExplicitDefaultValue),
            // The compiler takes no other constants for them.
            _ when type.SpecialType is SpecialType.None or SpecialType.System_Object => "",
            var value => Literal(value),
        };
    }

    /// <summary>The value of a constant; empty where C# has none like it.</summary>
    private static string Literal(object value) => value switch
    {
        bool truth => truth ? "true" : "false",
        // Short names stand in for full ones later on, and a text is none.
        string text => SymbolDisplay.FormatLiteral(text, quote: true).Replace("::", @":\u003a"),
        char character => SymbolDisplay.FormatLiteral(character, quote: true),
        double number => Named(number, double.MaxValue, double.Epsilon, "double") ?? Spelling.Constant(Constant.Of(ScalarType.Double, number), isBare: true),
        float number => Named(number, float.MaxValue, float.Epsilon, "float") ?? Spelling.Constant(Constant.Of(ScalarType.Single, number), isBare: true),
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
        sbyte or byte or short or ushort or int or uint or long or ulong => System.Convert.ToString(value, CultureInfo.InvariantCulture),
        _ => "",
    };

    /// <summary>Whether a call that leaves arguments out means this method alone, whatever it means where the names end in <c>Forward</c>.</summary>
    public static bool AreUnambiguous(IMethodSymbol method) => MemberStems.Of(method) != method.Name || method.ContainingType.GetMembers(method.Name)
        .All(other => GeneratedMembers.Contain(other) || other is IMethodSymbol same && SymbolEqualityComparer.Default.Equals(same.PartialImplementationPart ?? same, method.PartialImplementationPart ?? method));

    private static string? Named(double number, double largest, double smallest, string type) =>
        number == largest ? type + ".MaxValue" : number == -largest ? type + ".MinValue" : number == smallest ? type + ".Epsilon" : null;

    private string Enum(INamedTypeSymbol type, object value) =>
        type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value) && !field.GetAttributes().Any(IsWarning)) is { } named
            ? $"{names.Write(type)}.{Identifiers.Escape(named.Name)}" : $"({names.Write(type)})({Literal(value)})";

    /// <summary>A tape that a call gives without its name would be taken for the parameter before it.</summary>
    private static bool MayBeTape(ITypeSymbol type) => type.SpecialType == SpecialType.System_Object || type.TypeKind == TypeKind.Interface
        || (type.Name == "Tape" && TypeMapping.IsIn(type, "BackpropGen"));

    private static bool IsWarning(AttributeData attribute) => attribute.AttributeClass?.Name is "ObsoleteAttribute" or "ExperimentalAttribute";

    private static bool IsOfCaller(AttributeData attribute) => attribute.AttributeClass?.Name
        is "CallerMemberNameAttribute" or "CallerFilePathAttribute" or "CallerLineNumberAttribute" or "CallerArgumentExpressionAttribute";
}
