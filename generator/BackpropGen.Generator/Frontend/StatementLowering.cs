using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Calls;
using BackpropGen.Generator.Frontend.ControlFlow;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

/// <summary>Statements. As for expressions, what has no method here is refused.</summary>
internal sealed class StatementLowering : OperationVisitor
{
    private readonly BodyContext body;
    private readonly ExpressionLowering expressions;
    private readonly LocalLowering locals;
    private readonly LoopLowering loops;
    private readonly SwitchLowering switches;
    private readonly ReturnLowering returns;

    /// <param name="result">The type that the body returns; null for none.</param>
    public StatementLowering(BodyContext body, IBlockOperation whole, ITypeSymbol? result)
    {
        this.body = body;
        expressions = new ExpressionLowering(body);
        locals = new LocalLowering(body, expressions);
        loops = new LoopLowering(body, expressions, Lower, LowerBranch);
        switches = new SwitchLowering(body, expressions, Lower);
        returns = new ReturnLowering(body, expressions, whole, result);
    }

    /// <summary>What an inlined body returns.</summary>
    public Expr? Result => returns.Result;

    public void LowerMethod(IBlockOperation block)
    {
        expressions.BeginMoving(block);
        returns.Around(() => LowerAll(block));
    }

    public void LowerAll(IBlockOperation block)
    {
        foreach (IOperation operation in block.Operations)
            Lower(operation);
    }

    public override void DefaultVisit(IOperation operation)
    {
        if (operation is IInvalidOperation)
        {
            body.RefuseRejected(operation);
            return;
        }
        (string what, string wayOut) = operation switch
        {
            { Syntax: GotoStatementSyntax { CaseOrDefaultKeyword.RawKind: not 0 } } => ("Going on to another case", "write what both cases do in a method that both call"),
            _ when LanguageSubset.RefusedStatements.TryGetValue(operation.Kind, out (string, string) known) => known,
            _ when operation.Syntax is FixedStatementSyntax => ("A fixed statement", "use spans"),
            _ => ("This statement", "use declarations, assignments, if, switch, loops, and calls of [Differentiable] methods"),
        };
        body.Refusals.Add(Descriptors.Statement, Place(operation.Syntax), what, wayOut);
    }

    /// <summary>Of statements that contain others, the first word is enough.</summary>
    private static Location Place(SyntaxNode statement) => statement switch
    {
        LocalFunctionStatementSyntax function => function.Identifier.GetLocation(),
        SwitchStatementSyntax or LabeledStatementSyntax => statement.GetFirstToken().GetLocation(),
        _ when statement.ChildNodes().Any(child => child is StatementSyntax) => statement.GetFirstToken().GetLocation(),
        _ => statement.GetLocation(),
    };

    public override void VisitBlock(IBlockOperation operation)
    {
        body.FlattenedDepth++;
        LowerAll(operation);
        body.FlattenedDepth--;
    }

    /// <summary>Looked at where it is called.</summary>
    public override void VisitLocalFunction(ILocalFunctionOperation operation)
    {
    }

    public override void VisitEmpty(IEmptyOperation operation)
    {
    }

    public override void VisitVariableDeclarationGroup(IVariableDeclarationGroupOperation operation) => locals.Lower(operation);

    public override void VisitExpressionStatement(IExpressionStatementOperation operation)
    {
        body.Comment = Comments.Of(operation.Syntax);
        switch (operation.Operation)
        {
            case ISimpleAssignmentOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation:
                expressions.Assign(operation.Operation, isStatement: true);
                break;
            case IDeconstructionAssignmentOperation:
                expressions.Lower(operation.Operation);
                break;
            case IInvocationOperation call when RemovedCalls.Has(call):
                break;
            case IInvocationOperation call:
                expressions.LowerCall(call);
                break;
            default:
                expressions.Lower(operation.Operation);
                break;
        }
    }

    public override void VisitConditional(IConditionalOperation operation)
    {
        // What never runs has no derivative, and would be a warning in generated code.
        if (operation.Condition.ConstantValue is { HasValue: true, Value: bool holds })
        {
            body.FlattenedDepth++;
            LowerBranch(holds ? operation.WhenTrue : operation.WhenFalse);
            body.FlattenedDepth--;
            return;
        }
        Expr? condition = expressions.Lower(operation.Condition);
        Block then = body.Nested(() => LowerBranch(operation.WhenTrue));
        Block otherwise = body.Nested(() => LowerBranch(operation.WhenFalse));
        if (condition is not null)
            body.Emit(new If(condition, then, otherwise), operation.Syntax);
    }

    public override void VisitForLoop(IForLoopOperation operation) => loops.Lower(operation);

    public override void VisitWhileLoop(IWhileLoopOperation operation) => loops.Lower(operation);

    public override void VisitForEachLoop(IForEachLoopOperation operation) => loops.Lower(operation);

    public override void VisitSwitch(ISwitchOperation operation) => switches.Lower(operation);

    public override void VisitBranch(IBranchOperation operation)
    {
        if (body.Jumps.Find(operation.Target) is { } label)
            body.Emit(new Jump(label), operation.Syntax);
        else
            DefaultVisit(operation);
    }

    public override void VisitThrow(IThrowOperation operation)
    {
        body.Comment = Comments.Of(operation.Syntax);
        expressions.LowerThrow(operation);
    }

    public override void VisitReturn(IReturnOperation operation)
    {
        if (operation.Kind == OperationKind.Return)
            returns.Lower(operation);
        else
            DefaultVisit(operation);
    }

    private void Lower(IOperation operation) => body.Deeper(operation.Syntax, () =>
    {
        // A visitor passes over what the compiler has no operation for.
        if (operation.Kind == OperationKind.None)
            DefaultVisit(operation);
        else
            operation.Accept(this);
        return "";
    });

    /// <summary>The block of an if or a for statement, which the intermediate representation has as such.</summary>
    private void LowerBranch(IOperation? operation)
    {
        if (operation is IBlockOperation block)
            LowerAll(block);
        else if (operation is not null)
            Lower(operation);
    }
}
