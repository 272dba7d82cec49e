using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.ControlFlow;

/// <summary>
/// The form of a counted loop: one counter with a start, which only the head changes, by a fixed step towards a limit. That the limit and
/// the step do not change is seen when the body is lowered.
/// </summary>
/// <param name="IsUpward">The step is added; otherwise it is subtracted.</param>
/// <param name="Offset">What is added to the counter (or subtracted, if <paramref name="IsOffsetSubtracted"/>) before the comparison.</param>
internal sealed record CountedLoop(
    IVariableDeclaratorOperation Counter,
    LoopRelation Relation,
    IOperation Limit,
    IOperation? Offset,
    bool IsOffsetSubtracted,
    IOperation? Step,
    bool IsUpward)
{
    private static readonly IReadOnlyDictionary<BinaryOperatorKind, LoopRelation> Relations =
        new Dictionary<BinaryOperatorKind, LoopRelation>
        {
            [BinaryOperatorKind.LessThan] = LoopRelation.Less,
            [BinaryOperatorKind.LessThanOrEqual] = LoopRelation.LessOrEqual,
            [BinaryOperatorKind.GreaterThan] = LoopRelation.Greater,
            [BinaryOperatorKind.GreaterThanOrEqual] = LoopRelation.GreaterOrEqual,
        };

    private static readonly IReadOnlyDictionary<LoopRelation, LoopRelation> Reversed = new Dictionary<LoopRelation, LoopRelation>
    {
        [LoopRelation.Less] = LoopRelation.Greater,
        [LoopRelation.LessOrEqual] = LoopRelation.GreaterOrEqual,
        [LoopRelation.Greater] = LoopRelation.Less,
        [LoopRelation.GreaterOrEqual] = LoopRelation.LessOrEqual,
    };

    /// <summary>The counted loop that a for statement is; null where it is not of that form.</summary>
    public static CountedLoop? Of(IForLoopOperation loop)
    {
        if (CounterOf(loop) is not { } declarator)
            return null;
        ILocalSymbol counter = declarator.Symbol;
        if (ConditionOf(loop, counter) is not { } condition || StepOf(loop, counter) is not { } step)
            return null;
        bool isTowards = step.IsUpward == condition.Relation is LoopRelation.Less or LoopRelation.LessOrEqual;
        bool isSteady = IsPure(condition.Limit) && (condition.Offset is null || IsPure(condition.Offset)) && (step.Amount is null || IsPure(step.Amount));
        if (!isTowards || !isSteady || !IsSmall(step.Amount) || Inlining.Assignments.Reassign(loop.Body, counter))
            return null;
        return new CountedLoop(
            declarator, condition.Relation, condition.Limit, condition.Offset, condition.IsSubtracted, step.Amount, step.IsUpward);
    }

    /// <summary>With huge steps the number of iterations, and the counter on the way back, may not fit where the counter itself does.</summary>
    private static bool IsSmall(IOperation? amount) => amount?.ConstantValue is not { HasValue: true, Value: IConvertible value } || Math.Abs(value.ToDouble(null)) <= 1024;

    private static IVariableDeclaratorOperation? CounterOf(IForLoopOperation loop)
    {
        IVariableDeclaratorOperation[] declarators = loop.Before.OfType<IVariableDeclarationGroupOperation>()
            .SelectMany(group => group.Declarations).SelectMany(declaration => declaration.Declarators).ToArray();
        return loop.Before.Length == 1 && declarators.Length == 1 && declarators[0].GetVariableInitializer() is not null
            && TypeMapping.Scalar(declarators[0].Symbol.Type) is { Kind: ScalarKind.Int32 or ScalarKind.Int64, IsEnum: false }
                ? declarators[0] : null;
    }

    private static (LoopRelation Relation, IOperation Limit, IOperation? Offset, bool IsSubtracted)? ConditionOf(IForLoopOperation loop, ILocalSymbol counter)
    {
        if (loop.Condition is not IBinaryOperation comparison || !Relations.TryGetValue(comparison.OperatorKind, out LoopRelation relation))
            return null;
        (IOperation counted, IOperation limit) = (comparison.LeftOperand, comparison.RightOperand);
        if (Mentions(limit, counter))
        {
            (counted, limit) = (limit, counted);
            relation = Reversed[relation];
        }
        if (!Mentions(counted, counter) || Mentions(limit, counter) || counted is IConversionOperation)
            return null;
        if (IsCounter(counted, counter))
            return (relation, limit, null, false);
        // i + 1 < n is i < n - 1.
        return counted is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum && OffsetOf(sum, counter) is { } offset
            ? (relation, limit, offset, sum.OperatorKind == BinaryOperatorKind.Subtract) : null;
    }

    private static (IOperation? Amount, bool IsUpward)? StepOf(IForLoopOperation loop, ILocalSymbol counter)
    {
        if (loop.AtLoopBottom.Length != 1 || loop.AtLoopBottom[0] is not IExpressionStatementOperation { Operation: var step })
            return null;
        return step switch
        {
            IIncrementOrDecrementOperation count when IsCounter(count.Target, counter) => (null, step.Kind == OperationKind.Increment),
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } change
                when IsCounter(change.Target, counter) => Amount(change.Value, change.OperatorKind, counter),
            ISimpleAssignmentOperation { Value: IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum } change
                when IsCounter(change.Target, counter) && OffsetOf(sum, counter) is { } amount => Amount(amount, sum.OperatorKind, counter),
            _ => null,
        };
    }

    private static (IOperation? Amount, bool IsUpward)? Amount(IOperation amount, BinaryOperatorKind kind, ILocalSymbol counter)
    {
        if (Mentions(amount, counter) || TypeMapping.Scalar(amount.Type) != TypeMapping.Scalar(counter.Type))
            return null;
        bool isUpward = kind == BinaryOperatorKind.Add;
        long? constant = amount.ConstantValue is { HasValue: true, Value: int or long } value ? System.Convert.ToInt64(value.Value) : null;
        return constant switch
        {
            0 => null,
            < 0 => (amount, !isUpward),
            _ => (amount, isUpward),
        };
    }

    /// <summary>What is added to or subtracted from the counter; null where the counter does not stand alone on its side.</summary>
    private static IOperation? OffsetOf(IBinaryOperation sum, ILocalSymbol counter)
    {
        if (IsCounter(sum.LeftOperand, counter) && !Mentions(sum.RightOperand, counter))
            return sum.RightOperand;
        bool isSecond = sum.OperatorKind == BinaryOperatorKind.Add && IsCounter(sum.RightOperand, counter) && !Mentions(sum.LeftOperand, counter);
        return isSecond ? sum.LeftOperand : null;
    }

    private static bool IsCounter(IOperation operation, ILocalSymbol counter) =>
        operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, counter);

    private static bool Mentions(IOperation operation, ILocalSymbol counter) =>
        operation.DescendantsAndSelf().Any(part => IsCounter(part, counter));

    /// <summary>Nothing in the expression has an effect, so that evaluating it once is as good as in every iteration.</summary>
    private static bool IsPure(IOperation operation) => operation.DescendantsAndSelf().All(part => part switch
    {
        IAssignmentOperation or IIncrementOrDecrementOperation or IObjectCreationOperation or IDynamicInvocationOperation => false,
        // The getters and operators of users may have effects, and their bodies stand in for them.
        IPropertyReferenceOperation { Instance: var instance, Property: var property } => TypeMapping.Buffer(instance?.Type) is not null || (!property.IsIndexer && Values.StructArrays.Of(instance?.Type) is not null) || TypeMapping.IsAutomatic(property),
        IBinaryOperation { OperatorMethod: not null } or IUnaryOperation { OperatorMethod: not null } or IConversionOperation { OperatorMethod: not null } => false,
        IInvocationOperation call => MathLowering.ClassOf(call.TargetMethod.ContainingType) is not null || call.TargetMethod.ContainingType.SpecialType == SpecialType.System_Array,
        _ => true,
    });
}
