using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Values;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.ControlFlow;

/// <summary>Patterns over numbers, and over structs, tuples, spans and arrays of them: the condition under which one fits.</summary>
/// <param name="isMissing">Whether the value is an array that is null; null where it is something else.</param>
internal sealed class PatternLowering(BodyContext body, ExpressionLowering expressions, Expr? isMissing = null)
{
    private static readonly Expr Always = Constant.Of(ScalarType.Bool, 1);

    /// <summary>Whether there are patterns for a value.</summary>
    public static bool Takes(Expr value) => value is Aggregate || value.Type is ScalarType or BufferType { IsWhole: false };

    /// <summary>The value under a name, unless asking for it again is as good.</summary>
    public Expr Named(Expr value, IOperation at)
    {
        if (value is Constant or Read)
            return value;
        if (value is Aggregate)
            return Aggregate.Map(value, leaf => Named(leaf, at));
        if (value.Type is BufferType)
            return new ValueLocals(body).Named("value", value, at.Syntax);
        Variable variable = body.Temporary("value", value.Type);
        body.Emit(new Declare(variable, value), at.Syntax);
        return new Read(variable);
    }

    /// <summary>What is switched on is evaluated once: later labels do not see what a guard makes of it.</summary>
    public Expr Subject(Expr value, IOperation at, IEnumerable<IOperation?> guards) =>
        value is not Constant && guards.Any(guard => guard is not null && guard.DescendantsAndSelf().Any(HasEffect)) ? new ValueLocals(body).Named("subject", value, at.Syntax) : Named(value, at);

    private static bool HasEffect(IOperation part) => part switch
    {
        IAssignmentOperation or IIncrementOrDecrementOperation => true,
        IInvocationOperation { TargetMethod: { IsStatic: true, MethodKind: MethodKind.Ordinary } } call => call.Arguments.Any(argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out),
        IInvocationOperation => true,
        _ => false,
    };

    /// <summary>Whether the value fits the pattern and the guard holds; null, and refused, where that cannot be said.</summary>
    public Expr? Lower(Expr value, IPatternOperation pattern, IOperation? guard)
    {
        Expr? fits = Lower(value, pattern);
        if (fits is null || guard is null)
            return fits;
        return expressions.Combined(BinaryOperator.And, fits, guard);
    }

