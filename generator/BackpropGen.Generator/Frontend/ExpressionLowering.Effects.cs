using System.Collections.Immutable;
using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Assignments, as statements and inside expressions: there they become statements before the one at hand.
internal sealed partial class ExpressionLowering
{
    private static readonly ScalarType[] Promoted =
        [new(ScalarKind.SByte), new(ScalarKind.Byte), new(ScalarKind.Int16), new(ScalarKind.UInt16)];

    public override Expr? VisitSimpleAssignment(ISimpleAssignmentOperation operation, object? argument) =>
        Assign(operation, isStatement: false);

    public override Expr? VisitCompoundAssignment(ICompoundAssignmentOperation operation, object? argument) =>
        Assign(operation, isStatement: false);

    public override Expr? VisitIncrementOrDecrement(IIncrementOrDecrementOperation operation, object? argument) =>
        Assign(operation, isStatement: false);

    /// <summary>Emits an assignment, a compound assignment or an increment. In an expression, returns its value.</summary>
    public Expr? Assign(IOperation operation, bool isStatement)
    {
        var operands = new OperandList(body);
        IOperation target = operation is IAssignmentOperation { Target: var assigned }
            ? assigned : ((IIncrementOrDecrementOperation)operation).Target;
        if (target is IDiscardOperation && operation is ISimpleAssignmentOperation { Value: var discarded })
            return Lower(discarded);
        if (target.Type?.IsReferenceType == true && OwnOperator(operation) is { } own)
            return ChangeByOperator(operation, own, target, isStatement);
        if (TryAssignProperty(operation, target, isStatement))
            return null;

        if (operation is ISimpleAssignmentOperation { IsRef: false } reassignment && body.Moving.Find(target) is { } moving)
            return Move(reassignment, moving, isStatement);

        if (target is IArrayElementReferenceOperation { Indices.Length: 1 } row && TypeMapping.Buffer(target.Type) is not null)
            return AssignRow(operation, row, isStatement);

        Func<Expr?>? place = LowerTarget(target, operands);
        Expr? value = operation switch
        {
            ISimpleAssignmentOperation { IsRef: true } =>
                body.Refuse(Descriptors.Expression, operation, "A reference", "use the variable or element itself"),
            ISimpleAssignmentOperation simple => operands[operands.Add(simple.Value.Syntax, () => Lower(simple.Value))],
            ICompoundAssignmentOperation compound => Combine(compound, place, operands),
            _ => Increment((IIncrementOrDecrementOperation)operation, place?.Invoke()),
        };
        if (place?.Invoke() is not { } destination || value is null)
            return null;
        if (IsInPlace(operation))
            return isStatement ? null : destination;
        if (destination.Type != value.Type)
            return body.RefuseType(operation, operation.Type, "convert it to the type of the target first");
        if (destination is Aggregate or { Type: BufferType })
        {
            if (!isStatement && operation is IIncrementOrDecrementOperation { IsPostfix: true })
            {
                Expr before = new Values.ValueLocals(body).Named("old", destination, operation.Syntax);
                Store(destination, value, operation.Syntax);
                return before;
            }
            Store(destination, value, operation.Syntax);
            return isStatement ? null : destination;
        }

        if (isStatement)
        {
            body.EmitMain(new Assign(destination, value), operation.Syntax);
            return null;
        }
        if (operation is IIncrementOrDecrementOperation { IsPostfix: true })
        {
            Variable old = body.Temporary(OperandList.NameFor(destination), destination.Type);
            body.Emit(new Declare(old, destination), operation.Syntax);
            body.Emit(new Assign(destination, value), operation.Syntax);
            return new Read(old);
        }
        if (destination is not Read && value is not Constant)
        {
            Variable kept = body.Temporary("value", value.Type);
            body.Emit(new Declare(kept, value), operation.Syntax);
            value = new Read(kept);
        }
        body.Emit(new Assign(destination, value), operation.Syntax);
        return destination is Read ? destination : value;
    }

