using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Rules;

namespace BackpropGen.Generator.Analysis;

/// <summary>How certain it is that what a statement computes goes into the results.</summary>
internal enum Certainty
{
    /// <summary>It may be used only on a path that is not taken: its cotangent may be an exact zero.</summary>
    None,

    /// <summary>It is used in a loop, which may have no iterations.</summary>
    InLoops,

    /// <summary>It is always used.</summary>
    Always,
}

/// <summary>
/// Whether the results of a statement are used whenever it runs. Where they are not, the backward pass meets a cotangent that is an exact zero,
/// which must not be multiplied by a slope that may be infinite: what an untaken path computes has no part in the gradient. This is liveness
/// of cotangents, from below: a use counts only where nothing stands between it and the definition.
/// </summary>
internal sealed class UseCertainty
{
    private readonly Facts facts;
    private readonly Activity activity;
    private readonly List<Place> order = [];
    private readonly Dictionary<Statement, Place> places = new(ReferenceComparer.Instance);
    private readonly Dictionary<Variable, List<Mention>> scalars = [];
    private readonly Dictionary<Variable, List<Mention>> elements = [];
    private readonly Dictionary<(Variable Root, double Index), List<Mention>> single = [];
    private readonly Dictionary<Variable, List<Mention>> several = [];

    public UseCertainty(Facts facts, Activity activity)
    {
        this.facts = facts;
        this.activity = activity;
        Visit(facts.Method.Body!, []);
        // The end of a method comes first here, so that a second round is rarely needed.
        bool isChanged;
        do
        {
            isChanged = false;
            for (int i = order.Count - 1; i >= 0; i--)
            {
                Certainty certainty = Judge(order[i]);
                isChanged |= certainty != order[i].Certainty;
                order[i].Certainty = certainty;
            }
        }
        while (isChanged);
    }

    /// <summary>How certain the use of what a statement assigns is.</summary>
    public Certainty Of(Statement statement) => places[statement].Certainty;

    /// <summary>A statement, and the branches and loops around it.</summary>
    private sealed class Place(Statement statement, int number, Around[] around)
    {
        public Statement Statement { get; } = statement;

        public int Number { get; } = number;

        public Around[] Around { get; } = around;

        public Certainty Certainty { get; set; }

        /// <summary>Whether it may run after another one: it stands behind it, or in a loop around both.</summary>
        public bool MayFollow(Place other) => Number > other.Number || Around.Any(around => Tree.IsLoop(around.Statement) && other.Around.Contains(around));

        /// <summary>What certainty is left of a use here for what <paramref name="definition"/> computes; null where the one excludes the other.</summary>
        public Certainty? From(Place definition)
        {
            int common = 0;
            while (common < Around.Length && common < definition.Around.Length && ReferenceEquals(Around[common].Block, definition.Around[common].Block))
                common++;
            if (common < Around.Length && common < definition.Around.Length && ReferenceEquals(Around[common].Statement, definition.Around[common].Statement))
                return null;
            Certainty left = Certainty.Always;
            foreach (Around around in Around.Skip(common))
                left = Least(left, around.Statement is For ? Certainty.InLoops : Certainty.None);
            return left;
        }
    }

    /// <summary>Compared by identity: blocks that look alike are not the same.</summary>
    private sealed class Around(Statement statement, Block block)
    {
        public Statement Statement { get; } = statement;

        public Block Block { get; } = block;
    }

    /// <summary>A statement reads or assigns a scalar, or elements of a buffer.</summary>
    /// <param name="Read">How certain the statement needs the old value; null where it does not read.</param>
    /// <param name="Index">The element; null where it may be any.</param>
    private sealed record Mention(Place At, Certainty? Read, bool IsAssigned, Expr? Index);

    private static Certainty Least(Certainty a, Certainty b) => a < b ? a : b;

    private static Certainty Most(Certainty a, Certainty b) => a > b ? a : b;

