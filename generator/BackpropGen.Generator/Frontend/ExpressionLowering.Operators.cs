using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Operators.
internal sealed partial class ExpressionLowering
{
    public override Expr? VisitBinaryOperator(IBinaryOperation operation, object? argument)
    {
        if (IsPlain(operation))
            return new ChainLowering(body, this).Lower(operation);
        if (NullTest(operation) is { } test)
            return LowerNullTest(test.Array, test.IsMissing);
        if (!operation.IsLifted && GenericNumbers.IsOfUser(operation.OperatorMethod) && operation.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
            return LowerLogicOfUser(operation, operation.OperatorMethod);
        if (!operation.IsLifted && GenericNumbers.IsOfUser(operation.OperatorMethod))
            return Inline(operation, operation.OperatorMethod, null, [(operation.LeftOperand, operation.LeftOperand.Syntax), (operation.RightOperand, operation.RightOperand.Syntax)]);
        return RefuseOperator(operation, operation.LeftOperand, operation.RightOperand);
    }

    /// <summary>An operator of numbers or truth values.</summary>
    public bool IsPlain(IBinaryOperation operation) => !operation.IsLifted && LanguageSubset.BinaryOperators.ContainsKey(operation.OperatorKind)
        && !GenericNumbers.IsOfUser(operation.OperatorMethod) && NullTest(operation) is null;

    /// <summary>A plain operator with its lowered left operand, or without it where that was refused.</summary>
    public Expr? LowerOperator(IBinaryOperation operation, Expr? first)
    {
        BinaryOperator @operator = LanguageSubset.BinaryOperators[operation.OperatorKind];
        if (@operator is BinaryOperator.And or BinaryOperator.Or)
            return LowerLogic(operation, @operator, first);

        var operands = new OperandList(body);
        operands.Add(operation.LeftOperand.Syntax, () => first);
        operands.Add(operation.RightOperand.Syntax, () => Lower(operation.RightOperand));
        if (operands[0] is not { } left || operands[1] is not { } right)
            return null;
        if (left.Type is not ScalarType scalar || right.Type is not ScalarType || !GenericNumbers.Accepts(scalar, right.Type, @operator))
            return body.RefuseType(operation, operation.LeftOperand.Type, "compare and combine single values");
        var result = new Binary(@operator, left, right);
        return IsOverflowDifferent(@operator, scalar, operation.IsChecked) ? WithOverflow(result, operation.IsChecked) : result;
    }

    public override Expr? VisitUnaryOperator(IUnaryOperation operation, object? argument)
    {
        if (ConstantLowering.Lower(operation) is { Type: ScalarType { IsFloating: false } } constant)
            return constant;
        if (!operation.IsLifted && GenericNumbers.IsOfUser(operation.OperatorMethod))
            return Inline(operation, operation.OperatorMethod, null, [(operation.Operand, operation.Operand.Syntax)]);
        if (operation.IsLifted)
            return RefuseOperator(operation, operation.Operand);
        if (operation.OperatorKind == UnaryOperatorKind.Plus)
            return Lower(operation.Operand);
        if (!LanguageSubset.UnaryOperators.TryGetValue(operation.OperatorKind, out UnaryOperator @operator))
            return RefuseOperator(operation, operation.Operand);
        if (Lower(operation.Operand) is not { Type: ScalarType scalar } operand)
            return null;
        bool isOverflowDifferent = @operator == UnaryOperator.Negate && scalar.IsInteger && operation.IsChecked != body.IsProjectChecked;
        var result = new Unary(@operator, operand);
        return isOverflowDifferent ? WithOverflow(result, operation.IsChecked) : result;
    }

    public override Expr? VisitConditional(IConditionalOperation operation, object? argument)
    {
        if (operation.Condition.ConstantValue is { HasValue: true, Value: bool holds })
            return Lower(holds ? operation.WhenTrue : operation.WhenFalse);
        if (TypeMapping.Buffer(operation.Type) is not null && !operation.IsRef)
            return ChooseBuffer(operation);
        Expr? condition = Lower(operation.Condition);
        (Expr? whenTrue, List<Statement> before) = LowerBranch(operation.WhenTrue);
        (Expr? whenFalse, List<Statement> beforeElse) = LowerBranch(operation.WhenFalse);
        if (condition is null || whenTrue is null || whenFalse is null)
            return null;
        if (operation.IsRef)
            return body.RefuseType(operation, operation.Type, "choose between values, not between spans or references: use if and else");
        return Choose(operation, condition, (whenTrue, before), (whenFalse, beforeElse));
    }

    /// <summary>One of two values, each with the statements that compute it.</summary>
    private Expr? Choose(
        IOperation operation, Expr condition, (Expr Value, List<Statement> Statements) whenTrue, (Expr Value, List<Statement> Statements) whenFalse)
    {
        if (whenTrue.Value is Aggregate a && whenFalse.Value is Aggregate b && a.OfType == b.OfType)
            return ChooseParts(operation, condition, (a, whenTrue.Statements), (b, whenFalse.Statements));
        if (whenTrue.Value.Type is not ScalarType type || whenFalse.Value.Type != type)
            return body.RefuseType(operation, operation.Type, "choose between values, not between spans or references: use if and else");
        if (whenTrue.Statements.Count + whenFalse.Statements.Count == 0)
            return new Conditional(condition, whenTrue.Value, whenFalse.Value);

        // What has effects becomes an if statement in front.
        var chosen = new Read(body.Temporary("chosen", type));
        body.Emit(new Declare(chosen.Variable, null), operation.Syntax);
        body.Emit(
            new If(
                condition,
                Reaching(whenTrue.Statements, new Assign(chosen, whenTrue.Value)),
                Reaching(whenFalse.Statements, new Assign(chosen, whenFalse.Value))),
            operation.Syntax);
        return chosen;
    }

    /// <summary>One of two structs, part by part.</summary>
    private Expr? ChooseParts(
        IOperation operation, Expr condition, (Aggregate Value, List<Statement> Statements) whenTrue, (Aggregate Value, List<Statement> Statements) whenFalse)
    {
        if (Aggregate.HasObject(whenTrue.Value))
            return body.Refuse(Descriptors.Expression, operation, "A choice between objects", "choose between their members, or call a method with the one or the other");
        if (Aggregate.Leaves(whenTrue.Value).Any(leaf => leaf.Type is not ScalarType))
            return body.RefuseType(operation, operation.Type, "choose between values without spans: use if and else");
        Expr chosen = new Values.ValueLocals(body).Named("chosen", Aggregate.Map(whenTrue.Value, leaf => Constant.Of(leaf.Scalar, 0)), operation.Syntax);
        Block Storing(Expr value, List<Statement> before) =>
            Reaching(before, Aggregate.Leaves(chosen).Zip(Aggregate.Leaves(value), (place, leaf) => (Statement)new Assign(place, leaf)).ToArray());
        body.Emit(new If(condition, Storing(whenTrue.Value, whenTrue.Statements), Storing(whenFalse.Value, whenFalse.Statements)), operation.Syntax);
        return chosen;
    }

    /// <summary>Statements, and those after them that they get to.</summary>
    private static Block Reaching(List<Statement> before, params Statement[] after) => new(before.LastOrDefault() is Throw ? before : [.. before, .. after]);

    /// <summary>A struct with operators of its own: <c>false(x) ? x : x &amp; y</c>, and <c>true(x) ? x : x | y</c>.</summary>
    private Expr? LowerLogicOfUser(IBinaryOperation operation, IMethodSymbol combine)
    {
        string name = operation.OperatorKind == BinaryOperatorKind.ConditionalAnd ? WellKnownMemberNames.FalseOperatorName : WellKnownMemberNames.TrueOperatorName;
        IMethodSymbol? decides = combine.ContainingType.GetMembers(name).OfType<IMethodSymbol>()
            .FirstOrDefault(method => SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, combine.Parameters[0].Type));
        if (decides is null || Lower(operation.LeftOperand) is not { } left)
            return decides is null ? body.Silently() : null;
        (Expr? right, List<Statement> before) = LowerBranch(operation.RightOperand);
        if (right is null)
            return null;
        var effects = new Effects(before, body.Storage);
        if (Aggregate.Leaves(left).Any(effects.MayChange))
            left = new Values.ValueLocals(body).Named("left", left, operation.LeftOperand.Syntax);
        Expr? isDecided = Inline(operation, new Inlining.KnownFunction(decides, null), null, [left]);
        Expr? combined = null;
        Block whole = body.Nested(() =>
        {
            body.Output.AddRange(before);
            combined = Inline(operation, new Inlining.KnownFunction(combine, null), null, [left, right]);
        });
        return isDecided is null || combined is null ? null : Choose(operation, isDecided, (left, []), (combined, whole.Statements.ToList()));
    }

