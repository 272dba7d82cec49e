using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.ControlFlow;

/// <summary>Returns: the last statement of a method stays one; where there are others, each assigns the result and jumps to the end.</summary>
internal sealed class ReturnLowering
{
    private readonly BodyContext body;
    private readonly ExpressionLowering expressions;
    private readonly IOperation? last;
    private readonly int end;
    private readonly Variable? result;
    private readonly bool isOnlyLast;

    public ReturnLowering(BodyContext body, ExpressionLowering expressions, IBlockOperation whole)
    {
        this.body = body;
        this.expressions = expressions;
        last = whole;
        while (last is IBlockOperation { Operations: var operations })
            last = operations.LastOrDefault(operation => operation is not IEmptyOperation);
        isOnlyLast = Returns(whole).All(operation => operation == last);
        end = body.Jumps.New();
        if (!isOnlyLast && body.Signature.ReturnType is { } type)
            result = body.Temporary("result", type);
    }

    /// <summary>Lowers the statements of the body, with what its returns need around them.</summary>
    public void Around(Action lower)
    {
        if (isOnlyLast)
        {
            lower();
            return;
        }
        Block block = body.Nested(lower);
        SyntaxNode syntax = body.Source.Syntax;
        if (result is not null)
            body.Emit(new Declare(result, null), syntax);
        body.Emit(new Labeled(end, block), syntax);
        if (result is not null)
            body.Emit(new Return(new Read(result)), syntax);
    }

    public void Lower(IReturnOperation operation)
    {
        body.Comment = operation.Syntax is StatementSyntax ? Comments.Of(operation.Syntax) : "return " + Comments.Of(operation.Syntax);
        if (operation.ReturnedValue is { } returned)
        {
            if (expressions.Lower(returned) is not { } value)
                return;
            if (value.Type != body.Signature.ReturnType)
                body.Silently();
            else
                body.EmitMain(result is null ? new Return(value) : new Assign(new Read(result), value), operation.Syntax);
        }
        if (!isOnlyLast)
            body.Emit(new Jump(end), operation.Syntax);
    }

    /// <summary>The returns of the body itself, not those of functions inside.</summary>
    private static IEnumerable<IOperation> Returns(IOperation operation) => operation switch
    {
        IReturnOperation => [operation],
        IAnonymousFunctionOperation or ILocalFunctionOperation => [],
        _ => operation.ChildOperations.SelectMany(Returns),
    };
}
