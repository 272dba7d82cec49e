namespace BackpropGen.Generator.Ir;

/// <summary>Throws where a lowered method breaks the rules of the intermediate representation, which every pass relies on.</summary>
internal sealed class IrVerifier
{
    private readonly HashSet<int> declaredAnywhere = [];
    private readonly HashSet<Variable> inScope = [];
    private readonly HashSet<Variable> counters = [];
    private readonly Method method;
    private int loops;

    private IrVerifier(Method method) => this.method = method;

    public static void Verify(Method method) => new IrVerifier(method).Verify();

    private void Verify()
    {
        foreach (Parameter parameter in method.Parameters)
        {
            foreach (Variable variable in parameter.Leaves.Select(leaf => leaf.Variable).Concat(parameter.Parts.Select(part => part.Variable)).Append(parameter.Variable).Distinct())
                Declare(variable);
        }
        int names = method.Parameters.Select(p => p.GradientName).Concat(method.Parameters.Select(p => p.Name.TrimStart('@'))).Distinct().Count();
        Check(names == 2 * method.Parameters.Count, "Names of parameters or gradients are not unique.");
        if (method.Body is not { } body)
            return;
        EquatableArray<Statement> statements = body.Statements;
        int returns = Tree.All(statements.Items).OfType<Return>().Count();
        bool isReturnLast = statements.Count > 0 && statements[statements.Count - 1] is Return;
        Check(returns == (isReturnLast ? 1 : 0), "A return is not the last statement.");
        Check(method.ResultName == "void" || isReturnLast, "Nothing is returned at the end.");
        Verify(body);
    }

    private static void Check(bool condition, string message)
    {
        if (!condition)
            throw new InvalidOperationException(message);
    }

    private void Declare(Variable variable)
    {
        Check(declaredAnywhere.Add(variable.Id), $"{variable.Name}#{variable.Id} is declared twice.");
        inScope.Add(variable);
    }

    private void Verify(Block block)
    {
        var outer = new HashSet<Variable>(inScope);
        foreach (Statement statement in block.Statements)
        {
            foreach (Expr expr in Tree.Expressions(statement))
                Verify(expr);
            Verify(statement);
        }
        inScope.IntersectWith(outer);
    }

    private void Verify(Statement statement)
    {
        switch (statement)
        {
            case Declare s:
                Check(
                    s.Value is null ? s.Variable.Type is ScalarType or BufferType { IsOnTape: true } : IsAssignable(s.Variable.Type, s.Value.Type),
                    $"{s.Variable.Name} is declared with a value of another type.");
                Declare(s.Variable);
                break;
            case Allocate s:
                Check(
                    s.Variable.Type is BufferType { Kind: not BufferKind.ReadOnlySpan } && s.Count.Type == ScalarType.Int32,
                    $"{s.Variable.Name} is not a buffer with an int length.");
                Declare(s.Variable);
                break;
            case NewRow s:
                Check(inScope.Contains(s.Rows) && s.Rows.Type is BufferType { IsOnTape: true } && s.Count.Type == ScalarType.Int32, $"{s.Handle.Name} is not a row on the tape.");
                Declare(s.Handle);
                break;
            case Arrange s:
                Check(s is { Rows: Read { Type: BufferType { IsJagged: true } }, Order: Read { Type: BufferType { Element.Kind: ScalarKind.Int32 } } }, "What is arranged is not an array of arrays.");
                break;
            case Assign s:
                Check(
                    s.Target is Read { Variable.Type: ScalarType } or Element,
                    "The target of an assignment is not a scalar variable or an element.");
                Check(s.Target.Type == s.Value.Type, $"{IrPrinter.Print(s.Target)} is assigned a value of another type.");
                Check(s.Target is not Read { Variable: var target } || !counters.Contains(target), "The counter of a loop is assigned.");
                Check(
                    s.Target is not Element { Buffer.Type: BufferType { Kind: BufferKind.ReadOnlySpan } },
                    "A read-only element is assigned.");
                break;
            case If s:
                Check(s.Condition.Type == ScalarType.Bool, "A condition is not a bool.");
                Verify(s.Then);
                Verify(s.Else);
                break;
            case For s:
                VerifyLoop(s);
                break;
            case While s:
                Check(s.Condition.Type == ScalarType.Bool, "The condition of a loop is not a bool.");
                VerifyBody(s.Body);
                break;
            case Break:
                Check(loops > 0, "A break is not in a loop.");
                break;
            case Throw or Guard or Effect:
                break;
            case Copy s:
                Check(
                    s.Source.Type is BufferType source
                    && s.Destination.Type is BufferType { Kind: not BufferKind.ReadOnlySpan } destination
                    && source.Element == destination.Element,
                    "A copy is not between buffers of one element type.");
                break;
            case Fill s:
                Check(
                    s.Destination.Type is BufferType { Kind: not BufferKind.ReadOnlySpan } filled
                    && (s.Value is null || s.Value.Type == filled.Element),
                    "A buffer is filled with values of another type.");
                break;
            case Invoke s:
                VerifyArguments(s.Callee, s.Arguments);
                if (s.Result is { } result)
                {
                    Check(result.Type == s.Callee.ReturnType, $"{result.Name} does not have the type of the result.");
                    Declare(result);
                }
                break;
            case Return s:
                Check(method.CompositeResult.Length > 0 ? s.Value is Aggregate : s.Value?.Type == method.ReturnType, "A value of another type is returned.");
                break;
            default:
                Check(false, $"{statement.GetType().Name} does not occur in a forward method.");
                break;
        }
    }