    /// <summary>Whether generated code, which stands in the project's own context, would overflow in another way.</summary>
    private bool IsOverflowDifferent(BinaryOperator @operator, ScalarType type, bool isChecked) =>
        type.IsInteger && LanguageSubset.Overflowing.Contains(@operator) && isChecked != body.IsProjectChecked;

    /// <summary>Arithmetic in a context of its own; what stands in it keeps the project's.</summary>
    private Overflow WithOverflow(Expr arithmetic, bool isChecked) => new(isChecked, Tree.Rewrite(arithmetic, part =>
        ReferenceEquals(part, arithmetic) ? null : part is Overflow ? part : CanOverflow(part) ? new Overflow(body.IsProjectChecked, part) : null));

    private static bool CanOverflow(Expr expr) => expr.Type is ScalarType { IsInteger: true } && expr switch
    {
        Binary b => LanguageSubset.Overflowing.Contains(b.Operator),
        Unary { Operator: UnaryOperator.Negate } => true,
        Convert { IsImplicit: false } => true,
        _ => false,
    };

    private Expr? RefuseOperator(IOperation operation, params IOperation[] operands)
    {
        // An operand that is refused itself says more.
        bool isOperandRefused = false;
        foreach (IOperation operand in operands)
            isOperandRefused |= TypeMapping.Scalar(operand.Type) is null && Lower(operand) is null;
        return isOperandRefused
            ? null
            : body.Refuse(Descriptors.Expression, operation, "This operator", "use the operators of numbers and truth values");
    }
}
