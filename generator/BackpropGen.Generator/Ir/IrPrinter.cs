using System.Globalization;
using System.Text;

namespace BackpropGen.Generator.Ir;

/// <summary>The intermediate representation as text, for people and for tests. Every node shows; variables carry their numbers where declared.</summary>
internal sealed class IrPrinter
{
    private static readonly Dictionary<BinaryOperator, string> BinarySymbols = new()
    {
        [BinaryOperator.Add] = "+",
        [BinaryOperator.Subtract] = "-",
        [BinaryOperator.Multiply] = "*",
        [BinaryOperator.Divide] = "/",
        [BinaryOperator.Remainder] = "%",
        [BinaryOperator.LeftShift] = "<<",
        [BinaryOperator.RightShift] = ">>",
        [BinaryOperator.UnsignedRightShift] = ">>>",
        [BinaryOperator.BitwiseAnd] = "&",
        [BinaryOperator.BitwiseOr] = "|",
        [BinaryOperator.ExclusiveOr] = "^",
        [BinaryOperator.Equal] = "==",
        [BinaryOperator.NotEqual] = "!=",
        [BinaryOperator.Less] = "<",
        [BinaryOperator.LessOrEqual] = "<=",
        [BinaryOperator.Greater] = ">",
        [BinaryOperator.GreaterOrEqual] = ">=",
        [BinaryOperator.And] = "&&",
        [BinaryOperator.Or] = "||",
    };

    private static readonly Dictionary<LoopRelation, string> Relations = new()
    {
        [LoopRelation.Less] = "<",
        [LoopRelation.LessOrEqual] = "<=",
        [LoopRelation.Greater] = ">",
        [LoopRelation.GreaterOrEqual] = ">=",
    };

    private static readonly Dictionary<UnaryOperator, string> UnarySymbols = new()
    {
        [UnaryOperator.Negate] = "-",
        [UnaryOperator.BitwiseNot] = "~",
        [UnaryOperator.Not] = "!",
    };

    private readonly StringBuilder text = new();
    private int depth;

    public static string Print(Method method)
    {
        var printer = new IrPrinter();
        printer.Write(method);
        return printer.text.ToString();
    }

    public static string Print(IEnumerable<Statement> statements)
    {
        var printer = new IrPrinter();
        foreach (Statement statement in statements)
            printer.Write(statement);
        return printer.text.ToString();
    }

    public static string Print(IrType type) => type switch
    {
        ScalarType scalar => scalar.Keyword,
        BufferType { Member: { } member } buffer => $"{buffer.Element.Keyword} in {buffer.Kind}<{member.StructName}>",
        BufferType { IsJagged: true } jagged => jagged.Element.Keyword + "[][]",
        BufferType { Kind: BufferKind.Array } array => array.Element.Keyword + "[" + new string(',', array.Rank - 1) + "]",
        BufferType buffer => $"{buffer.Kind}<{buffer.Element.Keyword}>",
        StackType stack => $"Stack<{stack.Element.Keyword}>",
        StructType @struct => @struct.Name,
        _ => type.GetType().Name,
    };

    public static string Print(Expr expr) => expr switch
    {
        Constant { Literal.Length: > 0 } c => c.Literal,
        Constant { OfType: var type } c when type == ScalarType.Bool => c.Value != 0 ? "true" : "false",
        Constant c => c.Value.ToString("R", CultureInfo.InvariantCulture) + ":" + c.OfType.Keyword,
        Read read => read.Variable.Name,
        Element e => $"{Print(e.Buffer)}[{Print(e.Index)}]",
        Row r => $"{Print(r.Buffer)}[{Print(r.Index)}]",
        Length l => $"{Print(l.Buffer)}.Length",
        Extent e => $"{Print(e.Buffer)}.GetLength({e.Dimension})",
        Subscript s => $"{string.Join(", ", s.Indices.Select(Print))} of {string.Join(", ", s.Extents.Select(Print))}",
        Slice { Count: null } s => $"{Print(s.Buffer)}.Slice({Print(s.Start)})",
        Slice s => $"{Print(s.Buffer)}.Slice({Print(s.Start)}, {Print(s.Count)})",
        Unary u => $"{UnarySymbols[u.Operator]}({Print(u.Operand)})",
        Binary b => $"({Print(b.Left)} {BinarySymbols[b.Operator]} {Print(b.Right)})",
        Conditional c => $"({Print(c.Condition)} ? {Print(c.WhenTrue)} : {Print(c.WhenFalse)})",
        Convert c => $"{(c.IsImplicit ? "implicit " : "")}({c.To.Keyword}){Print(c.Operand)}",
        MathCall c => $"{c.Spelling}({Print(c.Arguments)})",
        ScalarCall c => $"inline {c.Callee.Prefix}{c.Callee.Name}({Print(c.Arguments)})",
        RuntimeCall c => $"{c.Spelling}({Print(c.Arguments)})",
        Reference r => $"{r.Keyword} {Print(r.Target)}",
        Stored s => $"({Print(s.Target)} = {Print(s.Value)})",
        Overflow o => $"{(o.IsChecked ? "checked" : "unchecked")}({Print(o.Operand)})",
        IsType t => $"({Print(t.Whole)} is {(t.IsExact ? "just " : "")}{t.TypeName})",
        Detached d => $"detached {Print(d.Operand)}",
        Aggregate a => $"{a.OfType.Name} {{ {string.Join(", ", a.Parts.Select(part => part.Name + " = " + Print(part.Value)))} }}",
        Text t => $"\"{string.Join("{}", t.Parts)}\" of {Print(t.Holes)}",
        Verbatim v => v.Text,
        _ => expr.GetType().Name,
    };

