namespace BackpropGen.Generator.Ir;

/// <summary>Walks and rewrites trees of the intermediate representation.</summary>
internal static class Tree
{
    /// <summary>The direct operands of an expression.</summary>
    public static Expr[] Operands(Expr expr) => expr switch
    {
        Read or Constant => [],
        Element e => [e.Buffer, e.Index],
        Row r => [r.Buffer, r.Index],
        Length l => [l.Buffer],
        Extent e => [e.Buffer],
        Subscript s => [.. s.Indices, .. s.Extents],
        Slice { Count: null } s => [s.Buffer, s.Start],
        Slice s => [s.Buffer, s.Start, s.Count],
        Unary u => [u.Operand],
        Binary b => [b.Left, b.Right],
        Conditional c => [c.Condition, c.WhenTrue, c.WhenFalse],
        Convert c => [c.Operand],
        MathCall c => c.Arguments.Items.ToArray(),
        ScalarCall c => c.Arguments.Items.ToArray(),
        RuntimeCall c => c.Arguments.Items.ToArray(),
        Text t => t.Holes.Items.ToArray(),
        Detached d => [d.Operand],
        Overflow o => [o.Operand],
        IsType t => [t.Whole],
        Aggregate a => a.Parts.Select(part => part.Value).ToArray(),
        Copied c => [c.Whole, .. c.Members.Select(member => member.Value)],
        Reference r => [r.Target],
        Stored s => [s.Target, s.Value],
        _ => [],
    };

    /// <summary>The expression and all that it is made of, outermost first.</summary>
    public static IEnumerable<Expr> All(Expr expr) => Preorder(expr, Operands);

    /// <summary>Replaces the outermost expressions for which <paramref name="replace"/> gives another one.</summary>
    public static Expr Rewrite(Expr expr, Func<Expr, Expr?> replace)
    {
        if (replace(expr) is { } replaced)
            return replaced;
        Expr Sub(Expr e) => Rewrite(e, replace);
        EquatableArray<Expr> Each(EquatableArray<Expr> list) => list.Select(Sub).ToList();
        return expr switch
        {
            Read or Constant => expr,
            Element e => new Element(Sub(e.Buffer), Sub(e.Index)),
            Row r => r with { Buffer = Sub(r.Buffer), Index = Sub(r.Index) },
            Length l => new Length(Sub(l.Buffer)),
            Extent e => e with { Buffer = Sub(e.Buffer) },
            Subscript s => new Subscript(Each(s.Indices), Each(s.Extents)),
            Slice s => new Slice(Sub(s.Buffer), Sub(s.Start), s.Count is null ? null : Sub(s.Count)),
            Unary u => u with { Operand = Sub(u.Operand) },
            Binary b => b with { Left = Sub(b.Left), Right = Sub(b.Right) },
            Conditional c => new Conditional(Sub(c.Condition), Sub(c.WhenTrue), Sub(c.WhenFalse)),
            Convert c => c with { Operand = Sub(c.Operand) },
            MathCall c => c with { Arguments = Each(c.Arguments) },
            ScalarCall c => c with { Arguments = Each(c.Arguments) },
            RuntimeCall c => c with { Arguments = Each(c.Arguments) },
            Text t => t with { Holes = Each(t.Holes) },
            Detached d => new Detached(Sub(d.Operand)),
            Overflow o => o with { Operand = Sub(o.Operand) },
            IsType t => t with { Whole = Sub(t.Whole) },
            Aggregate a => a with { Parts = a.Parts.Select(part => part with { Value = Sub(part.Value) }).ToList() },
            Copied c => new Copied(Sub(c.Whole), c.Members.Select(member => member with { Value = Sub(member.Value) }).ToList()),
            Reference r => r with { Target = Sub(r.Target) },
            Stored s => new Stored(Sub(s.Target), Sub(s.Value)),
            _ => expr,
        };
    }

    /// <summary>The number of nodes: a subexpression has fewer than what it stands in.</summary>
    public static int Size(Expr expr) => 1 + Operands(expr).Sum(Size);

    public static IEnumerable<Variable> Reads(Expr expr) => All(expr).OfType<Read>().Select(read => read.Variable);

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
    public static IEnumerable<Expr> Expressions(Statement statement) => statement switch
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
        _ => [],
    };

    /// <summary>The statement and all inside it, in order.</summary>
    public static IEnumerable<Statement> All(Statement statement) =>
        Preorder(statement, outer => [.. Blocks(outer).SelectMany(block => block.Statements.Items)]);

    public static IEnumerable<Statement> All(IEnumerable<Statement> statements) => statements.SelectMany(All);

    /// <summary>With a stack of its own: iterators in each other would pass each node up through all that it stands in.</summary>
    private static IEnumerable<T> Preorder<T>(T root, Func<T, T[]> children)
    {
        T[] first = children(root);
        if (first.Length == 0)
        {
            yield return root;
            yield break;
        }
        var open = new Stack<T>([root]);
        while (open.Count > 0)
        {
            T next = open.Pop();
            yield return next;
            T[] below = children(next);
            for (int i = below.Length - 1; i >= 0; i--)
                open.Push(below[i]);
        }
    }

    /// <summary>Every variable that is named in the statements, as a value, a target or an argument.</summary>
    public static IEnumerable<Variable> Named(IEnumerable<Statement> statements) => All(statements).SelectMany(Expressions).SelectMany(Reads);

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

    /// <summary>Rebuilds a statement with each of its own expressions mapped; blocks inside stay as they are.</summary>
    public static Statement Map(Statement statement, Func<Expr, Expr> map) => statement switch
    {
        Declare { Value: { } value } s => s with { Value = map(value) },
        Allocate s => s with { Count = map(s.Count) },
        NewRow s => s with { Count = map(s.Count) },
        Arrange s => s with { Rows = map(s.Rows), Order = map(s.Order) },
        Assign s => s with { Target = map(s.Target), Value = map(s.Value) },
        If s => s with { Condition = map(s.Condition) },
        For s => s with { Start = map(s.Start), Limit = map(s.Limit), Step = map(s.Step), Entry = s.Entry is null ? null : map(s.Entry) },
        While s => s with { Condition = map(s.Condition) },
        Copy s => s with { Source = map(s.Source), Destination = map(s.Destination) },
        Fill s => s with { Destination = map(s.Destination), Value = s.Value is null ? null : map(s.Value) },
        Invoke s => s with { Arguments = s.Arguments.Select(map).ToList() },
        CallForward s => s with { Arguments = s.Arguments.Select(map).ToList() },
        Return { Value: { } value } s => s with { Value = map(value) },
        Run s => s with { Call = (RuntimeCall)map(s.Call) },
        Borrow s => s with { Count = map(s.Count) },
        Throw s => new Throw((RuntimeCall)map(s.Exception)) { Comment = s.Comment },
        Guard s => new Guard((RuntimeCall)map(s.Check)) { Comment = s.Comment },
        Effect s => s with { Call = (RuntimeCall)map(s.Call) },
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
    public static List<Statement> Rewrite(IEnumerable<Statement> statements, Func<Expr, Expr?> replace) => statements.Select(statement =>
        MapBlocks(Map(statement, expr => Rewrite(expr, replace)), block => new Block(Rewrite(block.Statements, replace)))).ToList();

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