    /// <summary>Lowers what an assignment writes to, up to its operands; what is returned makes the target of them.</summary>
    private Func<Expr?>? LowerTarget(IOperation target, OperandList operands)
    {
        if (target is IArrayElementReferenceOperation && TypeMapping.Buffer(target.Type) is not null)
        {
            body.Refuse(Descriptors.BufferReassigned, target, target.Syntax.ToString());
            return null;
        }
        if (target is IInvocationOperation { TargetMethod: var method } && IsByReference(method)
            || target is IPropertyReferenceOperation { Instance: var owner, Property.GetMethod: { } getter } && IsByReference(getter) && !Values.StructArrays.HasElements(owner?.Type))
        {
            Expr? place = LowerNow(target, operands, () => Lower(target));
            return place is null ? () => null : place is Read or Element or Aggregate ? PlaceOf(place, target, operands) : throw new UnsupportedException($"'{target.Syntax}' is no place");
        }
        if (target is IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation { Argument: not IRangeOperation }
            or IPropertyReferenceOperation { Property.IsIndexer: true })
            return LowerElement(target, operands);

        if (body.Moving.Find(target) is { } moving)
            return () => moving.Place;
        Expr? named = LowerNow(target, operands, () => target switch
        {
            ILocalReferenceOperation { IsDeclaration: false } or IFieldReferenceOperation or IParameterReferenceOperation
                or IInstanceReferenceOperation => Lower(target),
            IPropertyReferenceOperation property when IsAutomatic(property) && !IsOverridden(property) => Lower(target),
            IPropertyReferenceOperation { Property: { IsStatic: true } property } => RefuseState(target, property),
            IPropertyReferenceOperation property when IsAutomatic(property) && IsOfBase(property) => RefuseOverridden(property),
            IPropertyReferenceOperation { Property: { SetMethod: { DeclaringSyntaxReferences.Length: > 0 } setter } property } when !TypeMapping.IsAutomatic(property) && body.Session.Bodies.Of(setter) is null =>
                body.Refuse(Descriptors.NotDifferentiable, target, property.Name, WhyWithoutBody(setter)),
            IConditionalOperation => body.Refuse(Descriptors.Expression, target, "A choice between references", "use if and else"),
            _ => DefaultVisit(target, null),
        });
        switch (named)
        {
            case Read { Variable: { Type: BufferType } buffer } when !body.Unassigned.ContainsKey(buffer):
                body.Refuse(Descriptors.BufferReassigned, target, target.Syntax.ToString());
                return null;
            case Read or Aggregate or Element:
                return PlaceOf(named, target, operands);
            default:
                body.Silently();
                return null;
        }
    }

    /// <summary>Lowers a place at its turn: what earlier operands read is kept if an index in it changes that.</summary>
    private static Expr? LowerNow(IOperation target, OperandList operands, Func<Expr?> lower)
    {
        Expr? place = null;
        operands.Add(target.Syntax, () => (place = lower()) is null ? null : Constant.Int(0));
        return place;
    }

    /// <summary>A place whose indices are operands: a member of a struct in a span stays that of this struct, whatever becomes of the index.</summary>
    private static Func<Expr?> PlaceOf(Expr named, IOperation target, OperandList operands)
    {
        Dictionary<Expr, int> positions = [];
        foreach (Expr index in Aggregate.Leaves(named).OfType<Element>().Select(element => element.Index).Distinct())
            positions[index] = operands.Add(target.Syntax, () => index);
        return () => Aggregate.Map(named, leaf => leaf is Element element && operands[positions[element.Index]] is { } index ? element with { Index = index } : leaf);
    }

    /// <summary>Whether an operator changes its operand itself.</summary>
    private static bool IsInPlace(IOperation operation) => OwnOperator(operation) is not null;

    private Expr? InlineOperator(IOperation operation, IMethodSymbol method, Expr target, List<Expr> others) =>
        Inline(operation, new Inlining.KnownFunction(method, null), method.IsStatic ? null : target, method.IsStatic ? [target, .. others] : others);