    private void Visit(Block block, Around[] around)
    {
        foreach (Statement statement in block.Statements.Items)
        {
            var place = new Place(statement, order.Count, around);
            order.Add(place);
            places[statement] = place;
            Record(place);
            foreach (Block inner in Tree.Blocks(statement))
                Visit(inner, [.. around, new Around(statement, inner)]);
        }
    }

    private void Record(Place place)
    {
        switch (place.Statement)
        {
            case Declare { Variable: { Type: ScalarType } variable, Value: var value }:
                AddScalar(place, variable, value);
                break;
            case Assign { Target: Read { Variable: var variable }, Value: var value }:
                AddScalar(place, variable, value);
                break;
            case Assign { Target: Element target, Value: var value }:
                Certainty? own = AddOthers(place, UsesIn(value), target);
                AddElement(target.Buffer, new Mention(place, own, true, target.Index));
                break;
            case Fill fill:
                AddUses(place, fill.Value is null ? [] : UsesIn(fill.Value));
                AddElement(fill.Destination, new Mention(place, null, true, null));
                break;
            case Copy copy:
                AddElement(copy.Source, new Mention(place, Certainty.InLoops, false, null));
                AddElement(copy.Destination, new Mention(place, null, true, null));
                break;
            case Return { Value: { } value }:
                AddUses(place, Aggregate.Leaves(value).SelectMany(UsesIn));
                break;
            case Invoke invoke:
                for (int i = 0; i < invoke.Arguments.Count; i++)
                    AddArgument(place, invoke.Arguments[i], invoke.Callee.Parameters[i]);
                break;
        }
    }

    private void AddArgument(Place place, Expr argument, Parameter parameter)
    {
        if (argument is Reference { Target: Read target })
            Add(scalars, target.Variable, new Mention(place, parameter.Passing == Passing.Out ? null : Certainty.None, true, null));
        else if (argument.Type is ScalarType && argument is not Reference)
            // What a called method does with a number is not looked at.
            AddUses(place, UsesIn(argument).Select(use => (use.Use, Certainty.None)));
        foreach ((Expr buffer, bool isWritten) in argument.Type is ScalarType && argument is not Reference ? [] : facts.BuffersOf(argument, parameter))
            AddElement(buffer, new Mention(place, Certainty.InLoops, isWritten, null));
        foreach ((Leaf own, Leaf called) in argument.Type is StructType ? facts.Pairs(argument, parameter).Where(pair => pair.Own.Variable.Type is ScalarType) : [])
            Add(scalars, own.Variable, new Mention(place, Certainty.None, parameter.Writes(called), null));
    }

    private void AddScalar(Place place, Variable variable, Expr? value)
    {
        Certainty? own = AddOthers(place, value is null ? [] : UsesIn(value), new Read(variable));
        Add(scalars, variable, new Mention(place, own, true, null));
    }

    /// <summary>Adds the uses of all but a target; how certain those of the target itself are, null where there is none.</summary>
    private Certainty? AddOthers(Place place, List<(Expr Use, Certainty Certainty)> uses, Expr target)
    {
        Certainty? own = null;
        foreach ((Expr use, Certainty certainty) in uses)
        {
            if (use == target)
                own = Most(own ?? certainty, certainty);
            else
                AddUse(place, use, certainty);
        }
        return own;
    }

    private void AddUses(Place place, IEnumerable<(Expr Use, Certainty Certainty)> uses)
    {
        foreach ((Expr use, Certainty certainty) in uses)
            AddUse(place, use, certainty);
    }

    private void AddUse(Place place, Expr use, Certainty certainty)
    {
        if (use is Read { Variable: var variable })
            Add(scalars, variable, new Mention(place, certainty, false, null));
        else if (use is Element element)
            AddElement(element.Buffer, new Mention(place, certainty, false, element.Index));
    }

    private void AddElement(Expr buffer, Mention mention)
    {
        foreach (Variable root in Tree.BufferVariables(buffer).SelectMany(facts.RootsOf).Distinct())
        {
            Add(elements, root, mention);
            if (mention.Index is Constant { Value: var index })
                Add(single, (root, index), mention);
            else
                Add(several, root, mention);
        }
    }

