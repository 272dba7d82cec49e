using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Emit;

/// <summary>Statements as C# text.</summary>
internal sealed class StatementPrinter(CodeWriter writer, Spelling spelling)
{
    private readonly ExprPrinter expressions = new(spelling);

    public void Print(Block block)
    {
        Statement? last = null;
        foreach (Statement statement in block.Statements.Items)
        {
            // A loop or branch with remarks inside is a paragraph of its own.
            if (statement is For or If && last is not (null or Remark) && Tree.All(statement).Any(inner => inner is Remark))
                writer.Gap();
            Print(statement);
            last = statement;
        }
    }

    private void Print(Statement statement)
    {
        switch (statement)
        {
            case Declare s:
                string type = spelling.Type(s.Variable.Type);
                writer.Line(s.Value is null ? $"{type} {s.Variable.Name};" : $"{type} {s.Variable.Name} = {expressions.Value(s.Value)};");
                break;
            case Assign s:
                writer.Line(Assignment(s) + ";");
                break;
            case If s:
                PrintIf(s, "if");
                break;
            case For { Entry: { } entry } s:
                string next = s.IsUpward ? "++ <" : "-- >";
                writer.Open($"for ({spelling.Type(s.Counter.Type)} {s.Counter.Name} = {expressions.Value(entry)}; {s.Counter.Name}{next} {expressions.Compared(s.Limit)};)");
                Print(s.Body);
                writer.Close();
                break;
            case For s:
                writer.Open($"for ({spelling.Type(s.Counter.Type)} {s.Counter.Name} = {expressions.Value(s.Start)}; {Condition(s)}; {Step(s)})");
                Print(s.Body);
                writer.Close();
                break;
            case While s:
                writer.Open($"while ({expressions.Print(s.Condition)})");
                Print(s.Body);
                writer.Close();
                break;
            case Throw s:
                writer.Line($"throw {expressions.Print(s.Exception)};");
                break;
            case Guard s:
                writer.Line(expressions.Print(s.Check) + ";");
                break;
            case Effect s:
                writer.Line(expressions.Print(s.Call) + ";");
                break;
            case Break:
                writer.Line("break;");
                break;
            case Copy s:
                writer.Line($"{expressions.Flat(s.Source)}.CopyTo({expressions.Flat(s.Destination)});");
                break;
            case Fill { Value: { } value } s:
                writer.Line($"{SpanOf(s.Destination)}.Fill({expressions.Value(value)});");
                break;
            case Fill s:
                writer.Line($"{SpanOf(s.Destination)}.Clear();");
                break;
            case CallForward s:
                PrintCall(s);
                break;
            case Run s:
                writer.Line(expressions.Print(s.Call) + ";");
                break;
            case Return s:
                writer.Line($"return {expressions.Value(s.Value!)};");
                break;
            case Remark s:
                writer.Gap();
                writer.Line("// " + s.Text);
                break;
            case Gap:
                writer.Gap();
                break;
            case Watch s:
                PrintWatch(s);
                break;
            case OpenFrame s:
                PrintOpen(s);
                break;
            case OpenScratch s:
                writer.Line($"using {spelling.Name("ScratchScope")} {s.Scope.Name} = {spelling.Name("frame.OpenScratch")}();");
                break;
            case Checks { Body.Statements.Count: 0 }:
                break;
            case Checks { OnlyOutermost: false } s:
                Print(s.Body);
                break;
            case Checks s:
                writer.Open($"if ({spelling.Name("frame.IsOutermost")})");
                Print(s.Body);
                writer.Close();
                break;
            default:
                throw new InvalidOperationException($"{statement.GetType().Name} cannot be written.");
        }
    }

    private void PrintOpen(OpenFrame open)
    {
        string tape = spelling.Name("tape");
        string given = open.IsTapeOptional || open.Kind == FrameKind.Gradient ? $"({tape} ??= {spelling.Name("Tape.ForCurrentThread")})" : tape;
        string begin = open.Kind switch
        {
            FrameKind.Forward => $"{given}.BeginForward(\"{open.Method}\", slots: {open.Slots}{(open.Notes > 0 ? $", notes: {open.Notes}" : "")})",
            FrameKind.Backward => $"{tape}.BeginBackward(\"{open.Method}\")",
            _ => $"{given}.BeginGradient(\"{open.Method}\", slots: {open.Slots})",
        };
        writer.Line($"using {spelling.Name("TapeFrame")} {spelling.Name("frame")} = {begin};");
    }

