using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes.Reversal;

/// <summary>Branches and loops: the backward pass takes the same ways in the opposite order.</summary>
internal sealed partial class Reversal
{
    /// <summary>The depth of the innermost branch that is taken for some classes of an object only.</summary>
    private int guardDepth;

    /// <summary>How often the loops ran whose iterations are counted while they run.</summary>
    private readonly HashSet<Variable> rounds = [];

    private void VisitIf(If branch, Scope scope)
    {
        var context = new Context(branch, scope);
        int outer = guardDepth;
        if (Tree.All(branch.Condition).Any(expr => expr is IsType))
            guardDepth = scope.Depth + 1;
        (Block Forward, Block Backward) then = VisitBlock(branch.Then, scope, branch, null);
        (Block Forward, Block Backward) otherwise = VisitBlock(branch.Else, scope, branch, null);
        guardDepth = outer;
        bool isUsed = then.Backward.Statements.Count + otherwise.Backward.Statements.Count > 0;
        Expr condition = isUsed ? Need(branch.Condition, context) : branch.Condition;
        scope.Forward.Add(new If(Flush(context)(branch.Condition), then.Forward, otherwise.Forward));
        if (isUsed)
            scope.Groups.Add([new If(condition, then.Backward, otherwise.Backward)]);
    }

    private void VisitFor(For loop, Scope scope)
    {
        var context = new Context(loop, scope);
        bool isCounted = !Tree.HasBreak(loop.Body);
        For again = loop with { Start = Need(loop.Start, context), Limit = isCounted ? Need(loop.Limit, context) : loop.Limit, Step = Need(loop.Step, context) };
        var forward = (For)Tree.Map(loop, Flush(context));
        Variable? count = isCounted ? null : Count(Names.Plain(loop.Counter.Name) + "Count", scope);
        (Block Forward, Block Backward) body = VisitBlock(loop.Body, scope, loop, isCounted ? again : null);
        scope.Forward.Add(forward with { Body = count is null ? body.Forward : Counting(count, body.Forward) });
        if (body.Backward.Statements.Count > 0)
            scope.Groups.Add([count is null ? Loops.Turn(again, body.Backward) : Loops.Turn(again, new Read(count), body.Backward, name => symbols.New(name, ScalarType.Int32) with { Kind = VariableKind.Counter })]);
    }

    private void VisitWhile(While loop, Scope scope)
    {
        Variable count = Count("rounds", scope);
        (Block Forward, Block Backward) body = VisitBlock(loop.Body, scope, loop, null);
        scope.Forward.Add(loop with { Body = Counting(count, body.Forward) });
        if (body.Backward.Statements.Count == 0)
            return;
        Variable round = symbols.New("round", ScalarType.Int32) with { Kind = VariableKind.Counter };
        scope.Groups.Add([new For(
            round, new Read(count), LoopRelation.Greater, Constant.Int(0), Constant.Int(1), body.Backward)]);
    }

    /// <summary>A count of iterations, which the backward pass knows.</summary>
    private Variable Count(string name, Scope scope)
    {
        Variable count = symbols.New(name, ScalarType.Int32);
        rounds.Add(count);
        scope.Forward.Add(new Declare(count, Constant.Int(0)));
        AddLocal(scope, new Local(count, Provision.Value, null));
        return count;
    }

    private static Block Counting(Variable count, Block body) =>
        new([new Assign(new Read(count), new Read(count) + Constant.Int(1)), .. body.Statements]);

    /// <summary>Whether the variable has its final value only at the end of its scope.</summary>
    private bool IsCounted(Variable variable) => facts.IsAssigned(variable) || rounds.Contains(variable);

    private (Block Forward, Block Backward) VisitBlock(Block block, Scope parent, Statement owner, For? loop)
    {
        var scope = new Scope(parent, owner, loop);
        if (owner is For { Counter: var counter })
            scopes[counter] = scope;
        foreach (Statement statement in block.Statements.Items)
            Visit(statement, scope);
        // What ends in an exception is never gone back.
        if (block.Statements.LastOrDefault() is Throw)
            scope.Groups.Clear();
        Turned turned = Close(scope, []);
        List<Statement> forward = Saving(scope.Forward, scope.Saves);
        // Sizes are not asked of loops that may be left.
        bool isLeft = forward.LastOrDefault() is Break or Throw || forward.LastOrDefault() is If last && Tree.Blocks(last).Any(Tree.HasBreak);
        return (new Block(isLeft ? forward : [.. forward, .. scope.Borrows]), new Block([.. turned.Prologue, .. turned.Statements]));
    }

    /// <summary>What a block keeps at its end is kept where it is left early, too.</summary>
    private static List<Statement> Saving(List<Statement> statements, List<Statement> saves)
    {
        if (saves.Count == 0)
            return statements;
        switch (statements.LastOrDefault())
        {
            case Break last:
                return [.. statements.Take(statements.Count - 1), .. saves, last];
            case If last when Tree.Blocks(last).Any(Tree.HasBreak):
                Block Inside(Block block) => new(Saving([.. block.Statements], saves));
                return [.. statements.Take(statements.Count - 1), last with { Then = Inside(last.Then), Else = Inside(last.Else) }];
            default:
                return [.. statements, .. saves];
        }
    }

    /// <summary>Records a value in every iteration of a loop that runs nobody knows how often.</summary>
    private Expr KeepOnStack(Scope scope, Variable variable)
    {
        Scope method = scope;
        while (method.Parent is { } outer)
            method = outer;
        Variable stack = symbols.New(Names.Plain(variable.Name) + "Tape", new StackType(variable.Element));
        Expr slot = Constant.Int(slots++);
        stacks.Add(new Declare(stack, new RuntimeCall($"frame.PushStack<{variable.Element.Keyword}>", stack.Type, [slot]) { Keeps = KeptName(variable) }));
        AddLocal(method, new Local(stack, Provision.Alias, new RuntimeCall($"frame.ReadStack<{variable.Element.Keyword}>", stack.Type, [slot])));
        int definition = IsCounted(variable) ? -1 : scope.DeclarationOf(variable);
        var push = new Run(new RuntimeCall(".Push", null, [new Read(stack), new Read(variable)]));
        if (definition >= 0)
            scope.Forward.Insert(definition + 1, push);
        else
            scope.Saves.Add(push);
        return new RuntimeCall(".Pop", variable.Type, [new Read(stack)]);
    }
}
