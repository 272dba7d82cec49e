using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Buffers;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Spans and arrays that are reassigned, and choices between them.
internal sealed partial class ExpressionLowering
{
    /// <summary>Takes note of the moving spans and arrays of a body; its parameters begin with what they are given.</summary>
    public void BeginMoving(IBlockOperation block)
    {
        body.Moving.Enter(block);
        body.Rows.Enter(block);
        IMethodSymbol? owner = body.Inlined.Depth > 0 ? null : body.Source.Symbol;
        foreach (IParameterSymbol parameter in ParametersOf(block))
        {
            if (body.Moving.Find(parameter) is not { } moving)
                continue;
            Variable? given = owner is not null ? body.Signature.Parameters[parameter.Ordinal + body.FirstParameter].Variable
                : body.Find(parameter) is Read { Variable: var bound } ? bound : null;
            if (given is null || !body.Moving.Declare(moving, null, given, Lower, block.Syntax))
                body.Silently();
        }
    }

    private static IEnumerable<IParameterSymbol> ParametersOf(IBlockOperation block) => block.Descendants().OfType<IParameterReferenceOperation>()
        .Select(reference => reference.Parameter).Distinct<IParameterSymbol>(SymbolEqualityComparer.Default).OrderBy(parameter => parameter.Ordinal);

    /// <summary>A local that is declared with a value, with storage of its own, or without anything yet.</summary>
    public void DeclareMoving(MovingBuffer moving, IOperation? initial, Variable? own, SyntaxNode origin)
    {
        if (own is null && initial is not null && BranchesOf(initial) is { } choice)
        {
            body.Moving.Declare(moving, null, null, Lower, origin);
            MoveEither(choice, moving);
            return;
        }
        Expr? value = IsNothing(initial) ? null : LowerNamed(moving, initial!);
        if (own is null && !IsNothing(initial) && value is null)
            return;
        if (!body.Moving.Declare(moving, value, own, Lower, origin))
            body.Refusals.Add(Descriptors.BufferReassigned, origin, moving.Symbol.Name);
    }

    public static bool IsNothing(IOperation? value) => value is null or IDefaultValueOperation or ILiteralOperation;

    public void EnterLoop(ILoopOperation loop) => body.Moving.EnterLoop(loop, Lower);

    private Expr? ViewOf(MovingBuffer moving, IOperation operation) =>
        body.Moving.View(moving, Lower, operation.Syntax) ?? body.Refuse(Descriptors.BufferReassigned, operation, moving.Symbol.Name);

    /// <summary>Assigns a moving span or array.</summary>
    private Expr? Move(ISimpleAssignmentOperation operation, MovingBuffer moving, bool isStatement)
    {
        if (!isStatement)
            return body.Refuse(Descriptors.Expression, operation, "An assignment of a span or array inside an expression", "make it a statement of its own");
        return Move(operation, operation.Value, moving);
    }

    private Expr? Move(IOperation operation, IOperation value, MovingBuffer moving)
    {
        value = BufferSources.Unconverted(value);
        if (BranchesOf(value) is { } choice)
            return MoveEither(choice, moving);
        if (IsNothing(value))
        {
            Store(moving.Place, moving.Nothing, operation.Syntax);
            body.Moving.Changed(moving, null);
            return null;
        }
        if (LowerNamed(moving, value) is not { } buffer)
            return null;
        if (body.Moving.ValueOf(moving, buffer, Lower) is not { } parts)
            return body.Refuse(Descriptors.BufferReassigned, operation, moving.Symbol.Name);
        Expr? named = body.Moving.Named(moving, buffer, operation.Syntax);
        Store(moving.Place, parts, operation.Syntax);
        body.Moving.Changed(moving, named);
        return null;
    }

    /// <summary>A choice of which one arm or the other names nothing yet: null, new elements, what a method makes; null for others.</summary>
    public static IConditionalOperation? BranchesOf(IOperation value) => BufferSources.Unconverted(value) is IConditionalOperation { IsRef: false, WhenFalse: not null } choice
        && new[] { choice.WhenTrue, choice.WhenFalse }.Select(BufferSources.Unconverted).Any(arm => IsNothing(arm) || BufferSources.IsNew(arm) || arm is IInvocationOperation || BranchesOf(arm) is not null) ? choice : null;