    public Expr? Lower(Expr value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return Always;
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } when value.Type is BufferType && isMissing is not null:
                return isMissing;
            case IConstantPatternOperation or IRelationalPatternOperation when value.Type is not ScalarType:
                return body.Refuse(Descriptors.Expression, pattern, "A comparison with a span, an array or a struct", "compare its members, elements or length");
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
                body.Emit(new Declare(body.DeclareInExpression(local, value.Type), value), declaration.Syntax);
                return Always;
            case IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol local, MatchesNull: true } declaration when value is Aggregate { IsObject: false }:
                return new ValueLocals(body).DeclareInExpression(local, value, declaration.Syntax) is null ? null : Always;
            case IDeclarationPatternOperation { DeclaredSymbol: null, MatchesNull: true }:
                return Always;
            case IRecursivePatternOperation recursive when value is Aggregate whole && SymbolEqualityComparer.Default.Equals(recursive.MatchedType, recursive.InputType):
                return LowerParts(whole, recursive);
            case IRecursivePatternOperation { DeclaredSymbol: null, DeconstructionSubpatterns.IsEmpty: true } shape
                when value.Type is BufferType { IsWhole: false } && shape.PropertySubpatterns.All(part => part.Member is IPropertyReferenceOperation { Property.Name: "Length" }):
                return LowerLength(value, shape);
            case IListPatternOperation { DeclaredSymbol: null } list when value.Type is BufferType { IsWhole: false }:
                return LowerElements(value, list);
            default:
                return body.Refuse(Descriptors.Expression, pattern, "This pattern", "use constants, comparisons, members, elements, and, or, not");
        }
    }

    /// <summary>The parts of a tuple or record by their places, and members by their names.</summary>
    private Expr? LowerParts(Aggregate whole, IRecursivePatternOperation pattern)
    {
        Expr fits = Always;
        if ((pattern.DeconstructionSubpatterns.IsEmpty ? [] : PartsOf(whole, pattern)) is not { } parts)
            return body.Refuse(Descriptors.Expression, pattern, "This pattern", "use the places of tuples and of positional records, and members by their names");
        for (int i = 0; i < pattern.DeconstructionSubpatterns.Length; i++)
        {
            if (Lower(parts[i], pattern.DeconstructionSubpatterns[i]) is not { } part)
                return null;
            fits = And(fits, part);
        }
        foreach (IPropertySubpatternOperation member in pattern.PropertySubpatterns)
        {
            if (expressions.MemberOf(whole, member.Member) is not { } value || Lower(Named(value, member), member.Pattern) is not { } part)
                return null;
            fits = And(fits, part);
        }
        return pattern.DeclaredSymbol is ILocalSymbol local && new ValueLocals(body).DeclareInExpression(local, whole, pattern.Syntax) is null ? body.Silently() : fits;
    }

    private static List<Expr>? PartsOf(Aggregate whole, IRecursivePatternOperation pattern)
    {
        List<Expr?> parts = pattern.DeconstructSymbol switch
        {
            null when pattern.InputType.IsTupleType => whole.Parts.Select(part => (Expr?)part.Value).ToList(),
            IMethodSymbol { IsImplicitlyDeclared: true } method => method.Parameters.Select(parameter => whole[parameter.Name]).ToList(),
            _ => [],
        };
        return parts.Count == pattern.DeconstructionSubpatterns.Length && !parts.Contains(null) ? parts.ConvertAll(part => part!) : null;
    }

    private Expr IsThere => isMissing is null ? Always : Negation.Of(isMissing);

    /// <summary>Whether an array is there, and how long it is.</summary>
    private Expr? LowerLength(Expr buffer, IRecursivePatternOperation pattern)
    {
        Expr fits = IsThere;
        foreach (IPropertySubpatternOperation length in pattern.PropertySubpatterns)
        {
            if (Lower(Named(new Length(buffer), length), length.Pattern) is not { } part)
                return null;
            fits = And(fits, part);
        }
        return fits;
    }

    /// <summary>The elements of a span or array, from both ends if something between them is left out.</summary>
    private Expr? LowerElements(Expr buffer, IListPatternOperation pattern)
    {
        int slice = pattern.Patterns.ToList().FindIndex(part => part is ISlicePatternOperation);
        if (slice >= 0 && ((ISlicePatternOperation)pattern.Patterns[slice]).Pattern is { } inner)
            return body.Refuse(Descriptors.Expression, inner, "A pattern for the rest of a span or array", "slice it in a statement of its own");
        int count = pattern.Patterns.Length;
        var length = new Length(buffer);
        Expr isLong = new Binary(slice < 0 ? BinaryOperator.Equal : BinaryOperator.GreaterOrEqual, length, Constant.Int(slice < 0 ? count : count - 1));
        // What is null has no elements, but it is no empty array.
        Expr fits = slice < 0 ? count > 0 ? isLong : And(IsThere, isLong) : count > 1 ? isLong : IsThere;
        for (int i = 0; i < count; i++)
        {
            if (i == slice)
                continue;
            var element = new Element(buffer, slice < 0 || i < slice ? Constant.Int(i) : length - Constant.Int(count - i));
            // What has a name is read before anybody knows whether it is there.
            bool isNamed = pattern.Patterns[i].DescendantsAndSelf().Any(part => part is IDeclarationPatternOperation { DeclaredSymbol: not null });
            Expr value = isNamed ? new Conditional(isLong, element, Constant.Of(element.Scalar, 0)) : element;
            if (Lower(value, pattern.Patterns[i]) is not { } part)
                return null;
            fits = And(fits, part);
        }
        return fits;
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
        if (value.Type == ScalarType.Bool && operand is Constant { OfType.Kind: ScalarKind.Bool, Value: var truth } && @operator == BinaryOperator.Equal)
            return truth != 0 ? value : Negation.Of(value);
        return operand.Type == value.Type ? new Binary(@operator, value, operand)
            : body.RefuseType(constant, constant.Type, "compare with a constant of the value's own type");
    }

    private static Expr And(Expr left, Expr right) =>
        left == Always ? right : right == Always ? left : new Binary(BinaryOperator.And, left, right);
}
