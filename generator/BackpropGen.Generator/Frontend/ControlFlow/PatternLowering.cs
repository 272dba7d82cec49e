using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.ControlFlow;

/// <summary>Patterns over a number or truth value: the condition under which one fits.</summary>
internal sealed class PatternLowering(BodyContext body, ExpressionLowering expressions)
{
    private static readonly Expr Always = Constant.Of(ScalarType.Bool, 1);

    /// <summary>The value under a name, unless asking for it again is as good.</summary>
    public Expr Named(Expr value, IOperation at)
    {
        if (value is Constant or Read)
            return value;
        Variable variable = body.Temporary("value", value.Type);
        body.Emit(new Declare(variable, value), at.Syntax);
        return new Read(variable);
    }

    /// <summary>Whether the value fits the pattern and the guard holds; null, and refused, where that cannot be said.</summary>
    public Expr? Lower(Expr value, IPatternOperation pattern, IOperation? guard)
    {
        Expr? fits = Lower(value, pattern);
        if (fits is null || guard is null)
            return fits;
        Expr? holds = null;
        Block effects = body.Nested(() => holds = expressions.Lower(guard));
        if (holds is null)
            return null;
        if (effects.Statements.Count > 0)
            return body.Refuse(Descriptors.Expression, guard, "A guard with effects", "use if statements");
        return And(fits, holds);
    }

    public Expr? Lower(Expr value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return Always;
            case IConstantPatternOperation constant:
                return EqualTo(value, constant.Value);
            case IRelationalPatternOperation relational when LanguageSubset.BinaryOperators.TryGetValue(relational.OperatorKind, out BinaryOperator @operator):
                return Compared(value, @operator, relational.Value);
            case INegatedPatternOperation negated:
                return Lower(value, negated.Pattern) is { } inner ? Negation.Of(inner) : null;
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return Lower(value, both.LeftPattern) is { } first && Lower(value, both.RightPattern) is { } second ? And(first, second) : null;
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either:
                return Lower(value, either.LeftPattern) is { } left && Lower(value, either.RightPattern) is { } right
                    ? new Binary(BinaryOperator.Or, left, right) : null;
            case IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol local } declaration when TypeMapping.Scalar(local.Type) == value.Type:
                // Where a section or an arm alone sees the name, generated code has it around them all.
                body.FlattenedDepth++;
                Variable variable = body.Declare(local, value.Type);
                body.FlattenedDepth--;
                body.Emit(new Declare(variable, value), declaration.Syntax);
                return Always;
            case IDeclarationPatternOperation { DeclaredSymbol: null, MatchesNull: true }:
                return Always;
            default:
                return body.Refuse(Descriptors.Expression, pattern, "This pattern", "use constants, comparisons, and, or, not");
        }
    }

    /// <summary>As Equals decides: NaN is equal to NaN.</summary>
    public Expr? EqualTo(Expr value, IOperation constant)
    {
        if (ConstantLowering.Lower(constant) is { OfType.IsFloating: true, Value: double.NaN } nan)
            return new MathCall("IsNaN", nan.OfType.Keyword + ".IsNaN", ScalarType.Bool, [value]);
        return Compared(value, BinaryOperator.Equal, constant);
    }

    private Expr? Compared(Expr value, BinaryOperator @operator, IOperation constant)
    {
        if (expressions.Lower(constant) is not { } operand)
            return null;
        return operand.Type == value.Type ? new Binary(@operator, value, operand)
            : body.RefuseType(constant, constant.Type, "compare with a constant of the value's own type");
    }

    private static Expr And(Expr left, Expr right) =>
        left == Always ? right : right == Always ? left : new Binary(BinaryOperator.And, left, right);
}