    private Expr? MoveEither(IConditionalOperation choice, MovingBuffer moving)
    {
        Expr? condition = Lower(choice.Condition);
        Block then = body.Nested(() => Move(choice, choice.WhenTrue, moving));
        Block otherwise = body.Nested(() => Move(choice, choice.WhenFalse!, moving));
        if (condition is not null)
            body.Emit(new If(condition, then, otherwise), choice.Syntax);
        return null;
    }

    /// <summary>What a moving span or array is to name: new elements, or what a called method makes, are rows that it names one after the other.</summary>
    private Expr? LowerNamed(MovingBuffer moving, IOperation value)
    {
        if (!moving.HasRows || !(BufferSources.IsNew(value) || value is IInvocationOperation))
            return body.Moving.Find(Uncast(value)) is { MayBeNull: true } ? LowerElementsOf(value) : Lower(value);
        Variable rows = body.Rows.RowsFor(moving.Symbol, moving.Type, value.Syntax);
        body.Rows.Want(value, rows);
        return BufferSources.IsNew(value)
            ? Storages.Lower(value.Syntax, count => body.Rows.New(rows, count, "new" + Identifiers.Pascal(moving.Symbol.Name), value.Syntax), moving.Type with { Kind = BufferKind.Span }, value, moving.Symbol.Name)
            : Lower(value);
    }

    /// <summary>Views, and choices and their conditions that can be evaluated whether they are asked for or not.</summary>
    private static bool IsHarmless(Statement statement) => statement switch
    {
        Declare { Variable.Type: BufferType } => true,
        Declare { Value: { } value } => Tree.All(value).All(part => part switch
        {
            Length length => length.Buffer is Read { Variable.Kind: VariableKind.Parameter },
            Binary binary => binary.Operator is not (BinaryOperator.Divide or BinaryOperator.Remainder),
            _ => part is Read or Constant or Convert { To.IsFloating: true } or Unary,
        }),
        _ => false,
    };

    /// <summary>A choice in a choice that names nothing but variables that are there: naming a part, or what may be missing, may throw.</summary>
    private bool IsPlain(IConditionalOperation choice) => new[] { choice.WhenTrue, choice.WhenFalse! }.All(arm => BufferSources.Unconverted(arm) switch
    {
        IConditionalOperation inner => IsPlain(inner),
        IParameterReferenceOperation parameter => IsThere(parameter, body.Find(parameter.Parameter)),
        ILocalReferenceOperation local => IsThere(local, body.Find(local.Local)),
        _ => false,
    });

    private bool IsThere(IOperation variable, Expr? named) => body.Moving.Find(variable) is { } moving ? !moving.MayBeNull : named is null or Read;

    /// <summary>One of two buffers. What names them has no effects, so that only the choice itself is conditional.</summary>
    private Expr? ChooseBuffer(IConditionalOperation operation)
    {
        if (Lower(operation.Condition) is not { } condition)
            return null;
        if (condition is not (Read or Constant))
            condition = new Values.ValueLocals(body).Named("isFirst", condition, operation.Condition.Syntax);
        int mark = body.Output.Count;
        foreach (IOperation arm in new[] { operation.WhenTrue, operation.WhenFalse! })
        {
            if (IsNothing(BufferSources.Unconverted(arm)) || (BufferSources.Unconverted(arm) is IConditionalOperation inner && !IsPlain(inner)))
                return body.RefuseType(arm, operation.Type, "choose between spans and arrays that have names: use if and else");
        }
        if (Lower(operation.WhenTrue) is not { Type: BufferType } whenTrue || Lower(operation.WhenFalse) is not { Type: BufferType } whenFalse)
            return body.Silently();
        if (!body.Output.Skip(mark).All(IsHarmless))
            return body.RefuseType(operation, operation.Type, "choose between spans and arrays that have names: use if and else");
        return body.Moving.Choose(condition, whenTrue, whenFalse, operation.Syntax);
    }
}