    /// <summary>The mentions that may be of an element. Of long methods with many elements there are many.</summary>
    private List<Mention> MentionsOf(Variable root, Expr? index)
    {
        if (index is not Constant { Value: var position })
            return elements.TryGetValue(root, out var all) ? all : [];
        List<Mention> own = single.TryGetValue((root, position), out var same) ? same : [];
        return several.TryGetValue(root, out var others) ? [.. own, .. others] : own;
    }

    private static void Add<T>(Dictionary<T, List<Mention>> mentions, T key, Mention mention) =>
        (mentions.TryGetValue(key, out var list) ? list : mentions[key] = []).Add(mention);

    /// <summary>The numbers through which derivatives reach a value, and whether they do whichever operand is chosen.</summary>
    private static List<(Expr Use, Certainty Certainty)> UsesIn(Expr value)
    {
        var uses = new List<(Expr, Certainty)>();
        Collect(Passes.CalledExpressions.Whole(value), Certainty.Always);
        return uses;

        void Collect(Expr expr, Certainty certainty)
        {
            switch (expr)
            {
                case { Type: not ScalarType { IsFloating: true } } or Detached:
                    break;
                case Read or Element:
                    uses.Add((expr, certainty));
                    break;
                case Conditional choice:
                    Collect(choice.WhenTrue, Certainty.None);
                    Collect(choice.WhenFalse, Certainty.None);
                    break;
                case MathCall call:
                    Rule? rule = MathFunctions.Find(call);
                    for (int i = 0; i < call.Arguments.Count; i++)
                    {
                        if (rule?.Cotangents[i] is not null)
                            Collect(call.Arguments[i], rule.Chooses ? Certainty.None : certainty);
                    }
                    break;
                default:
                    for (int i = 0; i < expr.ChildCount; i++)
                        Collect(expr.Child(i), certainty);
                    break;
            }
        }
    }

    private Certainty Judge(Place place) => place.Statement switch
    {
        Return => Certainty.Always,
        Declare { Variable: { Type: ScalarType } variable } => OfScalar(place, variable),
        Assign { Target: Read { Variable: var variable } } => OfScalar(place, variable),
        Assign { Target: Element element } => OfElements(place, element.Buffer, element.Index),
        Fill fill => OfElements(place, fill.Destination, null),
        Copy copy => OfElements(place, copy.Destination, null),
        Invoke invoke => OfCall(place, invoke),
        _ => Certainty.None,
    };

    private Certainty OfCall(Place place, Invoke invoke)
    {
        Certainty certainty = invoke.Result is { } result ? OfScalar(place, result) : Certainty.None;
        for (int i = 0; i < invoke.Arguments.Count; i++)
        {
            if (invoke.Arguments[i] is Reference { Target: Read target })
                certainty = Most(certainty, OfScalar(place, target.Variable));
            else if (invoke.Callee.Parameters[i].IsWritten && invoke.Arguments[i].Type is StructType)
                certainty = Certainty.Always;
            else if (invoke.Callee.Parameters[i].IsWritten)
                certainty = facts.BuffersOf(invoke.Arguments[i], invoke.Callee.Parameters[i]).Aggregate(certainty, (most, passed) => Most(most, OfElements(place, passed.Buffer, null)));
        }
        return certainty;
    }

    private Certainty OfScalar(Place definition, Variable variable)
    {
        if (!activity.IsActive(variable))
            return Certainty.None;
        List<Mention> mentions = scalars.TryGetValue(variable, out var list) ? list : [];
        // Where a loop gives the variable a new value each time, that of one iteration goes into the next one, and the last one out of the loop.
        int scope = facts.DeclarationOf(variable)?.Enclosing.Length ?? 0;
        List<Around> renewing = definition.Around.Skip(scope).Where(around => Tree.IsLoop(around.Statement)
            && mentions.Exists(mention => mention.IsAssigned && mention.Read is not Certainty.Always && mention.At.Around.Contains(around))).ToList();
        IEnumerable<Mention> later = After(mentions, definition.Number);
        if (renewing.Count == 0)
            return Follow(definition, later, IsSeenByCaller(variable));
        Around loop = renewing[renewing.Count - 1];
        Certainty inside = Follow(definition, later.Where(mention => mention.At.Around.Contains(loop)), false);
        if (renewing.Count > 1)
            return inside;
        Certainty carried = Follow(definition, mentions.Where(mention => mention.At.Number < definition.Number && mention.At.Around.Contains(loop)), false);
        return Most(inside, Least(carried, Follow(definition, later, IsSeenByCaller(variable))));
    }

