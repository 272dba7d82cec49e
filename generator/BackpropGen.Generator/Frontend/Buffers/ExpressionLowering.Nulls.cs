using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Buffers;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Whether an array is there: row == null, best is not null.
internal sealed partial class ExpressionLowering
{
    /// <summary>The array that a comparison asks for, and whether it has to be missing; null where it asks for something else.</summary>
    private static (IOperation Array, bool IsMissing)? NullTest(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, OperatorMethod: null } comparison =>
            IsNull(comparison.RightOperand) && IsArray(comparison.LeftOperand) ? (Uncast(comparison.LeftOperand), comparison.OperatorKind == BinaryOperatorKind.Equals)
            : IsNull(comparison.LeftOperand) && IsArray(comparison.RightOperand) ? (Uncast(comparison.RightOperand), comparison.OperatorKind == BinaryOperatorKind.Equals) : null,
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } pattern when IsNull(value) && IsArray(pattern.Value) => (Uncast(pattern.Value), true),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } } pattern
            when IsNull(value) && IsArray(pattern.Value) => (Uncast(pattern.Value), false),
        _ => null,
    };

    private static bool IsNull(IOperation operation) => Uncast(operation) is { ConstantValue: { HasValue: true, Value: null } };

    private static bool IsArray(IOperation operation) => Uncast(operation).Type is IArrayTypeSymbol && TypeMapping.Buffer(Uncast(operation).Type) is not null;

    /// <summary>Without casts; a conversion that somebody has written makes something else.</summary>
    private static IOperation Uncast(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null, Operand: var operand })
            operation = operand;
        return operation;
    }

    private Expr? LowerNullTest(IOperation array, bool isMissing)
    {
        Expr? missing = body.Moving.Find(array) is { } moving ? moving.IsMissing
            : array is IArrayElementReferenceOperation ? (Lower(array) is Row { Buffer.Type: BufferType { IsOnTape: true } } row ? RowTables.IsMissing(row.Index) : null)
            // What is not there has been noticed before.
            : array is ILocalReferenceOperation or IParameterReferenceOperation && Lower(array) is not null ? Constant.Of(ScalarType.Bool, 0) : null;
        if (missing is null)
            return body.Refuse(Descriptors.Expression, array, "The question whether this array is there", "ask for parameters, variables, and rows of arrays that the method makes");
        return isMissing ? missing : Negation.Of(missing);
    }
}
