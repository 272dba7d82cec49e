using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Rules;

namespace BackpropGen.Generator.Analysis;

/// <summary>
/// Which variables carry derivatives: varied (they depend on a parameter that has a gradient) and useful (something that has a cotangent
/// depends on them). Parameters that have a gradient always count, since their cotangents are the caller's. A variable is taken as a
/// whole, over the whole method (Hascoët and Pascual, The Tapenade tool, 2013, section 5.1).
/// </summary>
internal sealed class Activity
{
    private readonly Facts facts;
    private readonly HashSet<Variable> varied = [];
    private readonly HashSet<Variable> useful = [];
    private readonly Dictionary<Expr, bool> known = new(ReferenceComparer.Instance);

    public Activity(Facts facts)
    {
        this.facts = facts;
        foreach (Leaf leaf in facts.Method.Parameters.SelectMany(p => p.Leaves.Items).Where(leaf => leaf.HasGradient))
        {
            varied.Add(leaf.Variable);
            useful.Add(leaf.Variable);
        }
        List<Flow> flows = Tree.All(facts.Method.Body!.Statements.Items).SelectMany(FlowsOf).ToList();
        Spread(flows, varied, flow => flow.From, flow => flow.To);
        useful.UnionWith(Tree.All(facts.Method.Body!.Statements.Items).OfType<Return>().SelectMany(r => r.Value is null ? [] : Aggregate.Leaves(r.Value).SelectMany(Carriers)));
        Spread(flows, useful, flow => flow.To, flow => flow.From);
    }

    private sealed record Flow(IReadOnlyCollection<Variable> From, IReadOnlyCollection<Variable> To);

    /// <summary>Whether a scalar or (by its storage) a buffer carries derivatives.</summary>
    public bool IsActive(Variable variable)
    {
        if (variable.Type is StructType)
        {
            (Parameter parameter, Part part) = Objects.Find(facts.Method.Parameters, variable);
            return parameter.Leaves.Any(leaf => leaf.HasGradient && leaf.Path.StartsWith(part.Path + ".", StringComparison.Ordinal));
        }
        Variable root = variable.Type is BufferType ? facts.RootOf(variable) : variable;
        return root.Element.IsFloating && !IsNoGradient(root) && varied.Contains(root) && useful.Contains(root);
    }

    /// <summary>Whether the value of an expression carries derivatives. An expression in others is asked for again with each of them.</summary>
    public bool IsActive(Expr expr)
    {
        if (!known.TryGetValue(expr, out bool isActive))
            known[expr] = isActive = IsCarrier(expr) ? Carriers(expr).Any(IsActive) : PartsWithDerivative(expr).Any(IsActive);
        return isActive;
    }

    private static bool IsCarrier(Expr expr) => expr is Read or Element or ScalarCall || expr.Type is not ScalarType { IsFloating: true };

    private bool IsNoGradient(Variable root) => facts.LeafOf(root) is { HasGradient: false };

    /// <summary>Follows the flows from what is in the set to all that they lead to.</summary>
    private static void Spread(
        List<Flow> flows, HashSet<Variable> set, Func<Flow, IReadOnlyCollection<Variable>> from, Func<Flow, IReadOnlyCollection<Variable>> to)
    {
        Dictionary<Variable, List<Flow>> leaving = [];
        foreach (Flow flow in flows)
        {
            foreach (Variable variable in from(flow).Distinct())
                (leaving.TryGetValue(variable, out List<Flow> list) ? list : leaving[variable] = []).Add(flow);
        }
        var open = new Stack<Variable>(set);
        while (open.Count > 0)
        {
            foreach (Variable next in leaving.TryGetValue(open.Pop(), out List<Flow> list) ? list.SelectMany(to) : [])
            {
                if (set.Add(next))
                    open.Push(next);
            }
        }
    }

    private IEnumerable<Flow> FlowsOf(Statement statement) => statement switch
    {
        Declare { Variable.Type: ScalarType, Value: { } value } s => [new(Carriers(value), [s.Variable])],
        // Which storage a view names is not known, so that all of them count as one.
        Declare { Variable: { Type: BufferType } view, Value: { } buffers } when Tree.IsChoice(buffers) => [new(facts.RootsOf(view), [view]), new([view], facts.RootsOf(view))],
        Assign { Target: Read { Variable: var target } } s => [new(Carriers(s.Value), [target])],
        Assign { Target: Element target } s => [new(Carriers(s.Value), [facts.RootOf(target.Buffer)])],
        Copy s => [new([facts.RootOf(s.Source)], [facts.RootOf(s.Destination)])],
        Fill { Value: { } value } s => [new(Carriers(value), [facts.RootOf(s.Destination)])],
        Invoke s => [FlowOf(s)],
        _ => [],
    };

    private Flow FlowOf(Invoke invoke)
    {
        var from = new List<Variable>();
        var to = new List<Variable>();
        for (int i = 0; i < invoke.Arguments.Count; i++)
        {
            Parameter parameter = invoke.Callee.Parameters[i];
            if (!parameter.HasGradient)
                continue;
            if (invoke.Arguments[i].Type is StructType)
            {
                List<(Leaf Own, Leaf Called)> pairs = facts.Pairs(invoke.Arguments[i], parameter).Where(pair => pair.Called.HasGradient).ToList();
                from.AddRange(pairs.Select(pair => pair.Own.Variable));
                to.AddRange(pairs.Where(pair => parameter.Writes(pair.Called)).Select(pair => pair.Own.Variable));
                continue;
            }
            List<Variable> carriers = invoke.Arguments[i].Type is ScalarType
                ? Carriers(invoke.Arguments[i]).ToList() : [facts.RootOf(invoke.Arguments[i])];
            if (parameter.Passing != Passing.Out)
                from.AddRange(carriers);
            if (parameter.IsWritten)
                to.AddRange(carriers);
        }
        if (invoke.Result is { } result)
            to.Add(result);
        return new Flow(from, to);
    }

    /// <summary>The floating-point variables through which derivatives reach the value of an expression.</summary>
    private IReadOnlyCollection<Variable> Carriers(Expr expr)
    {
        var found = new HashSet<Variable>();
        Collect(expr);
        return found;

        void Collect(Expr e)
        {
            if (e.Type is not ScalarType { IsFloating: true })
                return;
            switch (e)
            {
                case Read read:
                    found.Add(read.Variable);
                    break;
                case Element element:
                    found.Add(facts.RootOf(element.Buffer));
                    break;
                case ScalarCall call:
                    IReadOnlyCollection<Variable> carriers = Carriers(call.Callee.Expression!);
                    for (int i = 0; i < call.Arguments.Count; i++)
                    {
                        if (call.Callee.Parameters[i].HasGradient && carriers.Contains(call.Callee.Parameters[i].Variable))
                            Collect(call.Arguments[i]);
                    }
                    break;
                default:
                    foreach (Expr operand in PartsWithDerivative(e))
                        Collect(operand);
                    break;
            }
        }
    }

    /// <summary>The operands of which the value of an expression has a derivative.</summary>
    private static IEnumerable<Expr> PartsWithDerivative(Expr expr) => expr switch
    {
        Conditional c => [c.WhenTrue, c.WhenFalse],
        MathCall call => MathFunctions.Find(call) is { } rule ? call.Arguments.Items.Where((_, i) => rule.Cotangents[i] is not null) : [],
        Detached => [],
        _ => Tree.Operands(expr),
    };
}