    private void VerifyLoop(For loop)
    {
        IrType type = loop.Counter.Type;
        Check(
            loop.Counter.Kind == VariableKind.Counter && loop.Counter.Type is ScalarType { IsInteger: true },
            $"{loop.Counter.Name} is not a counter.");
        Check(
            loop.Start.Type == type && loop.Limit.Type == type && loop.Step.Type == type,
            $"The bounds of {loop.Counter.Name} have other types.");
        Declare(loop.Counter);
        counters.Add(loop.Counter);
        VerifyBody(loop.Body);
        inScope.Remove(loop.Counter);
    }

    private void VerifyBody(Block body)
    {
        loops++;
        Verify(body);
        loops--;
        Check(BreaksAreLast(body), "A statement follows a break.");
    }

    /// <summary>Whether nothing would follow the breaks of a loop in its body.</summary>
    private static bool BreaksAreLast(Block block) => block.Statements
        .Take(block.Statements.Count - 1).All(statement => statement is not Break && (Tree.IsLoop(statement) || !Tree.Blocks(statement).Any(Tree.HasBreak)))
        && (block.Statements.LastOrDefault() is not If last || Tree.Blocks(last).All(BreaksAreLast));

    private void Verify(Expr expr)
    {
        foreach (Expr operand in Tree.Operands(expr))
            Verify(operand);
        switch (expr)
        {
            case Read read:
                Check(inScope.Contains(read.Variable) || read.Variable.Kind == VariableKind.Table, $"{read.Variable.Name}#{read.Variable.Id} is not declared here.");
                break;
            case Element e:
                Check(
                    IsBuffer(e.Buffer) && e.Buffer.Type is BufferType { IsJagged: false } && e.Index.Type == ScalarType.Int32,
                    $"{IrPrinter.Print(e)} is not an element at an int index.");
                break;
            case Row r:
                Check(r.Buffer.Type is BufferType { IsJagged: true } && r.Index.Type == ScalarType.Int32, $"{IrPrinter.Print(r)} is not a row at an int index.");
                break;
            case Length l:
                Check(IsBuffer(l.Buffer), $"{IrPrinter.Print(l)} is not of a buffer.");
                break;
            case Extent e:
                Check(e.Buffer.Type is BufferType { Rank: var rank } && e.Dimension < rank, $"{IrPrinter.Print(e)} is not a length of a buffer.");
                break;
            case Subscript s:
                Check(
                    s.Indices.Count == s.Extents.Count && s.Indices.Concat(s.Extents).All(part => part.Type == ScalarType.Int32),
                    $"{IrPrinter.Print(s)} is not an index for each dimension.");
                break;
            case Slice s:
                Check(
                    IsBuffer(s.Buffer) && s.Start.Type == ScalarType.Int32 && (s.Count is null || s.Count.Type == ScalarType.Int32),
                    $"{IrPrinter.Print(s)} is not a slice of a buffer.");
                break;
            case Unary u:
                Check(
                    u.Operand.Type is ScalarType scalar && scalar == ScalarType.Bool == (u.Operator == UnaryOperator.Not),
                    $"{IrPrinter.Print(u)} has an operand of another type.");
                break;
            case Binary b:
                VerifyBinary(b);
                break;
            case Conditional c:
                Check(
                    c.Condition.Type == ScalarType.Bool && (c.WhenTrue.Type is ScalarType ? c.WhenTrue.Type == c.WhenFalse.Type
                        : c is { WhenTrue.Type: BufferType one, WhenFalse.Type: BufferType other } && one.Element == other.Element),
                    $"{IrPrinter.Print(c)} has operands of different types.");
                break;
            case Convert c:
                Check(
                    c.Operand.Type is ScalarType from && from != ScalarType.Bool && c.To != ScalarType.Bool,
                    $"{IrPrinter.Print(c)} is not numeric.");
                break;
            case MathCall c:
                Check(
                    c.Arguments.All(argument => argument.Type is ScalarType), $"{IrPrinter.Print(c)} has arguments that are not scalars.");
                break;
            case ScalarCall c:
                Check(c.Callee.Expression is not null && c.Callee.ReturnType is not null, $"{c.Callee.Name} is not one expression.");
                VerifyArguments(c.Callee, c.Arguments);
                break;
            case Detached d:
                Check(d.Operand.Type is ScalarType, $"{IrPrinter.Print(d)} is not a scalar.");
                break;
            case Reference r:
                Check(
                    r.Target is Read { Variable.Type: ScalarType } or Element { Buffer.Type: BufferType { Kind: not BufferKind.ReadOnlySpan } },
                    $"{IrPrinter.Print(r)} does not refer to a variable or an element.");
                Check(r.Target is not Read { Variable: var target } || !counters.Contains(target), "The counter of a loop is passed by reference.");
                break;
            case Overflow o:
                Check(o.Operand.Type is ScalarType { IsInteger: true }, $"{IrPrinter.Print(o)} is not a whole number.");
                break;
            case Aggregate a:
                Check(Aggregate.Leaves(a).All(leaf => leaf.Type is ScalarType), $"{IrPrinter.Print(a)} does not consist of numbers.");
                break;
            case IsType t:
                Check(t.Whole is Read { Variable.Type: StructType }, $"{IrPrinter.Print(t)} is not about an object.");
                break;
            case Constant or Verbatim:
                break;
            case Text t:
                Check(t.Parts.Count == t.Holes.Count + 1, "A text does not have a part before and after each hole.");
                break;
            case RuntimeCall { Spelling: var spelling, IsOfUser: var isOfUser }:
                bool isThrown = spelling.StartsWith("new ", StringComparison.Ordinal) || spelling.Contains(".ThrowIf");
                bool isKnown = isOfUser || isThrown || spelling is "string.Concat" or "RowOrder.Check";
                Check(isKnown, $"{spelling} does not occur in a forward method.");
                break;
            default:
                Check(false, $"{expr.GetType().Name} does not occur in a forward method.");
                break;
        }
    }

