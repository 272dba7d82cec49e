using System.Collections.Immutable;

namespace BackpropGen.Generator.Ir;

/// <summary>Walks and rewrites trees of the intermediate representation.</summary>
internal static class Tree
{
    /// <summary>The expressions that an expression is directly made of.</summary>
    public static Expr[] Operands(Expr expr)
    {
        Expr[] operands = expr.ChildCount == 0 ? [] : new Expr[expr.ChildCount];
        for (int i = 0; i < operands.Length; i++)
            operands[i] = expr.Child(i);
        return operands;
    }

    /// <summary>The expression and all that it is made of, outermost first.</summary>
    public static IEnumerable<Expr> All(Expr expr)
    {
        if (expr.ChildCount == 0)
        {
            yield return expr;
            yield break;
        }
        // With a stack of its own: iterators in each other would pass each node up through all that it stands in.
        var open = new Stack<Expr>();
        open.Push(expr);
        while (open.Count > 0)
            yield return Next(open);
    }

    /// <summary>Takes an expression off the stack, and puts what it is made of there.</summary>
    private static Expr Next(Stack<Expr> open)
    {
        Expr next = open.Pop();
        for (int i = next.ChildCount - 1; i >= 0; i--)
            open.Push(next.Child(i));
        return next;
    }

    /// <summary>All expressions in the statements and in those inside them, each before what it is made of.</summary>
    public static IEnumerable<Expr> AllExpressions(IEnumerable<Statement> statements)
    {
        var open = new Stack<Expr>();
        foreach (Statement statement in All(statements))
        {
            foreach (Expr expr in Expressions(statement))
            {
                open.Push(expr);
                while (open.Count > 0)
                    yield return Next(open);
            }
        }
    }

    /// <summary>Replaces the outermost expressions for which <paramref name="replace"/> gives another one. What does not change is shared.</summary>
    public static Expr Rewrite(Expr expr, Func<Expr, Expr?> replace) => Rewriting(replace)(expr);

    private static Func<Expr, Expr> Rewriting(Func<Expr, Expr?> replace)
    {
        Func<Expr, Expr> visit = null!;
        visit = expr => replace(expr) ?? MapChildren(expr, visit);
        return visit;
    }

    /// <summary>The same node with each of its children mapped; itself where none changes.</summary>
    public static Expr MapChildren(Expr expr, Func<Expr, Expr> map)
    {
        Expr[]? children = null;
        for (int i = 0; i < expr.ChildCount; i++)
        {
            Expr child = expr.Child(i);
            Expr mapped = map(child);
            if (!ReferenceEquals(mapped, child))
                (children ??= Operands(expr))[i] = mapped;
        }
        return children is null ? expr : expr.Rebuild(children);
    }

    /// <summary>The number of nodes: a subexpression has fewer than what it stands in.</summary>
    public static int Size(Expr expr) => 1 + Operands(expr).Sum(Size);

    public static IEnumerable<Variable> Reads(Expr expr)
    {
        foreach (Expr part in All(expr))
        {
            if (part is Read read)
                yield return read.Variable;
        }
    }

    /// <summary>The blocks directly inside a statement.</summary>
    public static Block[] Blocks(Statement statement) => statement switch
    {
        If s => [s.Then, s.Else],
        For s => [s.Body],
        While s => [s.Body],
        Labeled s => [s.Body],
        Checks s => [s.Body],
        _ => [],
    };

    /// <summary>The expressions that stand directly in a statement, targets of assignments included.</summary>
    public static Expr[] Expressions(Statement statement) => statement switch
    {
        Declare { Value: { } value } => [value],
        Allocate s => [s.Count],
        NewRow s => [s.Count],
        Arrange s => [s.Rows, s.Order],
        Assign s => [s.Target, s.Value],
        If s => [s.Condition],
        For { Entry: { } entry } s => [s.Start, s.Limit, s.Step, entry],
        For s => [s.Start, s.Limit, s.Step],
        While s => [s.Condition],
        Copy s => [s.Source, s.Destination],
        Fill { Value: { } value } s => [s.Destination, value],
        Fill s => [s.Destination],
        Invoke s => s.Arguments.Items.ToArray(),
        CallForward s => s.Arguments.Items.ToArray(),
        Return { Value: { } value } => [value],
        Run s => [s.Call],
        Borrow s => [s.Count],
        Throw s => [s.Exception],
        Guard s => [s.Check],
        Effect s => [s.Call],
        Watch s => [s.Value, .. s.Factors.Items, .. Expressions(s.Made)],
        _ => [],
    };

    /// <summary>The statement and all inside it, in order.</summary>
    public static IEnumerable<Statement> All(Statement statement) => All([statement]);

    /// <summary>The statements and all inside them, in order.</summary>
    public static IEnumerable<Statement> All(IEnumerable<Statement> statements)
    {
        Stack<Statement>? open = null;
        foreach (Statement statement in statements)
        {
            yield return statement;
            if (Blocks(statement).Length == 0)
                continue;
            PushInner(open ??= new Stack<Statement>(), statement);
            while (open.Count > 0)
            {
                Statement next = open.Pop();
                yield return next;
                PushInner(open, next);
            }
        }
    }

    private static void PushInner(Stack<Statement> open, Statement outer)
    {
        Block[] blocks = Blocks(outer);
        for (int b = blocks.Length - 1; b >= 0; b--)
        {
            ImmutableArray<Statement> inner = blocks[b].Statements.Items;
            for (int i = inner.Length - 1; i >= 0; i--)
                open.Push(inner[i]);
        }
    }

