using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Emit;

/// <summary>Expressions as C# text, with the parentheses that the tree needs and no others.</summary>
internal sealed class ExprPrinter(Spelling spelling)
{
    private const int Lowest = 0;
    private const int Ternary = 3;
    private const int Prefix = 14;
    private const int Primary = 16;

    private static readonly Dictionary<BinaryOperator, (string Text, int Precedence)> Operators = new()
    {
        [BinaryOperator.Multiply] = ("*", 13),
        [BinaryOperator.Divide] = ("/", 13),
        [BinaryOperator.Remainder] = ("%", 13),
        [BinaryOperator.Add] = ("+", 12),
        [BinaryOperator.Subtract] = ("-", 12),
        [BinaryOperator.LeftShift] = ("<<", 11),
        [BinaryOperator.RightShift] = (">>", 11),
        [BinaryOperator.UnsignedRightShift] = (">>>", 11),
        [BinaryOperator.Less] = ("<", 10),
        [BinaryOperator.LessOrEqual] = ("<=", 10),
        [BinaryOperator.Greater] = (">", 10),
        [BinaryOperator.GreaterOrEqual] = (">=", 10),
        [BinaryOperator.Equal] = ("==", 9),
        [BinaryOperator.NotEqual] = ("!=", 9),
        [BinaryOperator.BitwiseAnd] = ("&", 8),
        [BinaryOperator.ExclusiveOr] = ("^", 7),
        [BinaryOperator.BitwiseOr] = ("|", 6),
        [BinaryOperator.And] = ("&&", 5),
        [BinaryOperator.Or] = ("||", 4),
    };

    public static string OperatorOf(BinaryOperator @operator) => Operators[@operator].Text;

    /// <summary>Where a value of a known type is stored or returned: no cast and no decimal point that the compiler would add itself.</summary>
    public string Value(Expr expr) => expr switch
    {
        Constant c => ConstantOf(c, isBare: true),
        Convert { IsImplicit: true } c => Value(c.Operand),
        Stored s => $"{Place(s.Target)} = {Value(s.Value)}",
        _ => Print(expr),
    };

    public string Print(Expr expr) => Print(expr, Lowest);

    /// <summary>The right side of a comparison.</summary>
    public string Compared(Expr expr) => Print(expr, Operators[BinaryOperator.Less].Precedence + 1);

    private string Print(Expr expr, int context)
    {
        (string text, int precedence) = Write(expr);
        return precedence < context ? $"({text})" : text;
    }

    private (string Text, int Precedence) Write(Expr expr)
    {
        switch (expr)
        {
            case Constant c:
                string constant = ConstantOf(c, isBare: false);
                return (constant, constant.StartsWith("-", StringComparison.Ordinal) ? Prefix : Primary);
            case Read r:
                return (r.Variable.Name, Primary);
            case Verbatim v:
                return (v.IsGenerated ? spelling.Name(v.Text) : v.Text, Primary);
            case Element { Buffer: { Type: BufferType { IsGrid: true } } grid, Index: Subscript cell }:
                return ($"{Print(grid, Primary)}[{string.Join(", ", cell.Indices.Select(Index))}]", Primary);
            case Row r:
                return ($"{Print(r.Buffer, Primary)}[{Index(r.Index)}]", Primary);
            case Element { Buffer.Type: BufferType { Member: { } member } } e:
                return (member.Value.Replace("{0}", ElementOf(e)), Primary);
            case Element e:
                return (ElementOf(e), Primary);
            case Extent e:
                return ($"{Print(e.Buffer, Primary)}.GetLength({e.Dimension})", Primary);
            case Subscript s:
                return ($"{spelling.Name("Shape.At")}({string.Join(", ", s.Indices.Concat(s.Extents).Select(part => Print(part)))})", Primary);
            case Length l:
                return ($"{Print(l.Buffer, Primary)}.Length", Primary);
            case Slice s:
                return (Slice(s), Primary);
            case Unary u:
                string sign = u.Operator switch { UnaryOperator.Negate => "-", UnaryOperator.Not => "!", _ => "~" };
                string operand = Print(u.Operand, Prefix);
                return (operand.StartsWith("-", StringComparison.Ordinal) ? $"{sign}({operand})" : sign + operand, Prefix);
            case Binary b:
                return Binary(b);
            case Conditional c:
                return ($"{Print(c.Condition, Ternary + 1)} ? {Print(c.WhenTrue, Ternary)} : {Print(c.WhenFalse, Ternary)}", Ternary);
            case Overflow o:
                return ($"{(o.IsChecked ? "checked" : "unchecked")}({Print(o.Operand)})", Primary);
            case Convert { To: var to } c when to.IsParameter || c.Operand.Type is ScalarType { IsParameter: true }:
                return ($"{to.Keyword}.CreateChecked({Print(c.Operand)})", Primary);
            case Convert c:
                return ($"({spelling.Type(c.To)}){CastOperand(c.Operand)}", Prefix);
            case IsType { IsExact: true } t:
                return ($"{Print(t.Whole, Primary)}.GetType() == typeof({t.TypeName})", Operators[BinaryOperator.Equal].Precedence);
            case IsType t:
                return ($"{Print(t.Whole)} is {t.TypeName}", Operators[BinaryOperator.Less].Precedence);
            case MathCall c:
                return (Call(c.Spelling, c.Arguments), Primary);
            case ScalarCall c:
                return (Call(c.Callee.Prefix + c.Callee.Name, c.Arguments, isOfUser: true), Primary);
            case RuntimeCall c:
                return (Call(c.Spelling, c.Arguments, c.IsOfUser), Primary);
            case Text t:
                return (Interpolated(t), Primary);
            case Reference r:
                return ($"{r.Keyword} {Place(r.Target)}", Primary);
            case Aggregate { OfType.Name: ['(', ..] } a:
                return ($"({string.Join(", ", a.Parts.Select(part => Value(part.Value)))})", Primary);
            case Aggregate a:
                return ($"new {a.OfType.Name} {{ {string.Join(", ", a.Parts.Select(part => $"{part.Name} = {Value(part.Value)}"))} }}", Primary);
            case Detached d:
                return Write(d.Operand);
            case Copied c:
                return ($"{Print(c.Whole, Primary)} with {{ {string.Join(", ", c.Members.Select(member => $"{member.Name} = {Print(member.Value)}"))} }}", Lowest);
            case Stored s:
                return ($"{Place(s.Target)} = {Value(s.Value)}", Lowest);
            default:
                throw new InvalidOperationException($"{expr.GetType().Name} cannot be written.");
        }
    }