    private static void VerifyBinary(Binary b)
    {
        bool isShift = b.Operator is BinaryOperator.LeftShift or BinaryOperator.RightShift or BinaryOperator.UnsignedRightShift;
        bool isLogic = b.Operator is BinaryOperator.And or BinaryOperator.Or;
        Check(
            b.Left.Type is ScalarType && (isShift ? b.Right.Type == ScalarType.Int32 : b.Left.Type == b.Right.Type),
            $"{IrPrinter.Print(b)} has operands of different types.");
        Check(!isLogic || b.Left.Type == ScalarType.Bool, $"{IrPrinter.Print(b)} is not of truth values.");
    }

    private static void VerifyArguments(Callee callee, EquatableArray<Expr> arguments)
    {
        Check(arguments.Count == callee.Parameters.Count, $"{callee.Name} is called with {arguments.Count} arguments.");
        for (int i = 0; i < arguments.Count; i++)
        {
            Check(
                arguments[i] is Verbatim ? callee.Parameters[i].IsOpaque : IsAssignable(callee.Parameters[i].Variable.Type, arguments[i].Type),
                $"The argument for {callee.Parameters[i].Name} has another type.");
            Check(
                callee.Parameters[i].IsByReference == arguments[i] is Reference,
                $"The argument for {callee.Parameters[i].Name} is passed in another way.");
        }
    }

    private static bool IsBuffer(Expr expr) => expr.Type is BufferType;

    private static bool IsAssignable(IrType to, IrType from) => (to, from) switch
    {
        (StructType, StructType) => true,
        (BufferType target, BufferType source) => target.Element == source.Element && target.Rank == source.Rank && target.IsJagged == source.IsJagged && target.Member is null == source.Member is null
            && (target.Kind, source.Kind) is not ((BufferKind.Span, BufferKind.ReadOnlySpan) or (BufferKind.Array, not BufferKind.Array)),
        _ => to == from,
    };
}
