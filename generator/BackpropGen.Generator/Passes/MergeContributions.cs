using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes;

/// <summary>
/// Several contributions to one element in a row become one: <c>d[k] += a; … d[k] += b;</c> is <c>… d[k] += a + b;</c>. Memory is touched
/// once, which the compiler cannot do by itself, for it does not know that gradients do not overlap.
/// </summary>
internal sealed class MergeContributions(Views views)
{
    /// <summary>Contributions that stand farther from each other are left apart: their place is in no register any more.</summary>
    private const int Farthest = 256;

    public static List<Statement> Run(List<Statement> statements) => new MergeContributions(new Views(statements)).Visit(statements);

    private List<Statement> Visit(List<Statement> statements)
    {
        List<Statement> list = statements.ConvertAll(statement => Tree.MapBlocks(statement, block => new Block(Visit([.. block.Statements]))));
        for (int i = 0; i < list.Count; i++)
        {
            if (Contribution(list[i]) is not { } first)
                continue;
            for (int j = i + 1; j < list.Count && j - i < Farthest && list[j] is Assign or Declare or Remark; j++)
            {
                if (Contribution(list[j]) is { } second && second.Place == first.Place && !Touches(second.Value, first.Place.Buffer))
                {
                    list[j] = Add(first.Place, first.Value, second.Value);
                    list[i] = new Gap();
                    break;
                }
                if (!MayMovePast(first.Place, first.Value, list[j]))
                    break;
            }
        }
        return DropLoneRemarks(list.Where((statement, i) => statement is not Gap || statements[i] is Gap).ToList());
    }

    /// <summary>The element that a statement adds to, and what it adds.</summary>
    private static (Element Place, Expr Value)? Contribution(Statement statement) => statement switch
    {
        Assign { Target: Element place, Value: Binary { Operator: BinaryOperator.Add, Right: var value } sum } when sum.Left == place => (place, value),
        Assign { Target: Element place, Value: Binary { Operator: BinaryOperator.Subtract, Right: var value } sum } when sum.Left == place => (place, -value),
        _ => null,
    };

    private static Assign Add(Element place, Expr first, Expr second) => new(place, Simplify.Of((first, second) switch
    {
        (Unary { Operator: UnaryOperator.Negate } a, Unary { Operator: UnaryOperator.Negate } b) => place - (a.Operand + b.Operand),
        (Unary { Operator: UnaryOperator.Negate } a, _) => place + (second - a.Operand),
        _ => place + (first + second),
    }));

    private bool MayMovePast(Element place, Expr value, Statement statement)
    {
        if (statement is Remark)
            return true;
        if (statement is Declare { Value: RuntimeCall } or Declare { Variable.Type: BufferType })
            return false;
        foreach (Expr expr in Tree.Expressions(statement))
        {
            if (Touches(expr, place.Buffer))
                return false;
        }
        return statement switch
        {
            Assign { Target: Element target } => !Touches(value, target.Buffer) && !Touches(place.Index, target.Buffer),
            Assign { Target: Read { Variable: var scalar } } => !Tree.Reads(value).Contains(scalar) && !Tree.Reads(place).Contains(scalar),
            _ => true,
        };
    }

    /// <summary>Whether an expression has an element in it that may be one of the buffer's.</summary>
    private bool Touches(Expr expr, Expr buffer)
    {
        if (expr is Element element && views.MayShare(element.Buffer, buffer))
            return true;
        for (int i = 0; i < expr.ChildCount; i++)
        {
            if (Touches(expr.Child(i), buffer))
                return true;
        }
        return false;
    }

    private static List<Statement> DropLoneRemarks(List<Statement> list)
    {
        for (int i = list.Count - 1; i >= 0; i--)
        {
            if (list[i] is Remark && (i + 1 == list.Count || list[i + 1] is Remark))
                list.RemoveAt(i);
        }
        return list;
    }
}
