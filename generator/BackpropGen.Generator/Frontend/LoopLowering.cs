using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

/// <summary>Counted loops: a start, a limit and a step that are known when the loop begins.</summary>
internal sealed class LoopLowering(BodyContext body, ExpressionLowering expressions, Action<IOperation?> lowerBody)
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

    /// <summary>An amount by which the counter changes: added, or subtracted.</summary>
    private sealed record Stride(Expr Amount, bool IsUpward, SyntaxNode Syntax);

    private sealed record Bound(LoopRelation Relation, Expr Limit, SyntaxNode Syntax);

    public void Lower(IForLoopOperation loop)
    {
        Expr? start = null;
        Variable? counter = null;
        if (CounterOf(loop) is { } declarator)
        {
            start = expressions.Lower(declarator.GetVariableInitializer()!.Value);
            counter = body.Declare(declarator.Symbol, TypeMapping.Scalar(declarator.Symbol.Type)!, VariableKind.Counter);
        }
        Bound? bound = null;
        Stride? stride = null;
        if (counter is not null)
        {
            body.IsInLoopHead = true;
            ILocalSymbol local = CounterOf(loop)!.Symbol;
            bound = LowerCondition(loop, local);
            stride = LowerStep(loop, local);
            body.IsInLoopHead = false;
        }
        Block block = body.Nested(() => lowerBody(loop.Body));
        if (counter is null || start is null || bound is null || stride is null)
        {
            body.Silently();
            return;
        }
        var lowered = new For(counter, start, bound.Relation, bound.Limit, stride.Amount, block);
        if (lowered.IsUpward != stride.IsUpward || stride.Amount is Constant { Value: 0 })
        {
            body.Refusals.Add(Descriptors.LoopDirection, stride.Syntax, counter.Name);
            return;
        }
        body.Loops.Add((lowered, bound.Syntax, stride.Syntax));
        body.Emit(lowered, loop.Syntax);
    }

    private IVariableDeclaratorOperation? CounterOf(IForLoopOperation loop)
    {
        IVariableDeclaratorOperation[] declarators = loop.Before.OfType<IVariableDeclarationGroupOperation>()
            .SelectMany(group => group.Declarations).SelectMany(declaration => declaration.Declarators).ToArray();
        if (loop.Before.Length != 1 || declarators.Length != 1 || declarators[0].GetVariableInitializer() is null)
            Refuse(loop.Before.FirstOrDefault(), loop, "The head has to declare one counter, with its start");
        else if (TypeMapping.Scalar(declarators[0].Symbol.Type) is not { Kind: ScalarKind.Int32 or ScalarKind.Int64 })
            Refuse(loop.Before[0], loop, "The counter has to be an int or a long");
        else
            return declarators[0];
        return null;
    }

    private Bound? LowerCondition(IForLoopOperation loop, ILocalSymbol counter)
    {
        if (loop.Condition is not IBinaryOperation comparison || !Relations.TryGetValue(comparison.OperatorKind, out LoopRelation relation))
            return RefuseCondition(loop.Condition, loop, "The condition has to compare the counter with a limit by <, <=, > or >=");
        (IOperation counted, IOperation limit) = (comparison.LeftOperand, comparison.RightOperand);
        if (Mentions(limit, counter))
        {
            (counted, limit) = (limit, counted);
            relation = Reversed[relation];
        }
        if (!Mentions(counted, counter) || Mentions(limit, counter))
            return RefuseCondition(comparison, loop, "The condition has to compare the counter with a limit that does not depend on it");
        if (counted is IConversionOperation)
            return RefuseCondition(comparison, loop, "The limit has to be of the counter's type");
        if (expressions.Lower(limit) is not { } value)
            return null;
        if (IsCounter(counted, counter))
            return new Bound(relation, value, limit.Syntax);

        // i + 1 < n is i < n - 1.
        if (counted is not IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum
            || OffsetOf(sum, counter) is not { } offset)
            return RefuseCondition(comparison, loop, "The counter has to stand alone in the condition, or with a distance: i + 1 < n");
        if (expressions.Lower(offset) is not { } distance)
            return null;
        return new Bound(relation, sum.OperatorKind == BinaryOperatorKind.Add ? value - distance : value + distance, comparison.Syntax);
    }

    private Bound? RefuseCondition(IOperation? at, IForLoopOperation loop, string reason)
    {
        Refuse(at, loop, reason);
        return null;
    }

    /// <summary>Refuses a part of the loop's head, or the loop where that part is missing.</summary>
    private void Refuse(IOperation? part, IForLoopOperation loop, string reason)
    {
        if (part is IInvalidOperation)
            body.Silently();
        else
            body.Refusals.Add(Descriptors.LoopForm, part?.Syntax.GetLocation() ?? loop.Syntax.GetFirstToken().GetLocation(), reason);
    }

    private Stride? LowerStep(IForLoopOperation loop, ILocalSymbol counter)
    {
        if (loop.AtLoopBottom.Length == 1 && loop.AtLoopBottom[0] is IExpressionStatementOperation { Operation: var step })
        {
            switch (step)
            {
                case IIncrementOrDecrementOperation count when IsCounter(count.Target, counter):
                    return new Stride(One(counter), step.Kind == OperationKind.Increment, step.Syntax);
                case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } change
                    when IsCounter(change.Target, counter):
                    return LowerAmount(change.Value, change.OperatorKind, counter, step);
                case ISimpleAssignmentOperation { Value: IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum } change
                    when IsCounter(change.Target, counter) && OffsetOf(sum, counter) is { } amount:
                    return LowerAmount(amount, sum.OperatorKind, counter, step);
            }
        }
        Refuse(loop.AtLoopBottom.FirstOrDefault(), loop, "The loop has to change its counter by one step, such as i++ or i += step");
        return null;
    }

    private Stride? LowerAmount(IOperation amount, BinaryOperatorKind kind, ILocalSymbol counter, IOperation step)
    {
        if (Mentions(amount, counter))
        {
            body.Refuse(Descriptors.LoopForm, amount, "The step must not depend on the counter");
            return null;
        }
        if (expressions.Lower(amount) is not { } value)
            return null;
        if (value.Type != TypeMapping.Scalar(counter.Type))
        {
            body.Refuse(Descriptors.LoopForm, amount, "The step has to be of the counter's type");
            return null;
        }
        bool isUpward = kind == BinaryOperatorKind.Add;
        return value is Constant { Value: < 0 } negative
            ? new Stride(Constant.Of(negative.OfType, -negative.Value), !isUpward, step.Syntax)
            : new Stride(value, isUpward, step.Syntax);
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

    private static Expr One(ILocalSymbol counter) => Constant.Of(TypeMapping.Scalar(counter.Type)!, 1);
}
