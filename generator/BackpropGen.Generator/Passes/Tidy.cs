using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes;

/// <summary>Makes generated blocks read as if written by hand: cotangents begin with their first contribution, nothing idle stays.</summary>
internal static class Tidy
{
    /// <summary>A backward pass, or a tape size. Forward passes are the user's code and keep its form, to the last bit of their values.</summary>
    public static List<Statement> Run(IReadOnlyCollection<Statement> statements) => Run(statements, new Views(statements));

    private static List<Statement> Run(IEnumerable<Statement> statements, Views views)
    {
        List<Statement> list = statements.Select(statement =>
            Tree.MapBlocks(Tree.Map(statement, Simplify.Of), block => new Block(Run(block.Statements.Items, views)))).ToList();
        DropDeadZeros(list);
        MergeFirstContributions(list);
        FoldClearedPlaces(list, views);
        return RaiseRemarks(DropIdle(list));
    }

    private static bool IsZero(Expr? expr) => expr is Constant { Value: 0 };

    private static bool Names(Statement statement, Variable variable) => Tree.Named([statement]).Contains(variable);

    /// <summary><c>double dV = 0; … dV += e;</c> becomes <c>double dV = e;</c>, at the place of its first use.</summary>
    private static void MergeFirstContributions(List<Statement> list)
    {
        if (!list.Exists(IsZeroed))
            return;
        // Long methods have many cotangents: from the end on, the first statement that names each is kept in mind.
        var statements = new LinkedList<Statement>(list);
        Dictionary<Variable, LinkedListNode<Statement>> firsts = [];
        for (LinkedListNode<Statement>? node = statements.Last, next; node is not null; node = next)
        {
            next = node.Previous;
            if (node.Value is not Declare { Variable: var variable } declare || !IsZeroed(declare))
            {
                foreach (Variable named in Tree.Named([node.Value]))
                    firsts[named] = node;
                continue;
            }
            if (firsts.TryGetValue(variable, out LinkedListNode<Statement> first))
            {
                if (FirstContribution(first.Value, variable) is { } contribution)
                    first.Value = declare with { Value = contribution };
                else
                    statements.AddBefore(first.Previous is { Value: Remark } remark ? remark : first, declare);
            }
            statements.Remove(node);
        }
        list.Clear();
        list.AddRange(statements);
    }

    /// <summary>A cotangent that begins with 0.</summary>
    private static bool IsZeroed(Statement statement) =>
        statement is Declare { Variable: { Kind: VariableKind.Generated, Type: ScalarType }, Value: var value } && IsZero(value);

    /// <summary>What a statement adds to a variable that is 0; null where it does something else.</summary>
    private static Expr? FirstContribution(Statement statement, Variable variable) => statement switch
    {
        Assign { Target: Read { Variable: var target }, Value: Binary { Operator: BinaryOperator.Add, Left: Read { Variable: var self }, Right: var e } }
            when target == variable && self == variable && !Tree.Reads(e).Contains(variable) => e,
        Assign { Target: Read { Variable: var target }, Value: Binary { Operator: BinaryOperator.Subtract, Left: Read { Variable: var self }, Right: var e } }
            when target == variable && self == variable && !Tree.Reads(e).Contains(variable) => Simplify.Of(-e),
        _ => null,
    };

    /// <summary><c>d[i] = 0; d[i] += e;</c> becomes <c>d[i] = e;</c>, and nothing where e is what stood there.</summary>
    private static void FoldClearedPlaces(List<Statement> list, Views views)
    {
        for (int i = list.Count - 2; i >= 0; i--)
        {
            if (list[i] is not Assign { Target: Element place, Value: var cleared } || !IsZero(cleared)
                || list[i + 1] is not Assign { Target: Element target, Value: Binary { Operator: BinaryOperator.Add, Left: Element self, Right: var value } } sum
                || target != place || self != place || Tree.All(value).OfType<Element>().Any(e => views.MayShare(e.Buffer, place.Buffer)))
                continue;
            bool isWhatStoodThere = i > 0 && value is Read { Variable: var old } && list[i - 1] is Declare { Value: var moved } declare && declare.Variable == old && moved == place;
            list.RemoveAt(i);
            if (isWhatStoodThere)
                list.RemoveAt(i);
            else
                list[i] = sum with { Value = value };
        }
    }

