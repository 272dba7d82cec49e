using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.ControlFlow;

/// <summary>A switch statement: its sections are the branches of if statements, the default section comes last.</summary>
internal sealed class SwitchLowering(BodyContext body, ExpressionLowering expressions, Action<IOperation> lower)
{
    public void Lower(ISwitchOperation operation)
    {
        int end = body.Jumps.New(operation.ExitLabel);
        if (expressions.Lower(operation.Value) is not { } value)
            return;
        if (!PatternLowering.Takes(value))
        {
            body.RefuseType(operation.Value, operation.Value.Type, "switch over numbers and truth values, and over structs, spans and arrays of them");
            return;
        }
        var patterns = new PatternLowering(body, expressions);
        value = patterns.Named(value, operation.Value);
        List<(Expr Condition, Block Body)> sections = [];
        Block otherwise = Block.Empty;
        bool isAlwaysEntered = false;
        foreach (ISwitchCaseOperation section in operation.Cases)
        {
            Expr? condition = Condition(section, value, patterns);
            bool isDefault = section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation);
            Block block = body.Nested(() =>
            {
                foreach (IOperation statement in section.Body)
                    lower(statement);
            });
            if (isAlwaysEntered)
                continue;
            isAlwaysEntered = condition is Constant { Value: 1 };
            if (isDefault || isAlwaysEntered)
                otherwise = block;
            else if (condition is not null)
                sections.Add((condition, block));
        }
        Block chain = otherwise;
        foreach ((Expr condition, Block block) in Enumerable.Reverse(sections))
            chain = new Block([new If(condition, block, chain)]);
        body.Emit(new Labeled(end, chain), operation.Syntax);
    }

    /// <summary>When a section is entered: any of its labels fits. Null for the default section, and where a label was refused.</summary>
    private Expr? Condition(ISwitchCaseOperation section, Expr value, PatternLowering patterns)
    {
        Expr? any = null;
        bool hasDefault = section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation);
        foreach (ICaseClauseOperation clause in section.Clauses)
        {
            switch (clause)
            {
                case IDefaultCaseClauseOperation:
                    continue;
                case IPatternCaseClauseOperation { Guard: not null } when hasDefault:
                    body.Refusals.Add(
                        Descriptors.Statement, clause.Syntax.GetLocation(), "A guarded label of the default section", "give it a section of its own");
                    return null;
            }
            Expr? fits = clause switch
            {
                ISingleValueCaseClauseOperation single => patterns.EqualTo(value, single.Value),
                IPatternCaseClauseOperation pattern => patterns.Lower(value, pattern.Pattern, pattern.Guard),
                _ => body.Refuse(Descriptors.Expression, clause, "This label", "use constants and comparisons"),
            };
            if (fits is null)
                return null;
            any = any is null ? fits : new Binary(BinaryOperator.Or, any, fits);
        }
        return any;
    }
}
