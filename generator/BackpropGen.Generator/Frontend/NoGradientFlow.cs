using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Rules;

namespace BackpropGen.Generator.Frontend;

/// <summary>
/// Where values that depend on a gradient parameter are stored in a [NoGradient] one and read from it again. There is no place for the
/// cotangent of such a parameter, so that the gradient would be lost on the way.
/// </summary>
internal sealed class NoGradientFlow
{
    private static readonly Variable Result = new(-1, "result", ScalarType.Double, VariableKind.Generated);

    private readonly Storage storage;
    private readonly List<(HashSet<Variable> From, List<Variable> To, Statement At)> flows;

    private NoGradientFlow(Method method, Storage storage)
    {
        this.storage = storage;
        flows = Tree.All(method.Body!.Statements.Items).Select(statement => (From(statement), To(statement).ToList(), statement)).ToList();
    }

    public static IEnumerable<(Statement At, Leaf Lost)> Losses(Method method, Storage storage)
    {
        Leaf[] leaves = method.Parameters.SelectMany(parameter => parameter.Leaves.Items).ToArray();
        Leaf[] withoutGradient = leaves.Where(leaf => leaf.IsNoGradient && leaf.Variable.Element.IsFloating).ToArray();
        if (withoutGradient.Length == 0)
            yield break;

        var flow = new NoGradientFlow(method, storage);
        HashSet<Variable> varied = flow.Varied(leaves.Where(leaf => leaf.HasGradient).Select(leaf => leaf.Variable));
        foreach (Leaf leaf in withoutGradient)
        {
            Variable lost = leaf.Variable;
            bool isRead = flow.flows.Any(step => step.From.Contains(lost) && step.To.Any(to => to != lost));
            Statement? write = flow.flows
                .Where(step => step.To.Contains(lost) && step.From.Any(from => from != lost && varied.Contains(from)))
                .Select(step => step.At).FirstOrDefault();
            if (isRead && write is not null)
                yield return (write, leaf);
        }
    }

    private HashSet<Variable> Varied(IEnumerable<Variable> seeds)
    {
        HashSet<Variable> varied = [.. seeds];
        Dictionary<Variable, List<List<Variable>>> leaving = [];
        foreach ((HashSet<Variable> from, List<Variable> to, _) in flows)
        {
            foreach (Variable variable in from)
                (leaving.TryGetValue(variable, out List<List<Variable>> list) ? list : leaving[variable] = []).Add(to);
        }
        var open = new Stack<Variable>(varied);
        while (open.Count > 0)
        {
            foreach (Variable next in leaving.TryGetValue(open.Pop(), out List<List<Variable>> list) ? list.SelectMany(to => to) : [])
            {
                if (varied.Add(next))
                    open.Push(next);
            }
        }
        return varied;
    }

    private IEnumerable<Variable> To(Statement statement) => statement switch
    {
        Declare { Variable: { Type: ScalarType { IsFloating: true } } variable } => [variable],
        Assign { Target: Read { Variable: { Type: ScalarType { IsFloating: true } } variable } } => [variable],
        Assign { Target: Element element } => storage.RootsOf(element.Buffer),
        Copy copy => storage.RootsOf(copy.Destination),
        Fill fill => storage.RootsOf(fill.Destination),
        Invoke invoke => invoke.Arguments.Items.SelectMany((argument, i) => Written(argument, invoke.Callee.Parameters[i]))
            .Concat(invoke.Result is { } result ? [result] : []),
        Return => [Result],
        _ => [],
    };

    private IEnumerable<Variable> Written(Expr argument, Parameter parameter) => argument.Type is StructType
        ? storage.Pairs(argument, parameter).Where(pair => parameter.Writes(pair.Called)).Select(pair => pair.Own.Variable)
        : parameter.IsWritten ? storage.RootsOf(argument) : [];

    private HashSet<Variable> From(Statement statement)
    {
        HashSet<Variable> from = [];
        switch (statement)
        {
            case Copy copy:
                from.UnionWith(storage.RootsOf(copy.Source));
                break;
            case Invoke invoke:
                for (int i = 0; i < invoke.Arguments.Count; i++)
                {
                    if (!invoke.Callee.Parameters[i].HasGradient || invoke.Callee.Parameters[i].Passing == Passing.Out)
                        continue;
                    if (invoke.Arguments[i].Type is StructType)
                    {
                        from.UnionWith(storage.Pairs(invoke.Arguments[i], invoke.Callee.Parameters[i]).Select(pair => pair.Own.Variable));
                        continue;
                    }
                    from.UnionWith(storage.RootsOf(invoke.Arguments[i]));
                    Collect(invoke.Arguments[i], from);
                }
                break;
            case Throw or Guard or Effect:
                break;
            case Assign assign:
                Collect(assign.Value, from);
                break;
            default:
                foreach (Expr expr in Tree.Expressions(statement).SelectMany(Aggregate.Leaves))
                    Collect(expr, from);
                break;
        }
        return from;
    }

    /// <summary>The floating-point variables through which derivatives reach a value.</summary>
    private void Collect(Expr expr, HashSet<Variable> from)
    {
        if (expr.Type is not ScalarType { IsFloating: true })
            return;
        if (expr is Read read)
            from.Add(read.Variable);
        else if (expr is Element element)
            from.UnionWith(storage.RootsOf(element.Buffer));
        Rule? rule = expr is MathCall call ? MathFunctions.Find(call) : null;
        int i = 0;
        foreach (Expr operand in Tree.Operands(expr))
        {
            if (rule is null || rule.Cotangents[i++] is not null)
                Collect(operand, from);
        }
    }
}
