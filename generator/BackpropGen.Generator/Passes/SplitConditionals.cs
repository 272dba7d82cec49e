using BackpropGen.Generator.Analysis;
using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Rules;

namespace BackpropGen.Generator.Passes;

/// <summary>
/// A conditional expression whose branches have values that the backward pass wants, and that therefore are computed beforehand, becomes a
/// statement: <c>double choice; if (c) choice = a; else choice = b;</c>. Others stay: <c>x > 0 ? x : 0.01 * x</c>.
/// </summary>
internal sealed class SplitConditionals
{
    private readonly Facts facts;
    private readonly Activity activity;
    private int nextId;
    private int count;

    private SplitConditionals(Method method)
    {
        facts = new Facts(method);
        activity = new Activity(facts);
        nextId = Tree.All(method.Body!.Statements.Items).Select(Tree.Declared).Concat(method.Parameters.SelectMany(p => p.Leaves.Select(l => l.Variable).Concat(p.Parts.Select(part => part.Variable)).Prepend(p.Variable)))
            .Max(variable => variable?.Id ?? 0) + 1;
    }

    public static Method Run(Method method)
    {
        if (!Tree.AllExpressions(method.Body!.Statements.Items).Any(e => e is Conditional or ScalarCall))
            return method;
        var pass = new SplitConditionals(method);
        Block body = pass.Visit(method.Body!);
        var names = Enumerable.Range(1, pass.count).Select(NameOf);
        return pass.count == 0 ? method : Run(method with { Body = body, ReservedNames = method.ReservedNames.Items.Concat(names).ToList() });
    }

    private static string NameOf(int number) => number == 1 ? "choice" : "choice" + number;

    private Block Visit(Block block)
    {
        var statements = new List<Statement>();
        foreach (Statement statement in block.Statements.Items)
        {
            Statement inner = Tree.MapBlocks(statement, Visit);
            // The condition of a loop is evaluated again and again, and what is told perhaps not at all; both carry no derivative.
            statements.Add(inner is While or Effect ? inner : Tree.Map(inner, expr => Tree.Rewrite(expr, Replace)));
        }
        return new Block(statements);

        Expr? Replace(Expr expr) => expr switch
        {
            Conditional choice when HasToGo(choice) => Split(choice, statements),
            ScalarCall call when activity.IsActive(call) && HasChoice(call) => Tree.Rewrite(CalledExpressions.Of(call), Replace),
            _ => null,
        };
    }

    /// <summary>Whether there is one that has to go inside the called expression, between calls that remain or without any.</summary>
    private bool HasChoice(ScalarCall call) =>
        new[] { CalledExpressions.Of(call), CalledExpressions.Whole(call) }.Any(called => Tree.All(called).OfType<Conditional>().Any(HasToGo));

    private bool HasToGo(Conditional choice) => activity.IsActive(choice) && !(CanStay(choice.WhenTrue) && CanStay(choice.WhenFalse));

    private Expr Split(Conditional conditional, List<Statement> before)
    {
        string name = NameOf(++count);
        while (facts.Method.ReservedNames.Contains(name))
            name = NameOf(++count);
        var choice = new Variable(nextId++, name, conditional.Type, VariableKind.Local);
        before.Add(new Declare(choice, null));
        before.Add(new If(
            conditional.Condition,
            Visit(new Block([new Assign(new Read(choice), conditional.WhenTrue)])),
            Visit(new Block([new Assign(new Read(choice), conditional.WhenFalse)]))));
        return new Read(choice);
    }

    /// <summary>Nothing in the branch has to be computed beforehand: its operands are never overwritten, or no rule reads them.</summary>
    private bool CanStay(Expr branch) => IsLinear(branch) || Tree.All(branch).All(e => e switch
    {
        ScalarCall => false,
        MathCall call => MathFunctions.Find(call) is null or { ReadsResult: false },
        Element element => IsConstant(element.Buffer),
        Length { Buffer: var buffer } => IsConstant(buffer),
        _ => true,
    });

    private bool IsConstant(Expr buffer) => !facts.AccessesTo(facts.RootOf(buffer)).HasWrites
        && facts.IsPassedBackward(facts.RootOf(buffer));

    private static bool IsLinear(Expr branch) => branch switch
    {
        Constant or Read => true,
        // Which row it is, may be an element that is overwritten.
        Element { Index: Constant or Read { Variable.Kind: VariableKind.Counter } } element => !Tree.All(element.Buffer).Any(part => part is Element),
        Unary u => IsLinear(u.Operand),
        Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } b => IsLinear(b.Left) && IsLinear(b.Right),
        Conditional c => IsLinear(c.WhenTrue) && IsLinear(c.WhenFalse) && c.Condition is Binary { Left: Constant or Read, Right: Constant or Read },
        _ => false,
    };
}
