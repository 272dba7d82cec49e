using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Frontend.ControlFlow;

/// <summary>
/// Takes jumps away: afterwards the only one is <see cref="Break"/>, at the end of its path. What would follow a path that jumps moves into
/// the other branch; where both branches may go on, and out of nested loops, a flag says that the jump is due.
/// (Peterson, Kasami and Tokura, On the capabilities of while, repeat and exit statements, 1973.)
/// </summary>
/// <param name="newFlag">Makes a fresh truth value of about this name.</param>
internal sealed class StructuredJumps(Func<string, Variable> newFlag)
{
    private static readonly Expr True = Constant.Of(ScalarType.Bool, 1);
    private static readonly Expr False = Constant.Of(ScalarType.Bool, 0);

    /// <summary>Statements without jumps, from statements whose jumps all lead to labels among them.</summary>
    public List<Statement> Run(IEnumerable<Statement> statements) => Tail([.. statements]);

    /// <summary>Statements in which every jump is the last of its path.</summary>
    private List<Statement> Tail(List<Statement> list)
    {
        for (int i = 0; i < list.Count; i++)
        {
            Statement statement = list[i];
            switch (statement)
            {
                case Jump:
                    return list.GetRange(0, i + 1);
                case Labeled labeled:
                    list = Replaced(list, i, WithoutLabel(labeled));
                    i--;
                    break;
                case For or While when Targets(statement).Count > 0 || Tree.All(statement).Any(inner => inner is Labeled):
                    list = Replaced(list, i, Loop(statement, null));
                    i--;
                    break;
                case If branch when Targets(branch).Count > 0:
                    return [.. list.GetRange(0, i), .. Branch(branch, list.GetRange(i + 1, list.Count - i - 1))];
                case If branch when Tree.All(branch).Any(inner => inner is Labeled):
                    list[i] = branch with { Then = Tail(branch.Then), Else = Tail(branch.Else) };
                    break;
            }
        }
        return list;
    }

    /// <summary>The list with others in place of one statement.</summary>
    private static List<Statement> Replaced(List<Statement> list, int position, List<Statement> by)
    {
        list.RemoveAt(position);
        list.InsertRange(position, by);
        return list;
    }

    private Block Tail(Block block) => new(Tail([.. block.Statements]));

    private int level;

    /// <summary>So many branches stand in each other that they were left as they are.</summary>
    public bool IsTooDeep { get; private set; }

    /// <summary>A branch of which some path jumps, and what follows it.</summary>
    private List<Statement> Branch(If branch, List<Statement> rest)
    {
        IsTooDeep |= level >= LanguageSubset.MaximumBranches;
        if (IsTooDeep)
            return [branch, .. rest];
        level++;
        List<Statement> structured = Structured(branch, rest);
        level--;
        return structured;
    }

    private List<Statement> Structured(If branch, List<Statement> rest)
    {
        if (rest.Count == 0)
            return [branch with { Then = Tail(branch.Then), Else = Tail(branch.Else) }];
        if (AlwaysJumps(branch.Then))
            return [branch with { Then = Tail(branch.Then), Else = Tail(new Block([.. branch.Else.Statements, .. rest])) }];
        if (AlwaysJumps(branch.Else))
            return [branch with { Then = Tail(new Block([.. branch.Then.Statements, .. rest])), Else = Tail(branch.Else) }];
        List<Statement> chosen = [branch with { Then = Tail(branch.Then), Else = Tail(branch.Else) }];
        return Flagged(chosen, rest, []);
    }

    /// <summary>Statements whose jumps are noted in flags, and afterwards the jumps that are due, or the rest.</summary>
    /// <param name="leave">What stands in for a jump, once it is noted.</param>
    private List<Statement> Flagged(List<Statement> statements, List<Statement> rest, Statement[] leave)
    {
        Dictionary<int, Variable> flags = Targets(statements).ToDictionary(target => target, _ => newFlag("leaves"));
        List<Statement> noted = Replace(statements, jump => [new Assign(new Read(flags[jump.Label]), True), .. leave]);
        List<Statement> after = Tail(rest);
        foreach (KeyValuePair<int, Variable> flag in flags.Reverse())
            after = [new If(new Read(flag.Value), new Block([new Jump(flag.Key)]), new Block(after))];
        return [.. flags.Values.Select(flag => new Declare(flag, False)), .. noted, .. after];
    }

