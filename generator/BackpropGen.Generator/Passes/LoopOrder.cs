using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes;

/// <summary>
/// A backward loop runs upwards where its iterations do not depend on each other: every place it writes is its own local, or only added to,
/// or an element that belongs to one iteration alone.
/// </summary>
internal sealed class LoopOrder(Views views)
{
    public static List<Statement> Run(List<Statement> statements)
    {
        var pass = new LoopOrder(new Views(statements));
        return statements.ConvertAll(pass.Visit);
    }

    private Statement Visit(Statement statement)
    {
        Statement inner = Tree.MapBlocks(statement, block => new Block(block.Statements.Select(Visit).ToList()));
        return inner is For { Relation: LoopRelation.GreaterOrEqual, Step: Constant { Value: 1 } } loop && IsIndependent(loop)
            ? loop with { Start = loop.Limit, Relation = LoopRelation.Less, Limit = loop.Entry ?? Simplify.Of(loop.Start + Constant.Int(1)), Entry = null }
            : inner;
    }

    /// <summary>Whether the iterations of a loop may run in any order.</summary>
    public bool IsIndependent(For loop)
    {
        List<Statement> body = Tree.All(loop.Body.Statements.Items).ToList();
        if (body.Any(s => s is Ir.Run or Fill or Copy or CallForward || s is Declare { Value: RuntimeCall }))
            return false;
        var own = new HashSet<Variable>(body.Select(Tree.Declared).OfType<Variable>());
        // Long bodies assign the same places again and again.
        var asked = new HashSet<Expr>();
        var added = new Dictionary<Expr, bool>();
        foreach (Expr target in body.OfType<Assign>().Select(assign => assign.Target).Where(asked.Add))
        {
            bool isFree = target switch
            {
                Read { Variable: var scalar } => own.Contains(scalar) || IsOnlyAddedTo(body, e => e is Read r && r.Variable == scalar),
                Element element => AreOnlyAddedTo(element.Buffer) || IsOwnElement(element, loop, body, own),
                _ => false,
            };
            if (!isFree)
                return false;
        }
        return true;

        bool AreOnlyAddedTo(Expr buffer)
        {
            if (!added.TryGetValue(buffer, out bool areAdded))
                added[buffer] = areAdded = IsOnlyAddedTo(body, e => e is Element other && views.MayShare(other.Buffer, buffer));
            return areAdded;
        }
    }

    /// <summary>Every occurrence of the place in the body is in a statement <c>place += value</c>.</summary>
    private static bool IsOnlyAddedTo(List<Statement> body, Func<Expr, bool> isPlace) =>
        body.All(statement => statement is Assign { Value: Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum } assign
            && isPlace(assign.Target) && assign.Target == sum.Left
                ? !Tree.All(sum.Right).Any(isPlace) && !(assign.Target is Element e && Tree.All(e.Index).Any(isPlace))
                : !Tree.Expressions(statement).SelectMany(Tree.All).Any(isPlace));

    /// <summary>Each iteration uses one element of this buffer, and no other iteration uses it.</summary>
    private bool IsOwnElement(Element target, For loop, List<Statement> body, HashSet<Variable> own) =>
        IsInjective(target.Index, loop.Counter, own)
        && !Tree.Reads(target.Buffer).Any(own.Contains)
        && body.SelectMany(Tree.Expressions).SelectMany(Tree.All).OfType<Element>().Where(e => views.MayShare(e.Buffer, target.Buffer)).All(e => e == target);

    private static bool IsInjective(Expr index, Variable counter, HashSet<Variable> own)
    {
        bool IsCounter(Expr e) => e is Read read && read.Variable == counter;
        bool IsFixed(Expr e) => Tree.Reads(e).All(v => v != counter && !own.Contains(v)) && !Tree.All(e).Any(part => part is Element);
        return IsCounter(index) || (index is Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } b
            && ((IsCounter(b.Left) && IsFixed(b.Right)) || (IsCounter(b.Right) && IsFixed(b.Left))));
    }
}