    private static IEnumerable<Mention> After(List<Mention> mentions, int number)
    {
        (int low, int high) = (0, mentions.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (mentions[middle].At.Number > number)
                high = middle;
            else
                low = middle + 1;
        }
        for (int i = low; i < mentions.Count; i++)
            yield return mentions[i];
    }

    /// <summary>Looks through mentions in their order, up to where the value is overwritten, or may be.</summary>
    private static Certainty Follow(Place definition, IEnumerable<Mention> mentions, bool isUsedAtEnd)
    {
        Certainty best = Certainty.None;
        Certainty most = Certainty.Always;
        foreach (Mention mention in mentions)
        {
            if (mention.At.From(definition) is not { } reach)
                continue;
            if (mention.Read is { } read)
                best = Most(best, Least(Least(read, reach), Least(most, mention.At.Certainty)));
            if (best == Certainty.Always)
                return best;
            if (!mention.IsAssigned || (mention.Read is Certainty.Always && reach != Certainty.Always))
                continue;
            if (reach == Certainty.Always)
                return best;
            most = Least(most, reach);
        }
        return isUsedAtEnd ? Most(best, most) : best;
    }

    private Certainty OfElements(Place definition, Expr buffer, Expr? index)
    {
        Certainty best = Certainty.None;
        foreach (Variable root in Tree.BufferVariables(buffer).SelectMany(facts.RootsOf).Distinct())
            best = Most(best, OfElements(definition, root, index));
        return best;
    }

    private Certainty OfElements(Place definition, Variable root, Expr? index)
    {
        if (!activity.IsActive(root))
            return Certainty.None;
        Certainty best = IsSeenByCaller(root) ? Certainty.Always : Certainty.None;
        List<Mention> mentions = MentionsOf(root, index);
        foreach (Mention mention in mentions)
        {
            if (ReferenceEquals(mention.At, definition) || mention.At.From(definition) is not { } reach)
                continue;
            bool isSame = index is not null && mention.Index == index;
            // Another value under a condition, or of an element that is picked out.
            if (mention is { IsAssigned: true, Read: null } && mention.Index is not null && (reach == Certainty.None || (!isSame && !IsSwept(mention.Index)))
                && mention.At.MayFollow(definition) && !IsMoved(mentions, mention))
                return Certainty.None;
            if (mention.Read is { } read)
            {
                Certainty covered = isSame ? Certainty.Always : mention.Index is null || IsSwept(mention.Index) ? Certainty.InLoops : Certainty.None;
                best = Most(best, Least(Least(read, reach), Least(covered, mention.At.Certainty)));
            }
        }
        return best;
    }

    /// <summary>Whether the old value of an element goes elsewhere before another one is assigned: two change places.</summary>
    private static bool IsMoved(List<Mention> mentions, Mention assignment) => mentions.Exists(mention => mention is { IsAssigned: false, Read: Certainty.Always }
        && mention.Index == assignment.Index && mention.At.Number < assignment.At.Number
        && mention.At.Around.LastOrDefault()?.Block is { } block && ReferenceEquals(block, assignment.At.Around.LastOrDefault()?.Block));

    /// <summary>An index that a loop moves over the elements.</summary>
    private static bool IsSwept(Expr index) => Tree.Reads(index).Any(variable => variable.Kind is VariableKind.Counter or VariableKind.Local);

    private bool IsSeenByCaller(Variable variable) => facts.ParameterOf(variable) is { } parameter
        && (variable.Type is BufferType || parameter.IsByReference || parameter.IsShared);
}
