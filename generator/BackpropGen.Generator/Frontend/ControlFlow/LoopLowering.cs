using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.ControlFlow;

/// <summary>Loops: counted ones keep their counter, all others become while loops.</summary>
/// <param name="lower">Lowers a statement where it stands.</param>
/// <param name="lowerBranch">Lowers a statement as the body of a loop.</param>
internal sealed class LoopLowering(
    BodyContext body, ExpressionLowering expressions, Action<IOperation> lower, Action<IOperation?> lowerBranch)
{
    private static readonly string[] CounterNames = ["i", "j", "k", "index"];

    public void Lower(IForLoopOperation loop)
    {
        if (CountedLoop.Of(loop) is { } counted && !body.Moving.ChangesIn(loop, counted.Limit, counted.Offset, counted.Step))
            LowerCounted(loop, counted);
        else
            LowerHead(loop);
    }

    public void Lower(IWhileLoopOperation loop)
    {
        if (loop.Condition is not { } condition)
            body.Silently();
        else
            LowerWhile(loop, condition, loop.ConditionIsTop, () => lowerBranch(loop.Body), () => { });
    }

    /// <summary>Over arrays and spans: by index.</summary>
    public void Lower(IForEachLoopOperation loop)
    {
        IOperation collection = loop.Collection;
        while (collection is IConversionOperation conversion && !Values.StructArrays.HasElements(collection.Type))
            collection = conversion.Operand;
        if (!loop.IsAsynchronous && loop.Syntax is ForEachVariableStatementSyntax && Values.StructArrays.Of(collection.Type) is { Element: var taken })
        {
            if (expressions.Lower(collection) is Aggregate { IsArray: true } array)
                LowerOver(array, loop, value => expressions.DeconstructElement(loop, taken, value));
            return;
        }
        if (loop.IsAsynchronous || loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: { } element })
        {
            body.Refusals.Add(
                Descriptors.Statement, loop.Syntax.GetFirstToken().GetLocation(), "This foreach loop", "loop over an array or span");
            return;
        }
        if (expressions.Lower(collection) is not { } buffer)
            return;
        if (buffer is Aggregate { IsArray: true } structs)
        {
            if (Values.StructLayout.TypeOf(element.Type) != structs.OfType)
                body.RefuseType(loop.Collection, loop.Collection.Type, "give the variable of the loop the type of the elements");
            else if (element.RefKind != RefKind.None)
                LowerOver(structs, loop, value => body.Bind(element, value));
            else
                LowerOver(structs, loop, value => new Values.ValueLocals(body).Declare(element, value, loop.Syntax));
            return;
        }
        bool overRows = buffer.Type is BufferType { IsJagged: true };
        IrType? to = overRows ? TypeMapping.Buffer(element.Type)?.View : TypeMapping.Scalar(element.Type);
        if (buffer.Type is not BufferType { Element: var from } || to is null || (element.RefKind != RefKind.None && (overRows || to != from)))
        {
            body.RefuseType(collection, collection.Type, "loop over an array or span of numbers");
            return;
        }
        if (buffer is not Read { Variable.Type: BufferType } && !overRows)
            buffer = new Values.ValueLocals(body).Named("elements", buffer, loop.Collection.Syntax);
        LowerByIndex(loop, body.Rows.LengthOf(buffer), (index, comment) =>
        {
            Expr value = overRows ? body.Rows.RowOf(buffer, index) : new Element(buffer, index);
            if (element.RefKind != RefKind.None)
            {
                body.Bind(element, value);
                return;
            }
            if (value is Row row && body.Rows.IsNumbered(row) && expressions.MayBeNull(element, loop.Body))
            {
                body.Bind(element, body.Rows.Kept(row, element.Name, loop.Syntax));
                return;
            }
            if (overRows && body.Rows.IsStored(element))
                value = body.Rows.Kept((Row)value, element.Name, loop.Syntax);
            Variable local = body.Declare(element, to);
            if (overRows)
                body.Storage.AddView(local, value);
            else if (from != to)
                value = new Convert((ScalarType)to, value, body.Session.Compilation.ClassifyCommonConversion(TypeMapping.ElementOf(collection.Type!), element.Type).IsImplicit);
            body.Comment = $"{element.Type.ToMinimalDisplayString(body.Source.Model, body.Source.Position)} {local.Name} = {comment};";
            body.EmitMain(new Declare(local, value), loop.Syntax);
        });
    }

    /// <summary>Over as many elements as there are.</summary>
    /// <param name="declare">Declares the variables of the loop, given the index, and the element in the user's words.</param>
    private void LowerByIndex(IForEachLoopOperation loop, Expr length, Action<Read, string> declare)
    {
        Variable index = body.Temporary(CounterNames, ScalarType.Int32, VariableKind.Counter);
        string comment = $"{Comments.Text(((CommonForEachStatementSyntax)loop.Syntax).Expression)}[{index.Name}]";
        (int end, int next) = (body.Jumps.New(loop.ExitLabel), body.Jumps.New(loop.ContinueLabel));
        expressions.EnterLoop(loop);
        Block inner = body.Nested(() =>
        {
            declare(new Read(index), comment);
            lowerBranch(loop.Body);
        });
        Emit(loop, end, new For(index, Constant.Int(0), LoopRelation.Less, length, Constant.Int(1), new Block([new Labeled(next, inner)])));
    }

    /// <summary>Over spans and arrays of structs.</summary>
    /// <param name="declare">Declares the variables of the loop, given the element.</param>
    private void LowerOver(Aggregate structs, IForEachLoopOperation loop, Action<Aggregate> declare) =>
        LowerByIndex(loop, new Length(Values.StructArrays.First(structs)), (index, comment) =>
        {
            string declared = loop.Syntax switch
            {
                ForEachVariableStatementSyntax several => several.Variable.ToString(),
                ForEachStatementSyntax one => $"{one.Type} {one.Identifier}",
                _ => "",
            };
            body.Comment = $"{declared} = {comment};";
            declare(Values.StructArrays.ElementAt(structs, index));
        });

    private void LowerCounted(IForLoopOperation loop, CountedLoop counted)
    {
        ILocalSymbol symbol = counted.Counter.Symbol;
        ScalarType type = TypeMapping.Scalar(symbol.Type)!;
        Expr? start = expressions.Lower(counted.Counter.GetVariableInitializer()!.Value);
        Variable counter = body.Declare(symbol, type, VariableKind.Counter);
        Expr? limit = expressions.Lower(counted.Limit);
        Expr? offset = counted.Offset is null ? null : expressions.Lower(counted.Offset);
        Expr? step = counted.Step is null ? Constant.Of(type, 1) : expressions.Lower(counted.Step);
        if (step is Constant { Value: < 0 } negative)
            step = Constant.Of(type, -negative.Value);
        if (limit is not null && offset is not null)
            limit = Trips.Shifted(limit, offset, counted.IsOffsetSubtracted);
        (int end, int next) = (body.Jumps.New(loop.ExitLabel), body.Jumps.New(loop.ContinueLabel));
        expressions.EnterLoop(loop);
        Block inner = body.Nested(() => lowerBranch(loop.Body));
        if (start is null || limit is null || step is null || (counted.Offset is not null && offset is null))
            body.Silently();
        else if (start.Type != type || limit.Type != type || step.Type != type)
            body.RefuseType(counted.Limit, counted.Limit.Type, "convert the limit to the type of the counter");
        else
            Emit(loop, end, new For(counter, start, counted.Relation, limit, step, new Block([new Labeled(next, inner)])));
    }

    /// <summary>A for statement whose head is no counter: declarations, a condition and steps, each as it stands.</summary>
    private void LowerHead(IForLoopOperation loop)
    {
        body.FlattenedDepth++;
        foreach (IOperation before in loop.Before)
            lower(before);
        LowerWhile(loop, loop.Condition, isTestedFirst: true, () => lowerBranch(loop.Body), () =>
        {
            foreach (IOperation step in loop.AtLoopBottom)
                lower(step);
        });
        body.FlattenedDepth--;
    }

    private void LowerWhile(ILoopOperation loop, IOperation? test, bool isTestedFirst, Action lowerBody, Action lowerStep)
    {
        if (isTestedFirst && test?.ConstantValue is { HasValue: true, Value: false })
            return;
        int end = body.Jumps.New(loop.ExitLabel);
        int next = body.Jumps.New(loop.ContinueLabel);
        expressions.EnterLoop(loop);
        Expr? condition = Constant.Of(ScalarType.Bool, 1);
        Block effects = test is null ? Block.Empty : body.Nested(() => condition = expressions.Lower(test));
        Block inner = body.Nested(lowerBody);
        Block step = body.Nested(lowerStep);
        if (condition is null)
            return;
        var labeled = new Labeled(next, inner);
        if (isTestedFirst && effects.Statements.Count == 0)
        {
            Emit(loop, end, new While(condition, new Block([labeled, .. step.Statements])));
            return;
        }
        // A condition with effects, or one that comes last, is part of the body.
        List<Statement> exit = condition is Constant { Value: 1 } ? [] : [new If(Negation.Of(condition), new Block([new Jump(end)]), Block.Empty)];
        Block whole = isTestedFirst ? new Block([.. effects.Statements, .. exit, labeled, .. step.Statements])
            : new Block([labeled, .. step.Statements, .. effects.Statements, .. exit]);
        Emit(loop, end, new While(Constant.Of(ScalarType.Bool, 1), whole));
    }

    private void Emit(ILoopOperation loop, int end, Statement statement) => body.Emit(new Labeled(end, new Block([statement])), loop.Syntax);
}