    private void PrintWatch(Watch watch)
    {
        string value = watch.Value.Type is BufferType ? expressions.Flat(watch.Value) : expressions.Print(watch.Value);
        string question = $"Is{(watch.IsCotangent ? "FirstCotangent" : "FirstValue")}{(watch.Value.Type is BufferType ? "In" : "")}";
        IEnumerable<string> told = new[] { watch.At, watch.Comment, Once(watch.Made), value }.Select(Quoted)
            .Concat(watch.Factors.Select(factor => expressions.Print(factor)).Select(factor => $"({Quoted(factor)}, {factor})"));
        writer.Open($"if ({watch.Trace.Name}.{question}({value}))");
        writer.Line($"{watch.Trace.Name}.Tell({string.Join(", ", told)});");
        writer.Close();
    }

    private static string Quoted(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>A statement as text of its own.</summary>
    private string Once(Statement statement)
    {
        var line = new CodeWriter();
        new StatementPrinter(line, spelling).Print(statement);
        return line.ToString().TrimEnd();
    }

    private string SpanOf(Expr buffer) =>
        expressions.Flat(buffer) + (ExprPrinter.IsArray(buffer) && buffer.Type is BufferType { IsGrid: false } ? ".AsSpan()" : "");

    private string Assignment(Assign assign)
    {
        string target = expressions.Place(assign.Target);
        if (assign.Value is Binary { Operator: < BinaryOperator.Equal } b && b.Left == assign.Target)
        {
            bool isStep = b.Operator is BinaryOperator.Add or BinaryOperator.Subtract && b.Right is Constant { Value: 1, OfType.IsInteger: true };
            string sign = ExprPrinter.OperatorOf(b.Operator);
            return isStep ? $"{target}{sign}{sign}" : $"{target} {sign}= {expressions.Value(b.Right)}";
        }
        return $"{target} = {expressions.Value(assign.Value)}";
    }

    private void PrintIf(If branch, string keyword)
    {
        writer.Open($"{keyword} ({expressions.Print(branch.Condition)})");
        Print(branch.Then);
        writer.Close();
        // After a way that leaves the loop, what follows needs no else.
        if (keyword == "if" && branch.Then.Statements.LastOrDefault() is Break)
        {
            if (branch.Else.Statements.Count > 0)
                writer.Gap();
            Print(branch.Else);
        }
        else if (branch.Else.Statements.Count == 1 && branch.Else.Statements[0] is If inner)
        {
            PrintIf(inner, "else if");
        }
        else if (branch.Else.Statements.Count > 0)
        {
            writer.Open("else");
            Print(branch.Else);
            writer.Close();
        }
    }

    private string Condition(For loop)
    {
        string relation = loop.Relation switch
        {
            LoopRelation.Less => "<",
            LoopRelation.LessOrEqual => "<=",
            LoopRelation.Greater => ">",
            _ => ">=",
        };
        return $"{loop.Counter.Name} {relation} {expressions.Compared(loop.Limit)}";
    }

    private string Step(For loop)
    {
        string sign = loop.IsUpward ? "+" : "-";
        return loop.Step is Constant { Value: 1 } ? $"{loop.Counter.Name}{sign}{sign}" : $"{loop.Counter.Name} {sign}= {expressions.Value(loop.Step)}";
    }

    private void PrintCall(CallForward call)
    {
        Callee callee = call.Callee;
        IEnumerable<string> arguments = call.Arguments.Skip(callee.IsInstance ? 1 : 0).Select(argument => expressions.Print(argument));
        string receiver = callee.IsInstance ? callee.Receiver(call.Arguments[0]) : "";
        string name = (callee.IsInstance ? receiver : callee.Prefix) + callee.Name + callee.TypeArguments;
        string text = call.IsRecorded ? $"{callee.Custom?.Forward ?? $"{receiver}{callee.Members}Forward{callee.TypeArguments}"}({string.Join(", ", arguments.Append(spelling.Name("tape")))})" : $"{name}({string.Join(", ", arguments)})";
        writer.Line(call.Result is { } result ? $"{spelling.Type(result.Type)} {result.Name} = {text};" : text + ";");
    }
}
