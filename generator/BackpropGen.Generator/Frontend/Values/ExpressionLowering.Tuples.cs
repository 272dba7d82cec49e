using BackpropGen.Generator.Frontend.Values;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Conversions of tuples: c ? (x, 1) : (y, 2) as (double, double).
internal sealed partial class ExpressionLowering
{
    private Expr? ConvertTuple(IConversionOperation operation) => Lower(operation.Operand) is not { } value ? null
        : Converted(value, operation.Operand.Type!, operation.Type!, operation.IsChecked)
            ?? body.RefuseType(operation, operation.Type, "convert the parts one by one");

    /// <summary>A value part by part in another type; null where that is more than conversions of numbers.</summary>
    private Expr? Converted(Expr value, ITypeSymbol from, ITypeSymbol to, bool isChecked)
    {
        if (value is Aggregate whole && from is INamedTypeSymbol { IsTupleType: true } one && to is INamedTypeSymbol { IsTupleType: true } other)
        {
            List<Expr?> parts = whole.Parts.Select((part, i) => Converted(part.Value, one.TupleElements[i].Type, other.TupleElements[i].Type, isChecked)).ToList();
            return parts.Contains(null) ? null
                : new Aggregate(StructLayout.TypeOf(other), whole.Parts.Select((part, i) => part with { Value = parts[i]! }).ToList());
        }
        if (value.Type is not ScalarType scalar || TypeMapping.Scalar(to) is not { } type)
            return StructLayout.Of(to) is not null && Fits(value, to) ? value : null;
        if (scalar == type)
            return value;
        bool isImplicit = Compilation.ClassifyCommonConversion(from, to).IsImplicit;
        var converted = new Ir.Convert(type, value, isImplicit);
        return type.IsInteger && !isImplicit && isChecked != body.IsProjectChecked ? WithOverflow(converted, isChecked) : converted;
    }
}