    private static string Print(EquatableArray<Expr> list) => string.Join(", ", list.Select(Print));

    private static string Declaration(Variable variable) => $"{Print(variable.Type)} {variable.Name}#{variable.Id}";

    private void Line(string line) => text.Append(' ', depth * 4).Append(line).Append('\n');

    private void Write(Method method)
    {
        Line($"{method.Id} -> {method.HintName}");
        string space = method.Containing.Namespace.Length == 0 ? "the global namespace" : method.Containing.Namespace;
        Line($"in {space}: {string.Join(" > ", method.Containing.Headers)}");
        string declaration = method.NeedsDeclaration ? " needs a declaration" : "";
        Line($"{method.Accessibility} {method.ResultName} {method.Name}{declaration}".TrimStart());
        depth++;
        foreach (Parameter parameter in method.Parameters)
            Write(parameter);
        Line($"reserved: {string.Join(" ", method.ReservedNames)}");
        if (method.QualifiedNames.Count > 0)
            Line($"qualified: {string.Join(" ", method.QualifiedNames)}");
        depth--;
        if (method.Body is null)
            Line("stub");
        else
            Write(method.Body);
    }

    private void Write(Parameter parameter)
    {
        string passing = parameter.Modifier;
        string written = parameter.IsWritten ? " written" : "";
        string gradient = parameter.HasGradient ? $" gradient {(parameter.GradientIsReference ? "ref " : "")}{parameter.GradientName}" : "";
        string constant = parameter.Leaves.All(leaf => leaf.IsNoGradient) ? " no gradient" : "";
        Line($"{passing}{parameter.TypeName} {parameter.Name}#{parameter.Variable.Id}{written}{gradient}{constant}");
        depth++;
        foreach (Leaf leaf in parameter.Leaves.Where(leaf => leaf.Path.Length > 0))
            Line(
                $"{leaf.Path}: {Declaration(leaf.Variable)}{(leaf.Access is LeafAccess.ReadOnlyField or LeafAccess.Copy ? " readonly" : "")}{(leaf.IsNoGradient ? " no gradient" : "")}");
        depth--;
    }

    private void Write(Block block)
    {
        Line("{");
        depth++;
        foreach (Statement statement in block.Statements)
            Write(statement);
        depth--;
        Line("}");
    }

    private void Write(Statement statement)
    {
        string comment = statement.Comment.Length > 0 ? "  // " + statement.Comment : "";
        Line(Text(statement) + comment);
        foreach (Block block in Tree.Blocks(statement))
            Write(block);
    }

    private static string Text(Statement statement) => statement switch
    {
        Declare { Value: { } value } s => $"{Declaration(s.Variable)} = {Print(value)}",
        Declare s => Declaration(s.Variable),
        Allocate s => $"{Declaration(s.Variable)} = new [{Print(s.Count)}]",
        NewRow s => $"{Declaration(s.Handle)} = new row of {s.Rows.Name} [{Print(s.Count)}]",
        Arrange s => $"arrange {Print(s.Rows)} by {Print(s.Order)}",
        Assign s => $"{Print(s.Target)} = {Print(s.Value)}",
        If s => $"if {Print(s.Condition)}",
        For s => $"for {Declaration(s.Counter)} = {Print(s.Start)}; {s.Counter.Name} {Relations[s.Relation]} {Print(s.Limit)}; "
            + $"{(s.IsUpward ? "+" : "-")}= {Print(s.Step)}{(s.Entry is { } entry ? $" from {Print(entry)}" : "")}",
        While s => $"while {Print(s.Condition)}",
        Break => "break",
        Throw s => "throw " + Print(s.Exception),
        Guard s => "guard " + Print(s.Check),
        Effect s => "effect " + Print(s.Call),
        Copy s => $"copy {Print(s.Source)} to {Print(s.Destination)}",
        Fill { Value: { } value } s => $"fill {Print(s.Destination)} with {Print(value)}",
        Fill s => $"clear {Print(s.Destination)}",
        Invoke s => $"{(s.Result is { } result ? Declaration(result) + " = " : "")}call {s.Callee.Prefix}{s.Callee.Name}({Print(s.Arguments)})",
        Return { Value: { } value } => $"return {Print(value)}",
        Return => "return",
        Run s => Print(s.Call),
        Remark s => "// " + s.Text,
        OpenFrame s => $"open {s.Kind} {s.Method}, {s.Slots} slots" + (s.Notes > 0 ? $", {s.Notes} notes" : ""),
        OpenScratch => "open scratch",
        Borrow s => $"borrow {Print(s.Count)} of {s.Element.Keyword}",
        Checks s => s.OnlyOutermost ? "checks where outermost" : "checks",
        _ => statement.GetType().Name,
    };
}
