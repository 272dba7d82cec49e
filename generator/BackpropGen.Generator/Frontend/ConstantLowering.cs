using System.Globalization;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

/// <summary>Compile-time constants, in the user's own spelling where that has the right type.</summary>
internal static class ConstantLowering
{
    private const long ExactInDouble = 1L << 53;

    private static readonly IReadOnlyDictionary<SpecialType, string> NumberTypes = new Dictionary<SpecialType, string>
    {
        [SpecialType.System_Double] = "double",
        [SpecialType.System_Single] = "float",
        [SpecialType.System_Int32] = "int",
        [SpecialType.System_Int64] = "long",
    };

    /// <summary>The constant that an operation is; null where it is none.</summary>
    public static Constant? Lower(IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: { } value } && TypeMapping.Scalar(operation.Type) is { } type
            ? Of(type, value, Spelling(operation))
            : null;

    public static Constant Of(ScalarType type, object value, string spelling)
    {
        string literal = spelling;
        if (value is long wide && (wide > ExactInDouble || wide < -ExactInDouble))
            literal = wide.ToString(CultureInfo.InvariantCulture) + "L";
        else if (value is ulong unsigned && unsigned > ExactInDouble)
            literal = unsigned.ToString(CultureInfo.InvariantCulture) + "UL";
        if (type.IsEnum && literal.Length > 0 && !literal.StartsWith(type.Name, StringComparison.Ordinal))
            literal = $"({type.Name})({literal})";
        double number = value is bool truth ? (truth ? 1 : 0) : System.Convert.ToDouble(value, CultureInfo.InvariantCulture);
        return new Constant(type, number, literal);
    }

    private static string Spelling(IOperation operation) => operation switch
    {
        ILiteralOperation { Syntax: LiteralExpressionSyntax literal } => literal.Token.Text is "default" ? "" : literal.Token.Text,
        IFieldReferenceOperation { Field: { ContainingType: { } type } field } => Spelling(type, field.Name),
        _ => "",
    };

    private static string Spelling(INamedTypeSymbol type, string name) =>
        TypeMapping.Scalar(type) is { IsEnum: true } named ? $"{named.Name}.{Identifiers.Escape(name)}"
        : NumberTypes.TryGetValue(type.SpecialType, out string keyword) ? keyword + "." + name
        : TypeMapping.IsInSystem(type) && type.Name is "Math" or "MathF" ? type.Name + "." + name
        : "";
}
