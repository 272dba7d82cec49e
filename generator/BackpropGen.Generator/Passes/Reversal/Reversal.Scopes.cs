using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes.Reversal;

/// <summary>
/// The end of a scope: what its backward statements name and the forward pass declared has to be provided. What must be recorded is
/// thus exactly what is read (Hascoët, Naumann and Pascual, "To be recorded" analysis in reverse-mode automatic differentiation, 2005).
/// </summary>
internal sealed partial class Reversal
{
    private readonly List<(Expr Target, Variable Total, Expr? Guard)> totals = [];

    /// <summary>Members of gradients that only a copy of the struct can change.</summary>
    private readonly List<(Parameter Parameter, Leaf Leaf, Variable Total)> copied = [];

    /// <summary>Gives each parameter's gradient a name: the contract's, or a local total where it is added to in a loop.</summary>
    private void DeclareParameters(Scope scope)
    {
        foreach (Parameter parameter in method.Parameters)
        {
            scopes[parameter.Variable] = scope;
            if (parameter.IsStruct)
                symbols.SetCotangent(parameter.Variable, symbols.Fixed(parameter.GradientName, parameter.Variable.Type));
            foreach (Part part in parameter.Parts)
            {
                scopes[part.Variable] = scope;
                symbols.SetCotangent(part.Variable, symbols.Fixed(MemberPath.Of(parameter.GradientName, part.Path), part.Variable.Type));
            }
            foreach (Leaf leaf in parameter.Leaves)
            {
                scopes[leaf.Variable] = scope;
                if (leaf.Variable.Type is ScalarType && facts.IsAssigned(leaf.Variable) && !parameter.IsByReference && !parameter.IsShared)
                    scope.Locals.Add(new Local(leaf.Variable, Provision.Value, null));
                if (leaf.HasGradient)
                    DeclareGradient(parameter, leaf, leaf.In(parameter.GradientName), scope);
            }
        }
    }

    private void DeclareGradient(Parameter parameter, Leaf leaf, string name, Scope scope)
    {
        Variable primal = leaf.Variable;
        if (primal.Type is BufferType { Member: not null } members)
        {
            symbols.SetCotangent(primal, symbols.Fixed(name, parameter.Structs is null ? members : members with { Kind = BufferKind.Span }));
        }
        else if (primal.Type is BufferType { Kind: BufferKind.ReadOnlySpan } && leaf.Path.Length > 0)
        {
            Variable view = symbols.New(Names.Plain(name), new BufferType(primal.Element, BufferKind.Span));
            symbols.SetCotangent(primal, view);
            Expr writable = new RuntimeCall("Shape.Writable", view.Type, [new Read(symbols.Fixed(name, primal.Type))]);
            AddLocal(scope, new Local(view, Provision.BackwardAlias, writable));
        }
        else if (primal.Type is BufferType buffer)
        {
            symbols.SetCotangent(primal, symbols.Fixed(name, leaf.Path.Length > 0 || buffer.IsShaped ? buffer : new BufferType(buffer.Element, BufferKind.Span)));
        }
        else if (!IsTheCallers(parameter, primal) && (leaf.Access != LeafAccess.Variable || facts.IsAssigned(primal) || IsReadInLoop(primal)))
        {
            Variable total = symbols.New(Names.Plain(name) + "Sum", primal.Type);
            symbols.SetCotangent(primal, total);
            if (leaf.Access == LeafAccess.Copy)
                copied.Add((parameter, leaf, total));
            else
                totals.Add((new Read(symbols.Fixed(leaf.VariableIn(parameter.GradientName), primal.Type)), total, leaf.Guard));
            AddLocal(scope, new Local(total, Provision.Cotangent, null));
        }
        else
        {
            symbols.SetCotangent(primal, symbols.Fixed(leaf.VariableIn(parameter.GradientName), primal.Type));
        }
    }

    /// <summary>
    /// The caller's own variable holds the cotangent, of the value after the call at first, of the one before it in the end; or only called
    /// methods name the member.
    /// </summary>
    private bool IsTheCallers(Parameter parameter, Variable primal) => parameter.IsByReference
        || (parameter.IsShared && (facts.IsAssigned(primal) || !(named ??= [.. Tree.Named(method.Body!.Statements.Items)]).Contains(primal)));

    private HashSet<Variable>? named;
    private HashSet<Variable>? namedInLoops;