    /// <summary>A loop that is left by jumps: to the label around it by a break, to others by a break and a flag.</summary>
    private List<Statement> Loop(Statement loop, int? around)
    {
        Statement tail = Tree.MapBlocks(loop, Tail);
        if (around is { } label)
            tail = Tree.MapBlocks(tail, body => new Block(Replace(body.Statements, jump => jump.Label == label ? [new Break()] : [jump])));
        List<Statement> whole = Targets(tail).Count == 0 ? [tail] : Flagged([tail], [], [new Break()]);
        return [.. whole.SelectMany(Once)];
    }

    /// <summary>A loop that never comes around is none.</summary>
    private static IEnumerable<Statement> Once(Statement statement)
    {
        if (!Tree.IsLoop(statement) || !Tree.Blocks(statement).All(AlwaysBreaks))
            return [statement];
        if (statement is not For loop)
        {
            var endless = (While)statement;
            Block body = WithoutBreaks(endless.Body);
            return endless.Condition == True ? body.Statements : [new If(endless.Condition, body, Block.Empty)];
        }
        var counter = new Read(loop.Counter with { Kind = VariableKind.Local });
        List<Statement> inside = Tree.Rewrite(WithoutBreaks(loop.Body).Statements, e => e is Read { Variable: var variable } && variable == loop.Counter ? counter : null);
        return [new If(loop.Test(loop.Start), new Block([new Declare(counter.Variable, loop.Start), .. inside]), Block.Empty)];
    }

    private static bool AlwaysBreaks(Block block) => block.Statements.Items.LastOrDefault() switch
    {
        Break => true,
        If branch => AlwaysBreaks(branch.Then) && AlwaysBreaks(branch.Else),
        _ => false,
    };

    private static Block WithoutBreaks(Block block) => new(block.Statements.Where(statement => statement is not Break)
        .Select(statement => Tree.IsLoop(statement) ? statement : Tree.MapBlocks(statement, WithoutBreaks)).ToList());

    /// <summary>The statements under a label, without the jumps to it.</summary>
    private List<Statement> WithoutLabel(Labeled labeled)
    {
        List<Statement> body = [.. labeled.Body.Statements];
        if (body.LastOrDefault() is { } last && Tree.IsLoop(last))
        {
            body.RemoveAt(body.Count - 1);
            body.AddRange(Loop(last, labeled.Label));
        }
        return Fall(Tail(body), labeled.Label);
    }

    /// <summary>At the end of the labelled statements a jump to their end does nothing.</summary>
    private static List<Statement> Fall(List<Statement> list, int label)
    {
        switch (list.LastOrDefault())
        {
            case Jump jump when jump.Label == label:
                return list.GetRange(0, list.Count - 1);
            case If branch:
                If fallen = branch with { Then = new(Fall([.. branch.Then.Statements], label)), Else = new(Fall([.. branch.Else.Statements], label)) };
                List<Statement> before = list.GetRange(0, list.Count - 1);
                return (fallen.Then.Statements.Count, fallen.Else.Statements.Count) switch
                {
                    (0, 0) => before,
                    (0, _) => [.. before, fallen with { Condition = Negation.Of(fallen.Condition), Then = fallen.Else, Else = Block.Empty }],
                    _ => [.. before, fallen],
                };
            default:
                return list;
        }
    }

    private static bool AlwaysJumps(Block block) => block.Statements.Any(statement => statement is Jump
        || (statement is If branch && AlwaysJumps(branch.Then) && AlwaysJumps(branch.Else)));

    private static HashSet<int> Targets(Statement statement) => Targets([statement]);

    /// <summary>The labels outside that the statements may jump to.</summary>
    private static HashSet<int> Targets(IEnumerable<Statement> statements)
    {
        List<Statement> all = [.. Tree.All(statements)];
        var targets = new HashSet<int>(all.OfType<Jump>().Select(jump => jump.Label));
        targets.ExceptWith(all.OfType<Labeled>().Select(labeled => labeled.Label));
        return targets;
    }

    private static List<Statement> Replace(IEnumerable<Statement> statements, Func<Jump, List<Statement>> replacement) =>
        statements.SelectMany(statement => statement is Jump jump
            ? replacement(jump)
            : [Tree.MapBlocks(statement, block => new Block(Replace(block.Statements, replacement)))]).ToList();
}
