using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes;

/// <summary>
/// Neighbouring backward loops over the same range become one where an iteration of the second needs nothing of the first but what its own
/// iteration of the first leaves; a buffer of cotangents that only handed values from one to the other then becomes a local.
/// (Kennedy and McKinley, Maximizing loop parallelism and improving data locality via loop fusion, 1993.)
/// </summary>
internal sealed class FuseLoops(LoopOrder order, Views views)
{
    public static List<Statement> Run(List<Statement> statements)
    {
        var views = new Views(statements);
        return new FuseLoops(new LoopOrder(views), views).Visit(statements);
    }

    private List<Statement> Visit(List<Statement> statements)
    {
        List<Statement> list = statements.ConvertAll(statement => Tree.MapBlocks(statement, block => new Block(Visit([.. block.Statements]))));
        for (int i = 0; i + 1 < list.Count; i++)
        {
            if (list[i] is For first && list[i + 1] is For second && MayFuse(first, second))
            {
                list[i] = Fuse(first, second);
                list.RemoveAt(i + 1);
                i--;
            }
        }
        return UseLocals(list);
    }

    private bool MayFuse(For first, For second)
    {
        bool isSameRange = first.Relation == LoopRelation.Less && second.Relation == LoopRelation.Less
            && first.Start == second.Start && first.Limit == second.Limit && first.Step == second.Step
            && first.Counter.Name == second.Counter.Name && first.Step is Constant { Value: 1 };
        if (!isSameRange || !order.IsIndependent(first) || !order.IsIndependent(second))
            return false;
        List<Statement> a = Tree.All(first.Body.Statements).ToList();
        List<Statement> b = Tree.All(second.Body.Statements).ToList();
        if (a.Select(Tree.Declared).Any(x => x is not null && b.Select(Tree.Declared).Any(y => y?.Name == x.Name)))
            return false;
        return Targets(a).Concat(Targets(b)).All(target => target switch
        {
            Read scalar => !(Tree.Named(a).Contains(scalar.Variable) && Tree.Named(b).Contains(scalar.Variable)),
            Element element => IsApart(element, first, second, a, b),
            _ => false,
        });
    }

    private static IEnumerable<Expr> Targets(List<Statement> body) => body.OfType<Assign>().Select(assign => assign.Target);

    /// <summary>Only one of the loops uses the buffer, or both use but the element that is their iteration's own.</summary>
    private bool IsApart(Element target, For first, For second, List<Statement> a, List<Statement> b)
    {
        Variable root = views.Root(target.Buffer);
        List<Element> inFirst = Elements(a).Where(e => views.MayShare(e.Buffer, target.Buffer)).ToList();
        List<Element> inSecond = Elements(b).Where(e => views.MayShare(e.Buffer, target.Buffer)).ToList();
        if (inFirst.Count == 0 || inSecond.Count == 0)
            return true;
        return inFirst.Concat(inSecond).All(e => e.Buffer is Read { Variable: var named } && named == root
            && e.Index is Read { Variable: var index } && (index == first.Counter || index == second.Counter));
    }

    private static IEnumerable<Element> Elements(IEnumerable<Statement> statements) =>
        statements.SelectMany(Tree.Expressions).SelectMany(Tree.All).OfType<Element>();

    private static For Fuse(For first, For second) => first with
    {
        Body = new Block([.. first.Body.Statements, .. Reversal.Reversed.Rewrite(
            second.Body.Statements, e => e is Read read && read.Variable == second.Counter ? new Read(first.Counter) : null)]),
    };

    /// <summary>A scratch buffer of which a single loop uses just the current element, beginning with an assignment, becomes a local of that loop.</summary>
    private static List<Statement> UseLocals(List<Statement> list)
    {
        NamePositions? named = null;
        var dropped = new HashSet<int>();
        for (int i = list.Count - 1; i >= 0; i--)
        {
            if (list[i] is not Declare { Variable: var buffer, Value: RuntimeCall scratch } || !scratch.Spelling.StartsWith("frame.Scratch<", StringComparison.Ordinal))
                continue;
            List<int> users = [.. (named ??= new NamePositions(list)).Of(buffer).Where(j => j != i)];
            if (users.Count != 1 || list[users[0]] is not For loop || WithLocal(loop, buffer) is not { } changed)
                continue;
            list[users[0]] = changed;
            dropped.Add(i);
        }
        return dropped.Count == 0 ? list : [.. list.Where((_, i) => !dropped.Contains(i))];
    }

    private static For? WithLocal(For loop, Variable buffer)
    {
        var own = new Element(new Read(buffer), new Read(loop.Counter));
        List<Statement> all = Tree.All(loop.Body.Statements).ToList();
        int named = Tree.Named(all).Count(variable => variable == buffer);
        List<Statement> body = [.. loop.Body.Statements];
        int first = body.FindIndex(statement => Tree.Named([statement]).Contains(buffer));
        bool isOwn = named == Elements(all).Count(e => e == own) && body[first] is Assign { Target: Element target, Value: var value } && target == own && !Tree.Reads(value).Contains(buffer);
        if (!isOwn || all.Exists(statement => Tree.Declared(statement)?.Name == buffer.Name))
            return null;
        var local = new Variable(buffer.Id, buffer.Name, buffer.Element, VariableKind.Generated);
        body[first] = new Declare(local, ((Assign)body[first]).Value);
        return loop with { Body = new Block(Reversal.Reversed.Rewrite(body, e => e == own ? new Read(local) : null)) };
    }
}