    private bool IsReadInLoop(Variable scalar) =>
        (namedInLoops ??= [.. Tree.Named(method.Body!.Statements.Items.SelectMany(LoopsIn))]).Contains(scalar);

    /// <summary>The loops in no other loop.</summary>
    private static IEnumerable<Statement> LoopsIn(Statement statement) =>
        Tree.IsLoop(statement) ? [statement] : Tree.Blocks(statement).SelectMany(block => block.Statements.SelectMany(LoopsIn));

    /// <summary>Adds the totals to the gradients, once, after the loops.</summary>
    private List<Statement> Totals() =>
    [
        .. totals.ConvertAll(t => If.When(t.Guard, new Assign(t.Target, t.Target + new Read(t.Total)))),
        .. copied.GroupBy(c => c.Parameter).Select(group => CopyWith(new Read(symbols.CotangentOf(group.Key.Variable)), group.Select(c => (c.Leaf.Path.Substring(1).Split('.'), c.Total)).ToList())),
    ];

    /// <summary><c>dQ = dQ with { X = dQ.X + dQXSum };</c></summary>
    private Assign CopyWith(Expr whole, List<(string[] Path, Variable Total)> members) => new(whole, Copy(whole, members, 0));

    private Expr Copy(Expr whole, List<(string[] Path, Variable Total)> members, int depth) => new Copied(whole, members.GroupBy(member => member.Path[depth]).Select(group =>
    {
        var inner = new Read(symbols.Fixed($"{((Read)whole).Variable.Name}.{group.Key}", group.First().Total.Type));
        bool isLeaf = group.First().Path.Length == depth + 1;
        return new AggregatePart(group.Key, isLeaf ? inner + new Read(group.First().Total) : Copy(inner, group.ToList(), depth + 1));
    }).ToList());

    private Turned Close(Scope scope, List<Statement> epilogue)
    {
        List<Statement> statements = [.. Enumerable.Reverse(scope.Groups).SelectMany(group => group), .. epilogue];
        // A block without variables of its own, such as one in a chain of branches, need not be looked through.
        var needed = new HashSet<Variable>(scope.Locals.Count == 0 ? [] : Tree.Named(statements));
        if (scope.Parent is null)
            needed.UnionWith(orders.Select(order => order.Order));
        var prologue = new List<Statement>();
        var fused = new List<Statement>();
        for (int i = scope.Locals.Count - 1; i >= 0; i--)
        {
            Local local = scope.Locals[i];
            if (!needed.Contains(local.Variable))
            {
                if (local.Provision == Provision.Storage)
                    ReplaceAllocation(scope, local, Scratch(scope, local));
                continue;
            }
            List<Statement> provided = Provide(scope, local);
            needed.UnionWith(Tree.Named(provided));
            prologue.AddRange(Enumerable.Reverse(provided));
            if (scope.Parent is not null || local.Provision is not (Provision.Value or Provision.Storage or Provision.Alias))
                fused.AddRange(Enumerable.Reverse(provided));
        }
        prologue.Reverse();
        fused.Reverse();
        if (scope.Parent is null)
            Undo(prologue, fused);
        return new Turned(prologue, fused, statements);
    }

    private List<Statement> Provide(Scope scope, Local local)
    {
        Variable variable = local.Variable;
        return local.Provision switch
        {
            Provision.Cotangent => [new Declare(variable, Constant.Of(variable.Element, 0))],
            Provision.CotangentStorage => CotangentStorage(scope, local),
            Provision.Storage => Keep(scope, local),
            _ when local.Source is { } source => [new Declare(variable, source)],
            Provision.Value => [KeepScalar(scope, variable)],
            _ => throw new InvalidOperationException($"{variable.Name} cannot be provided."),
        };
    }