    /// <summary>A cotangent need not be set to 0 where nothing in its scope reads it afterwards.</summary>
    private static void DropDeadZeros(List<Statement> scope)
    {
        List<Variable> own = [.. scope.OfType<Declare>().Select(d => d.Variable).Where(v => v is { Kind: VariableKind.Generated, Type: ScalarType })];
        if (own.Count == 0)
            return;
        HashSet<Variable> cleared = [.. Tree.All(scope).OfType<Assign>().Where(assign => IsZero(assign.Value)).Select(assign => assign.Target).OfType<Read>().Select(read => read.Variable)];
        if (cleared.Count == 0)
            return;
        var named = new NamePositions(scope);
        var dropped = new HashSet<int>();
        foreach (Variable variable in own.Where(cleared.Contains))
        {
            bool isLive = false;
            foreach (int i in named.Of(variable).Reverse())
            {
                List<Statement> left = Drop([scope[i]], variable, isLive);
                if (left.Count == 0)
                    dropped.Add(i);
                else
                    scope[i] = left[0];
                isLive |= left.Count > 0 && !IsClearing(left[0], variable);
            }
        }
        if (dropped.Count == 0)
            return;
        List<Statement> rest = [.. scope.Where((_, i) => !dropped.Contains(i))];
        scope.Clear();
        scope.AddRange(rest);

        static List<Statement> Drop(List<Statement> list, Variable variable, bool isLive)
        {
            for (int i = list.Count - 1; i >= 0; i--)
            {
                if (IsClearing(list[i], variable))
                {
                    if (!isLive)
                        list.RemoveAt(i);
                }
                else if (Names(list[i], variable))
                {
                    if (list[i] is If branch)
                        list[i] = Tree.MapBlocks(branch, block => new Block(Drop([.. block.Statements], variable, isLive)));
                    isLive = true;
                }
            }
            return list;
        }
    }

    private static bool IsClearing(Statement statement, Variable variable) =>
        statement is Assign { Target: Read { Variable: var target }, Value: var value } && target == variable && IsZero(value);

    /// <summary>Removes loops and branches that do nothing, and remarks on nothing.</summary>
    private static List<Statement> DropIdle(List<Statement> list)
    {
        list.RemoveAll(statement => statement is If { Then.Statements.Count: 0, Else.Statements.Count: 0 } or For { Body.Statements.Count: 0 }
            || (statement is Assign { Target: Read target } assign && assign.Value == target));
        for (int i = list.Count - 1; i >= 0; i--)
        {
            if (list[i] is If { Then.Statements.Count: 0 } branch)
                list[i] = branch with { Condition = Negation.Of(branch.Condition), Then = branch.Else, Else = Block.Empty };
            if (list[i] is Remark && (i + 1 == list.Count || list[i + 1] is Remark))
                list.RemoveAt(i);
        }
        return list;
    }

    /// <summary>The only remark in a loop stands above it.</summary>
    private static List<Statement> RaiseRemarks(List<Statement> list)
    {
        var raised = new List<Statement>();
        foreach (Statement statement in list)
        {
            if (statement is For loop && Tree.All(loop).Count(s => s is Remark) == 1 && loop.Body.Statements.FirstOrDefault(s => s is Remark) is { } remark)
            {
                raised.Add(remark);
                raised.Add(loop with { Body = new Block(loop.Body.Statements.Where(s => s is not Remark).ToList()) });
            }
            else
            {
                raised.Add(statement);
            }
        }
        return raised;
    }
}