    private Expr? Combine(ICompoundAssignmentOperation operation, Func<Expr?>? place, OperandList operands)
    {
        ImmutableArray<IParameterSymbol> parameters = operation.OperatorMethod?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty;
        // An operator with in parameters, or one that changes its operand, gets the variable itself.
        string? keyword = IsInPlace(operation) ? "ref" : parameters is [{ RefKind: not RefKind.None }, _] && IsVariable(operation.Target) ? "in" : null;
        int before = operands.Add(operation.Target.Syntax, () => place?.Invoke() is not { } old ? null : keyword is not null && old is Aggregate ? new Reference(keyword, Settled(old, "at", operation.Syntax)) : old);
        int value = operands.Add(operation.Value.Syntax, () => parameters is [.., var last] ? LowerInlined(operation.Value, last) : Lower(operation.Value));
        if (operands[before] is not { } left || operands[value] is not { } right)
            return null;
        if (operation.OperatorMethod is { } method && !operation.IsLifted && left is Aggregate or Reference)
            return InlineOperator(operation, method, left, [right]);
        if (GenericNumbers.IsOfUser(operation.OperatorMethod) || operation.IsLifted || right.Type is not ScalarType
            || !LanguageSubset.BinaryOperators.TryGetValue(operation.OperatorKind, out BinaryOperator @operator)
            || !GenericNumbers.Accepts(left.Scalar, right.Type, @operator))
            return body.Refuse(Descriptors.Expression, operation, "This operator", "use the operators of numbers and truth values");
        bool isShift = @operator is BinaryOperator.LeftShift or BinaryOperator.RightShift or BinaryOperator.UnsignedRightShift;
        return Combine(operation, @operator, left, right, isShift ? Promote(left.Scalar) : right.Scalar, operation.IsChecked);
    }

    private Expr? Increment(IIncrementOrDecrementOperation operation, Expr? value)
    {
        if (value is null)
            return null;
        if (operation.OperatorMethod is { } method && value is Aggregate && !operation.IsLifted)
            return InlineOperator(operation, method, IsInPlace(operation) ? new Reference("ref", Settled(value, "at", operation.Syntax)) : value, []);
        if (GenericNumbers.IsOfUser(operation.OperatorMethod) || operation.IsLifted || value.Type is not ScalarType { Kind: not ScalarKind.Bool, IsEnum: false } scalar)
            return body.Refuse(Descriptors.Expression, operation, "This operator", "use the operators of numbers");
        ScalarType type = Promote(scalar);
        BinaryOperator @operator = operation.Kind == OperationKind.Increment ? BinaryOperator.Add : BinaryOperator.Subtract;
        return Combine(operation, @operator, value, Constant.Of(type, 1), type, operation.IsChecked);
    }

    /// <summary>Combines in the type that C# combines in, and goes back to the type of the target.</summary>
    private Expr? Combine(IOperation operation, BinaryOperator @operator, Expr left, Expr right, ScalarType type, bool isChecked)
    {
        ScalarType target = left.Scalar;
        Expr result = new Binary(@operator, target == type ? left : new Convert(type, left, IsImplicit: true), right);
        if (IsOverflowDifferent(@operator, type, isChecked))
            result = WithOverflow(result, isChecked);
        if (target == type)
            return result;
        // The operation does not say whether its conversion back is checked: only the project's own context is certain.
        return target.IsInteger && IsInOwnOverflowContext(operation.Syntax)
            ? body.Refuse(Descriptors.CheckedArithmetic, operation, "this conversion")
            : new Convert(target, result, IsImplicit: false);
    }

    private bool IsInOwnOverflowContext(SyntaxNode node) => node.Ancestors().Any(ancestor =>
        ancestor.IsKind(SyntaxKind.CheckedStatement) || ancestor.IsKind(SyntaxKind.CheckedExpression)
            ? !body.IsProjectChecked
            : (ancestor.IsKind(SyntaxKind.UncheckedStatement) || ancestor.IsKind(SyntaxKind.UncheckedExpression)) && body.IsProjectChecked);

    private static ScalarType Promote(ScalarType type) => Promoted.Contains(type) ? ScalarType.Int32 : type;
}
