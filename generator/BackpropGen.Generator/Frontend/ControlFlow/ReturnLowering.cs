using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Buffers;
using BackpropGen.Generator.Frontend.Values;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.ControlFlow;

/// <summary>
/// Returns: the last statement of a method stays one; where there are others, each assigns the result and jumps to the end. The result of an
/// inlined body is a value for its caller.
/// </summary>
internal sealed class ReturnLowering
{
    private readonly BodyContext body;
    private readonly ExpressionLowering expressions;
    private readonly IBlockOperation whole;
    private readonly ITypeSymbol? type;
    private readonly int end;
    private readonly bool isOnlyLast;
    private readonly bool isInlined;

    public ReturnLowering(BodyContext body, ExpressionLowering expressions, IBlockOperation whole, ITypeSymbol? type)
    {
        this.body = body;
        this.expressions = expressions;
        this.whole = whole;
        this.type = type;
        isInlined = body.Inlined.Depth > 0;
        isOnlyLast = IsOnce(whole);
        end = body.Jumps.New();
    }

    /// <summary>Whether a body returns at its end only.</summary>
    public static bool IsOnce(IBlockOperation whole)
    {
        IOperation? last = whole;
        while (last is IBlockOperation { Operations: var operations })
            last = operations.LastOrDefault(operation => operation is not IEmptyOperation and not ILocalFunctionOperation);
        return Returns(whole).All(operation => operation == last && !ReturnsNull((IReturnOperation)operation));
    }

    /// <summary>Whether null is among the arrays that a return gives.</summary>
    private static bool ReturnsNull(IReturnOperation operation) => operation.ReturnedValue is { Type: IArrayTypeSymbol } value
        && BufferSources.Sources(value).Any(source => ExpressionLowering.IsNothing(source.Operation));

    /// <summary>What an inlined body returns; null where it returns nothing, or was refused.</summary>
    public Expr? Result { get; private set; }

    /// <summary>Lowers the statements of the body, with what its returns need around them.</summary>
    public void Around(Action lower)
    {
        if (isOnlyLast)
        {
            lower();
            return;
        }
        SyntaxNode syntax = body.Source.Syntax;
        if (isInlined && body.Seen.ReturnedRows is { } rows)
        {
            var number = new Read(body.Temporary("result", ScalarType.Int32));
            body.Emit(new Declare(number.Variable, null), syntax);
            Result = new Row(new Read(rows), number);
        }
        else if (type is not null)
        {
            if (StructLayout.Default(type) is not { } zero)
            {
                body.Refusals.Add(
                    Descriptors.ValueType, Returns(whole).First().Syntax, type.ToDisplayString(), "return it once, at the end");
                return;
            }
            if (zero is Aggregate)
            {
                Result = new ValueLocals(body).Named("result", zero, syntax);
            }
            else
            {
                Variable result = body.Temporary("result", zero.Type);
                body.Emit(new Declare(result, null), syntax);
                Result = new Read(result);
            }
        }
        body.Emit(new Labeled(end, body.Nested(lower)), syntax);
        if (Result is not null && !isInlined)
            body.Emit(new Return(Result), syntax);
    }

    public void Lower(IReturnOperation operation)
    {
        body.Comment = operation.Syntax is StatementSyntax ? Comments.Of(operation.Syntax) : "return " + Comments.Of(operation.Syntax);
        if (operation.ReturnedValue is { } array && !isOnlyLast && Result is Row { Buffer: Read { Variable: var made }, Index: var number } && ReturnsNull(operation))
        {
            LowerArray(array, made, number);
            body.Emit(new Jump(end), operation.Syntax);
            return;
        }
        if (operation.ReturnedValue is { } row && body.Seen.ReturnedRows is { } rows)
            body.Rows.Want(row, rows);
        if (operation.ReturnedValue is { } returned && type is not null && (returned.Syntax.Parent is RefExpressionSyntax ? expressions.LowerPlace(returned) : expressions.Lower(returned)) is { } value)
            Return(value, operation.Syntax);
        if (!isOnlyLast)
            body.Emit(new Jump(end), operation.Syntax);
    }

    /// <summary>The number of the row that one of several arrays is, of which one is null.</summary>
    private void LowerArray(IOperation value, Variable rows, Expr number)
    {
        value = BufferSources.Unconverted(value);
        if (ExpressionLowering.IsNothing(value))
        {
            body.EmitMain(new Assign(number, RowTables.NoRow), value.Syntax);
        }
        else if (value is IConditionalOperation { WhenFalse: { } other } choice)
        {
            Expr? condition = expressions.Lower(choice.Condition);
            Block then = body.Nested(() => LowerArray(choice.WhenTrue, rows, number));
            Block otherwise = body.Nested(() => LowerArray(other, rows, number));
            if (condition is not null)
                body.Emit(new If(condition, then, otherwise), choice.Syntax);
        }
        else
        {
            body.Rows.Want(value, rows);
            if ((BufferSources.IsNew(value) ? expressions.Storages.LowerUnnamed(value) : expressions.Lower(value)) is { } made)
                ReturnRow(made, rows, number, value.Syntax);
        }
    }

    private void Return(Expr value, SyntaxNode syntax)
    {
        bool isExpected = value is Aggregate whole ? body.Signature.CompositeResult.Length > 0 && whole.OfType == StructLayout.TypeOf(type!) : value.Type == body.Signature.ReturnType;
        if (!isInlined && !isExpected)
            body.Silently();
        else if (!isOnlyLast && Result is Row { Buffer: Read { Variable: var rows }, Index: var number })
            ReturnRow(value, rows, number, syntax);
        else if (!isOnlyLast)
            expressions.Store(Result!, value, syntax);
        else if (isInlined)
            Result = value;
        else
            body.EmitMain(new Return(value), syntax);
    }

    private void ReturnRow(Expr value, Variable rows, Expr number, SyntaxNode syntax)
    {
        if (body.Rows.NumberOf(value, rows) is { } returned)
            body.EmitMain(new Assign(number, returned), syntax);
        else
            body.Refusals.Add(Descriptors.ValueType, syntax, type!.ToDisplayString(), "return new elements in each place, or return once, at the end");
    }

    /// <summary>The returns of the body itself, not those of functions inside.</summary>
    private static IEnumerable<IOperation> Returns(IOperation operation) => operation switch
    {
        IReturnOperation => [operation],
        IAnonymousFunctionOperation or ILocalFunctionOperation => [],
        _ => operation.ChildOperations.SelectMany(Returns),
    };
}
