using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.ControlFlow;
using BackpropGen.Generator.Frontend.Inlining;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Patterns: x is > 0 and < 1, and switch expressions.
internal sealed partial class ExpressionLowering
{
    public override Expr? VisitIsPattern(IIsPatternOperation operation, object? argument)
    {
        if (NullTest(operation) is { } test)
            return LowerNullTest(test.Array, test.IsMissing);
        (Expr? found, Expr? isMissing) = LowerMatched(operation.Value);
        if (found is not { } value)
            return null;
        if (!PatternLowering.Takes(value))
            return body.RefuseType(operation.Value, operation.Value.Type, "use patterns on numbers and truth values, and on structs, spans and arrays of them");
        var patterns = new PatternLowering(body, this, isMissing);
        // A name alone asks once.
        return patterns.Lower(operation.Pattern is IDeclarationPatternOperation && value.Type is ScalarType ? value : patterns.Named(value, operation.Value), operation.Pattern);
    }

    public override Expr? VisitSwitchExpression(ISwitchExpressionOperation operation, object? argument)
    {
        (Expr? found, Expr? isMissing) = LowerMatched(operation.Value);
        if (found is not { } value)
            return null;
        if (!PatternLowering.Takes(value))
            return body.RefuseType(operation.Value, operation.Value.Type, "switch over numbers and truth values, and over structs, spans and arrays of them");
        if (!operation.IsExhaustive)
            return body.Refuse(Descriptors.Expression, operation, "A switch expression that does not cover every value", "end it with an arm for '_'");
        if (operation.Arms.Length > LanguageSubset.MaximumBranches)
            return body.Refuse(Descriptors.TooDeep, operation, "The arms of this switch stand in each other", LanguageSubset.MaximumBranches);
        var patterns = new PatternLowering(body, this, isMissing);
        value = patterns.Subject(value, operation.Value, operation.Arms.Select(arm => arm.Guard));
        return LowerArms(operation, 0, value, patterns);
    }

    /// <summary>A value that patterns ask about, and whether it is an array that is not there.</summary>
    public (Expr? Value, Expr? IsMissing) LowerMatched(IOperation value) => IsArray(value) ? LowerOptional(value, areElementsWanted: true) : (Lower(value), null);

    /// <summary>The first arm that fits, from one on; the last of an exhaustive switch always does.</summary>
    private Expr? LowerArms(ISwitchExpressionOperation operation, int first, Expr value, PatternLowering patterns)
    {
        ISwitchExpressionArmOperation arm = operation.Arms[first];
        Expr? fits = patterns.Lower(value, arm.Pattern, arm.Guard);
        bool isLast = first == operation.Arms.Length - 1;
        if (fits is null)
            return null;
        if (isLast || fits is Constant { Value: 1 })
            return Lower(arm.Value);
        (Expr? here, List<Statement> before) = Arm(() => Lower(arm.Value));
        Expr? others = null;
        Block beforeOthers = body.Nested(() => others = LowerArms(operation, first + 1, value, patterns));
        return here is null || others is null ? null : Choose(operation, fits, (here, before), (others, beforeOthers.Statements.ToList()));
    }

    /// <summary>A member that a pattern asks for.</summary>
    public Expr? MemberOf(Aggregate whole, IOperation member)
    {
        bool isStored = member is not IPropertyReferenceOperation property || (IsAutomatic(property) && !IsOverridden(property));
        if (isStored && MemberName(member) is { } name && whole[name] is { } part)
            return part;
        return member is IPropertyReferenceOperation { Property: { IsIndexer: false, GetMethod: { DeclaringSyntaxReferences.Length: > 0 } getter } }
            ? Inline(member, new KnownFunction(getter, null), whole, [])
            : body.Refuse(Descriptors.Expression, member, "This member", "use fields and properties of structs of this project");
    }
}