    private string ConstantOf(Constant constant, bool isBare) => constant.OfType.IsEnum ? spelling.Short(Spelling.Constant(constant, isBare)) : Spelling.Constant(constant, isBare);

    /// <summary>What is assigned, or referred to.</summary>
    public string Place(Expr target) => target is Element { Buffer.Type: BufferType { Member: { } member } } element
        ? member.Place.Replace("{0}", ElementOf(element)) : Print(target);

    private string ElementOf(Element e) => $"{Flat(e.Buffer)}[{Index(e.Index)}]";

    private string CastOperand(Expr operand)
    {
        string text = Print(operand, Prefix);
        return text.StartsWith("-", StringComparison.Ordinal) ? $"({text})" : text;
    }

    private (string Text, int Precedence) Binary(Binary b)
    {
        (string text, int precedence) = Operators[b.Operator];
        bool isLogical = b.Operator is BinaryOperator.And or BinaryOperator.Or;
        string left = Operand(b.Left, b.Right, precedence);
        // A chain of the same logical operator needs no parentheses; arithmetic keeps its order.
        string right = Operand(b.Right, b.Left, isLogical ? precedence : precedence + 1);
        return ($"{left} {text} {right}", precedence);
    }

    /// <summary>An operand whose type the other operand settles can do without a cast or a decimal point.</summary>
    private string Operand(Expr operand, Expr other, int context) => operand switch
    {
        Constant { OfType.IsFloating: true } c when IsSettled(other) && Spelling.Constant(c, true) is var bare =>
            bare.StartsWith("-", StringComparison.Ordinal) && context > Prefix ? $"({bare})" : bare,
        Convert { IsImplicit: true } c when (IsSettled(other) || IsPromotion(c)) && other.Type == c.To => Print(c.Operand, context),
        _ => Print(operand, context),
    };

    private static bool IsSettled(Expr other) => other is not (Constant or Convert { IsImplicit: true });

    /// <summary>Small integers become an int in arithmetic by themselves.</summary>
    private static bool IsPromotion(Convert c) =>
        c.To.Kind == ScalarKind.Int32 && c.Operand.Type is ScalarType { Kind: ScalarKind.SByte or ScalarKind.Byte or ScalarKind.Int16 or ScalarKind.UInt16 };

    /// <summary>A buffer as one dimension.</summary>
    public string Flat(Expr buffer) => buffer.Type is BufferType { IsGrid: true } ? $"{spelling.Name("Shape.Flat")}({Print(buffer)})" : Print(buffer, Primary);

    private string Index(Expr index) => index is Convert { IsImplicit: true, Operand: var operand } ? Print(operand) : Print(index);

    private string Slice(Slice slice)
    {
        bool isArray = IsArray(slice.Buffer);
        string arguments = slice.Count is null ? Index(slice.Start) : $"{Index(slice.Start)}, {Index(slice.Count)}";
        return $"{Print(slice.Buffer, Primary)}.{(isArray ? "AsSpan" : "Slice")}({arguments})";
    }

    /// <summary>Parameters that are arrays stay arrays; local ones are spans over the tape.</summary>
    public static bool IsArray(Expr buffer) => buffer switch
    {
        Conditional choice => IsArray(choice.WhenTrue) && IsArray(choice.WhenFalse),
        Row => true,
        _ => buffer is Read { Variable: { Type: BufferType { Kind: BufferKind.Array }, Kind: not VariableKind.Local } },
    };

    private string Call(string name, EquatableArray<Expr> arguments, bool isOfUser = false) => name.StartsWith(".", StringComparison.Ordinal)
        ? $"{Print(arguments[0], Primary)}{spelling.Short(name)}({string.Join(", ", arguments.Skip(1).Select(argument => Print(argument)))})"
        : $"{spelling.Short(isOfUser ? name : spelling.Name(name))}({string.Join(", ", arguments.Select(argument => !isOfUser && IsOfElements(name) && argument is Read { Variable.Type: BufferType } ? Flat(argument) : Print(argument)))})";

    private string Interpolated(Text text)
    {
        var written = new System.Text.StringBuilder("$\"").Append(text.Parts[0]);
        for (int i = 0; i < text.Holes.Count; i++)
        {
            string hole = Print(text.Holes[i]);
            // A colon would begin the format.
            written.Append('{').Append(hole.IndexOf(':') < 0 ? hole : $"({hole})").Append(text.Parts[i + 1]);
        }
        return written.Append('"').ToString();
    }

    /// <summary>A function of elements, whatever their arrangement.</summary>
    private static bool IsOfElements(string name) => name.StartsWith("Vjp.", StringComparison.Ordinal);
}
