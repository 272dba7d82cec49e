using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes.Reversal;

namespace BackpropGen.Generator.Passes;

/// <summary>
/// Where an object is of a class, a local of that class: <c>Dense dense = (Dense)Layer;</c> instead of a cast at each use. The last pass: names
/// have their final form.
/// </summary>
internal sealed class NameCasts
{
    private readonly Method method;
    private readonly HashSet<string> taken;
    private readonly List<(string Cast, string Local)> open = [];

    private NameCasts(Method method, IEnumerable<Statement> statements)
    {
        this.method = method;
        taken = [.. method.ReservedNames, .. method.GeneratedNames, .. Tree.All(statements).Select(Tree.Declared).OfType<Variable>().Select(variable => variable.Name)];
    }

    /// <summary>Few uses are not worth a local.</summary>
    private const int Worth = 2;

    public static Block? Run(Block? block, Method method)
    {
        if (block is null || !method.Parameters.Any(parameter => parameter.SeenClasses.Count > 0))
            return block;
        var pass = new NameCasts(method, block.Statements.Items);
        // What has one class only needs no branch.
        List<Part> certain = method.Parameters.SelectMany(parameter => parameter.Parts.Items.Prepend(parameter.Whole)).Where(part => part is { Classes.Count: 1, Guard: null }).ToList();
        int start = 1 + block.Statements.Items.ToList().FindLastIndex(statement => statement is OpenFrame or Checks or Gap);
        List<Statement> named = pass.Enter([.. block.Statements.Items.Skip(start)], certain.ConvertAll(part => part.Variable));
        return new Block([.. block.Statements.Items.Take(start), .. named]);
    }

    private List<Statement> Visit(IEnumerable<Statement> statements) => statements.Select(Visit).ToList();

    private Statement Visit(Statement statement)
    {
        if (statement is not If branch || Asked(branch) is not { Count: > 0 } asked)
            return Tree.MapBlocks(statement, block => new Block(Visit(block.Statements.Items)));
        // An else that asks again is another branch of the same choice.
        bool isChain = branch.Else.Statements is { Count: 1 } rest && rest[0] is If next && Asked(next).SequenceEqual(asked);
        return branch with
        {
            Then = new Block(Enter(branch.Then.Statements.Items, asked)),
            Else = new Block(isChain ? Visit(branch.Else.Statements.Items) : Enter(branch.Else.Statements.Items, asked)),
        };
    }

    private static List<Variable> Asked(If branch) =>
        Tree.All(branch.Condition).OfType<IsType>().Select(test => ((Read)test.Whole).Variable).Distinct().ToList();

    /// <summary>The statements of a branch in which the classes of objects are known.</summary>
    private List<Statement> Enter(IReadOnlyList<Statement> statements, List<Variable> objects)
    {
        var locals = new List<Statement>();
        int outer = open.Count;
        foreach (Variable whole in objects)
        {
            (Parameter parameter, Part part) = method.Parameters.SelectMany(p => p.Parts.Items.Prepend(p.Whole).Select(inner => (p, inner))).First(pair => pair.inner.Variable.Id == whole.Id);
            string gradient = Renamed(MemberPath.Of(parameter.GradientName, part.Path));
            foreach (SeenClass seen in parameter.SeenClasses.Distinct())
            {
                string cast = MemberPath.As(seen.TypeName);
                foreach ((string root, string name) in new[] { (whole.Name, seen.Local), (gradient, Names.Cotangent(seen.Local)) })
                {
                    string text = MemberPath.Of(root, cast);
                    if (Tree.Named(Known(statements, whole)).Count(variable => variable.Name.Contains(text)) < Worth)
                        continue;
                    string local = name;
                    for (int suffix = 2; !taken.Add(local); suffix++)
                        local = name + suffix;
                    open.Add((text, local));
                    locals.Add(new Declare(new Variable(int.MaxValue - open.Count, local, new StructType(seen.TypeName), VariableKind.Generated), new Verbatim($"({seen.TypeName}){root}")));
                    Expr? Replace(Expr expr) => expr is Read { Variable: var variable } && variable.Name.Contains(text)
                        ? new Read(variable with { Name = variable.Name.Replace(text, local) }) : null;
                    statements = [.. statements.Select(statement => Rewrite(statement, whole, Replace))];
                }
            }
        }
        List<Statement> named = [.. locals, .. Visit(statements)];
        // Other branches may use the names again.
        taken.ExceptWith(open.Skip(outer).Select(pair => pair.Local));
        open.RemoveRange(outer, open.Count - outer);
        return named;
    }

    /// <summary>Where nothing asks for the class once more: there it may be another one.</summary>
    private static IEnumerable<Statement> Known(IEnumerable<Statement> statements, Variable whole) => statements.Select(statement => AsksAgain(statement, whole)
        ? Tree.MapBlocks(statement, _ => Block.Empty) : Tree.MapBlocks(statement, block => new Block([.. Known(block.Statements.Items, whole)])));

    private static Statement Rewrite(Statement statement, Variable whole, Func<Expr, Expr?> replace)
    {
        Statement mapped = Tree.Map(statement, expr => Tree.Rewrite(expr, replace));
        return AsksAgain(statement, whole) ? mapped : Tree.MapBlocks(mapped, block => new Block([.. block.Statements.Items.Select(inner => Rewrite(inner, whole, replace))]));
    }

    private static bool AsksAgain(Statement statement, Variable whole) => statement is If branch && Asked(branch).Exists(asked => asked.Id == whole.Id);

    private string Renamed(string text) => open.Aggregate(text, (name, pair) => name.Replace(pair.Cast, pair.Local));
}
