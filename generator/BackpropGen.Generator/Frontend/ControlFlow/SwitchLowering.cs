using System.Collections.Immutable;
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
        (Expr? found, Expr? isMissing) = expressions.LowerMatched(operation.Value);
        if (found is not { } value)
            return;
        if (!PatternLowering.Takes(value))
        {
            body.RefuseType(operation.Value, operation.Value.Type, "switch over numbers and truth values, and over structs, spans and arrays of them");
            return;
        }
        if (operation.Cases.Length > LanguageSubset.MaximumBranches)
        {
            body.Refusals.Add(Descriptors.TooDeep, operation.Syntax.GetFirstToken().GetLocation(), "The sections of this switch stand in each other", LanguageSubset.MaximumBranches);
            return;
        }
        var patterns = new PatternLowering(body, expressions, isMissing);
        value = patterns.Subject(value, operation.Value, operation.Cases.SelectMany(section => section.Clauses).Select(clause => (clause as IPatternCaseClauseOperation)?.Guard));
        body.Emit(new Labeled(end, Sections(operation.Cases, 0, null, value, patterns)), operation.Syntax);
    }

    /// <summary>The sections from one on: whether a later one fits is asked where the earlier ones do not.</summary>
    /// <param name="ofDefault">When an earlier label leads to the default section, which comes last all the same.</param>
    private Block Sections(ImmutableArray<ISwitchCaseOperation> sections, int first, Expr? ofDefault, Expr value, PatternLowering patterns) => body.Nested(() =>
    {
        ISwitchCaseOperation? section = sections.Skip(first).FirstOrDefault();
        if (section is null)
        {
            if (sections.FirstOrDefault(IsDefault) is { } last)
                LowerBody(last);
            return;
        }
        Expr? condition = Condition(section, value, patterns);
        if (IsDefault(section))
        {
            body.Output.AddRange(Sections(sections, first + 1, condition, value, patterns).Statements);
            return;
        }
        // Constants of different labels are different.
        if (ofDefault is not null && condition is not null && section.Clauses.Any(clause => clause is IPatternCaseClauseOperation))
            condition = new Binary(BinaryOperator.And, Negation.Of(ofDefault), condition);
        Block block = body.Nested(() => LowerBody(section));
        Block others = Sections(sections, first + 1, ofDefault, value, patterns);
        if (condition is Constant { Value: 1 })
            body.Output.AddRange(block.Statements);
        else if (condition is not null)
            body.Emit(new If(condition, block, others), section.Syntax);
    });

    private static bool IsDefault(ISwitchCaseOperation section) => section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation);

    private void LowerBody(ISwitchCaseOperation section)
    {
        foreach (IOperation statement in section.Body)
            lower(statement);
    }

    /// <summary>When a section is entered: any of its labels fits. Null where there is none but the default, and where a label was refused.</summary>
    private Expr? Condition(ISwitchCaseOperation section, Expr value, PatternLowering patterns)
    {
        Expr? any = null;
        bool hasDefault = IsDefault(section);
        int labels = 0;
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
            any = any is null ? Fits(clause, value, patterns) : expressions.Combined(BinaryOperator.Or, any, () => Fits(clause, value, patterns), clause.Syntax);
            if (any is null)
                return null;
            // As every long row of operators is.
            if (++labels % ChainLowering.Piece == 0 && any is not Constant)
                any = new Values.ValueLocals(body).Named("holds", any, clause.Syntax);
        }
        return any;
    }

    private Expr? Fits(ICaseClauseOperation clause, Expr value, PatternLowering patterns) => clause switch
    {
        ISingleValueCaseClauseOperation single => patterns.EqualTo(value, single.Value),
        IPatternCaseClauseOperation pattern => patterns.Lower(value, pattern.Pattern, pattern.Guard),
        _ => body.Refuse(Descriptors.Expression, clause, "This label", "use constants and comparisons"),
    };
}