    /// <summary>Records a scalar at its definition, or with its last value at the end of its scope.</summary>
    private Statement KeepScalar(Scope scope, Variable variable)
    {
        // A local that only some branches assign is kept all the same.
        int declared = scope.DeclarationOf(variable);
        if (declared >= 0 && scope.Forward[declared] is Declare { Value: null })
            scope.Forward[declared] = new Declare(variable, Constant.Of(variable.Element, 0));
        if (!scope.IsInLoop)
        {
            Expr slot = Constant.Int(slots++);
            scope.Saves.Add(new Run(new RuntimeCall("frame.Save", null, [slot, new Read(variable)]) { Keeps = KeptName(variable) }));
            Expr load = new RuntimeCall($"frame.Load<{variable.Element.Keyword}>", variable.Type, [slot]);
            return facts.ParameterOf(variable) is null ? new Declare(variable, load) : new Assign(new Read(variable), load);
        }
        if (NearestLoop(scope).IsUncounted)
            return new Declare(variable, KeepOnStack(scope, variable));
        (Variable tape, Expr index) = Reserve(scope, Constant.Int(1), variable, variable.Element, false);
        var kept = new Element(new Read(tape), index);
        if (!IsCounted(variable) && declared >= 0 && scope.Forward[declared] is Declare { Value: not null } definition)
            scope.Forward[declared] = Tree.Map(definition, value => new Stored(kept, value));
        else
            scope.Saves.Add(new Assign(kept, new Read(variable)));
        return new Declare(variable, kept);
    }

    /// <summary>Moves a buffer of the forward pass onto the tape, where the backward pass finds it.</summary>
    private List<Statement> Keep(Scope scope, Local local)
    {
        Variable variable = local.Variable;
        string element = variable.Element.Keyword;
        Expr count = local.Source!;
        string zeroed = local.IsZeroed ? "Zeroed" : "";
        if (!scope.IsInLoop)
        {
            Expr slot = Constant.Int(slots++);
            ReplaceAllocation(scope, local, [new Declare(variable, new RuntimeCall($"frame.Push{zeroed}<{element}>", variable.Type, [slot, count]) { Keeps = KeptName(variable) })]);
            return [new Declare(variable, new RuntimeCall($"frame.Read<{element}>", variable.Type, [slot]))];
        }
        if (NearestLoop(scope).IsUncounted || !IsKnownOutside(count, NearestLoop(scope)))
        {
            Variable handle = NewHandle(variable);
            Expr append = new RuntimeCall($"frame.Append{zeroed}<{element}>", variable.Type, [count, new Reference("out int", new Read(handle))]) { Keeps = KeptName(variable) };
            ReplaceAllocation(scope, local, [new Declare(variable, append)]);
            return [KeepScalar(scope, handle), new Declare(variable, new RuntimeCall($"frame.ReadAt<{element}>", variable.Type, [new Read(handle)]))];
        }
        (Variable tape, Expr start) = Reserve(scope, count, variable, variable.Element, false);
        var view = new Declare(variable, new Slice(new Read(tape), start, count));
        ReplaceAllocation(scope, local, local.IsZeroed ? [view, new Fill(new Read(variable), null)] : [view]);
        return [view];
    }

    /// <summary>A buffer that the backward pass never reads is only borrowed.</summary>
    private List<Statement> Scratch(Scope scope, Local local)
    {
        Variable variable = local.Variable;
        Expr scratch = new RuntimeCall($"frame.Scratch{(local.IsZeroed ? "Zeroed" : "")}<{variable.Element.Keyword}>", variable.Type, [local.Source!]);
        if (Outside(local.Source!, scope) is not { } outside)
            return [new Declare(variable, scratch)];
        Variable storage = symbols.New(Names.Plain(variable.Name) + "Storage", variable.Type is BufferType b ? new BufferType(b.Element, BufferKind.Span) : variable.Type);
        outside.Forward.Add(new Declare(storage, scratch));
        var view = new Declare(variable, new Read(storage));
        return local.IsZeroed ? [view, new Fill(new Read(variable), null)] : [view];
    }

    private List<Statement> CotangentStorage(Scope scope, Local local)
    {
        Variable variable = local.Variable;
        Expr scratch = new RuntimeCall($"frame.ScratchZeroed<{variable.Element.Keyword}>", variable.Type, [local.Source!]);
        Scope? outer = Outside(local.Source!, scope);
        (outer ?? scope).Borrows.Add(new Borrow(variable.Element, local.Source!));
        if (outer is not { } outside)
            return [new Declare(variable, scratch)];
        Variable storage = symbols.New(variable.Name + "Storage", variable.Type);
        AddLocal(outside, new Local(storage, Provision.BackwardAlias, scratch));
        return [new Declare(variable, new Read(storage)), new Fill(new Read(variable), null)];
    }

    private static void ReplaceAllocation(Scope scope, Local local, List<Statement> statements)
    {
        int position = scope.DeclarationOf(local.Variable);
        scope.Forward[position] = statements[0];
        scope.Forward.InsertRange(position + 1, statements.Skip(1));
    }
}