    /// <summary>Every variable that is named in the statements, as a value, a target or an argument.</summary>
    public static IEnumerable<Variable> Named(IEnumerable<Statement> statements)
    {
        foreach (Expr part in AllExpressions(statements))
        {
            if (part is Read read)
                yield return read.Variable;
        }
    }

    /// <summary>The variable that a statement declares.</summary>
    public static Variable? Declared(Statement statement) => statement switch
    {
        Declare s => s.Variable,
        Allocate s => s.Variable,
        NewRow s => s.Handle,
        For s => s.Counter,
        Invoke s => s.Result,
        CallForward s => s.Result,
        _ => null,
    };

    /// <summary>The scalar variables that a statement itself assigns, by a call too.</summary>
    public static IEnumerable<Variable> Assigned(Statement statement) => statement switch
    {
        Assign { Target: Read target } => [target.Variable],
        Invoke s => ByReference(s.Arguments),
        CallForward s => ByReference(s.Arguments),
        _ => [],
    };

    private static IEnumerable<Variable> ByReference(EquatableArray<Expr> arguments) =>
        arguments.Items.OfType<Reference>().Select(reference => reference.Target).OfType<Read>().Select(read => read.Variable);

    /// <summary>A statement with each of its own expressions mapped; blocks inside stay as they are. The statement itself where none changes.</summary>
    public static Statement Map(Statement statement, Func<Expr, Expr> map)
    {
        Expr[] expressions = Expressions(statement);
        bool hasChanged = false;
        for (int i = 0; i < expressions.Length; i++)
        {
            Expr mapped = map(expressions[i]);
            hasChanged |= !ReferenceEquals(mapped, expressions[i]);
            expressions[i] = mapped;
        }
        return hasChanged ? Rebuild(statement, expressions) : statement;
    }

    /// <summary>A statement with other expressions, in the order in which <see cref="Expressions"/> gives them.</summary>
    private static Statement Rebuild(Statement statement, Expr[] e) => statement switch
    {
        Declare s => s with { Value = e[0] },
        Allocate s => s with { Count = e[0] },
        NewRow s => s with { Count = e[0] },
        Arrange s => s with { Rows = e[0], Order = e[1] },
        Assign s => s with { Target = e[0], Value = e[1] },
        If s => s with { Condition = e[0] },
        For s => s with { Start = e[0], Limit = e[1], Step = e[2], Entry = e.ElementAtOrDefault(3) },
        While s => s with { Condition = e[0] },
        Copy s => s with { Source = e[0], Destination = e[1] },
        Fill s => s with { Destination = e[0], Value = e.ElementAtOrDefault(1) },
        Invoke s => s with { Arguments = [.. e] },
        CallForward s => s with { Arguments = [.. e] },
        Return s => s with { Value = e[0] },
        Run s => s with { Call = (RuntimeCall)e[0] },
        Borrow s => s with { Count = e[0] },
        Throw s => s with { Exception = (RuntimeCall)e[0] },
        Guard s => s with { Check = (RuntimeCall)e[0] },
        Effect s => s with { Call = (RuntimeCall)e[0] },
        Watch s => s with { Value = e[0], Factors = [.. e.Skip(1).Take(s.Factors.Count)], Made = Rebuild(s.Made, [.. e.Skip(1 + s.Factors.Count)]) },
        _ => statement,
    };

    /// <summary>Rebuilds a statement with each of its blocks mapped.</summary>
    public static Statement MapBlocks(Statement statement, Func<Block, Block> map) => statement switch
    {
        If s => s with { Then = map(s.Then), Else = map(s.Else) },
        For s => s with { Body = map(s.Body) },
        While s => s with { Body = map(s.Body) },
        Labeled s => s with { Body = map(s.Body) },
        Checks s => s with { Body = map(s.Body) },
        _ => statement,
    };

    /// <summary>Rewrites every expression of the statements and of all inside them.</summary>
    public static List<Statement> Rewrite(IEnumerable<Statement> statements, Func<Expr, Expr?> replace)
    {
        Func<Expr, Expr> rewrite = Rewriting(replace);
        return Each(statements);

        List<Statement> Each(IEnumerable<Statement> list) => [.. list.Select(statement => MapBlocks(Map(statement, rewrite), block => new Block(Each(block.Statements.Items))))];
    }

    /// <summary>Whether the statement is a loop.</summary>
    public static bool IsLoop(Statement statement) => statement is For or While;

    /// <summary>Whether something in the loop's body leaves it early.</summary>
    public static bool HasBreak(Block body) => body.Statements.Any(statement =>
        statement is Break || (!IsLoop(statement) && Blocks(statement).Any(HasBreak)));

    /// <summary>Whether a buffer expression is one of several buffers.</summary>
    public static bool IsChoice(Expr buffer) => buffer is Conditional || (buffer is Slice slice && IsChoice(slice.Buffer));

    /// <summary>The variables whose storage a buffer expression may name.</summary>
    public static IEnumerable<Variable> BufferVariables(Expr buffer) => buffer switch
    {
        Conditional choice => BufferVariables(choice.WhenTrue).Concat(BufferVariables(choice.WhenFalse)),
        Slice slice => BufferVariables(slice.Buffer),
        _ => [BufferVariable(buffer)],
    };

    /// <summary>The variable whose storage a buffer expression names, through slices but not through views.</summary>
    public static Variable BufferVariable(Expr buffer) => buffer switch
    {
        Read read => read.Variable,
        Slice slice => BufferVariable(slice.Buffer),
        Row row => BufferVariable(row.Buffer),
        _ => throw new InvalidOperationException($"{buffer} is not a buffer."),
    };
}
