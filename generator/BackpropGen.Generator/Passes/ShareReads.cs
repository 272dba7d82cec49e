using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes.Reversal;

namespace BackpropGen.Generator.Passes;

/// <summary>An index or an element that a block names again and again gets a name of its own, as a person would give it.</summary>
internal sealed class ShareReads(Symbols symbols, Views views)
{
    private const int Often = 3;

    public static List<Statement> Run(List<Statement> statements, Symbols symbols) => new ShareReads(symbols, new Views(statements)).Visit(statements, isLoop: false);

    private List<Statement> Visit(List<Statement> statements, bool isLoop)
    {
        List<Statement> list = statements.ConvertAll(statement => Tree.MapBlocks(statement, block => new Block(Visit([.. block.Statements], statement is For))));
        if (!isLoop || !list.TrueForAll(statement => statement is Assign or Declare { Variable.Type: ScalarType, Value: not RuntimeCall } or Remark))
            return list;
        List<Expr> written = [.. list.OfType<Assign>().Select(assign => assign.Target).OfType<Element>().Select(target => target.Buffer).Distinct()];
        foreach (Expr read in Repeated(list, e => e is Element element && !written.Exists(buffer => views.MayShare(buffer, element.Buffer))))
            list = Share(list, read, NameOf((Element)read));
        foreach (Expr index in Repeated(list.SelectMany(Written).SelectMany(Tree.All).OfType<Element>().Select(e => e.Index), IsProduct))
            list = Share(list, index, "at");
        return list;
    }

    /// <summary><c>xhK</c> for <c>xh[k]</c>.</summary>
    private static string NameOf(Element element) => Names.Of(Tree.BufferVariable(element.Buffer))
        + (element.Index is Read { Variable: var index } ? Names.Pascal(index.Name) : "Here");

    private static bool IsProduct(Expr index) => index is Binary && Tree.All(index).Any(e => e is Binary { Operator: BinaryOperator.Multiply });

    private static IEnumerable<Expr> Repeated(List<Statement> list, Func<Expr, bool> where) => Repeated(list.SelectMany(Written).SelectMany(Tree.All), where);

    /// <summary>The expressions of a statement as they are written: <c>d[k] += e</c> names its target once.</summary>
    private static IEnumerable<Expr> Written(Statement statement) =>
        statement is Assign { Target: var target, Value: Binary sum } && sum.Left == target ? [target, sum.Right] : Tree.Expressions(statement);

    private static IEnumerable<Expr> Repeated(IEnumerable<Expr> all, Func<Expr, bool> where) =>
        all.Where(where).GroupBy(e => e).Where(group => group.Count() >= Often).Select(group => group.Key).ToList();

    /// <summary>Declares the value before its first use, unless what it is made of is declared or assigned in the block later.</summary>
    private List<Statement> Share(List<Statement> list, Expr value, string name)
    {
        int first = list.FindIndex(statement => Tree.Expressions(statement).SelectMany(Tree.All).Contains(value));
        HashSet<Variable> read = [.. Tree.Reads(value)];
        if (first < 0 || list.Skip(first).Any(s => s is Declare d && read.Contains(d.Variable) || s is Assign { Target: Read { Variable: var target } } && read.Contains(target)))
            return list;
        Variable shared = symbols.New(name, value.Type);
        Expr Use(Expr expr) => Tree.Rewrite(expr, e => e == value ? new Read(shared) : null);
        List<Statement> result = list.ConvertAll(statement => Tree.Map(statement, Use));
        if (first > 0 && result[first - 1] is Remark)
            first--;
        result.Insert(first, new Declare(shared, value));
        return result;
    }
}
