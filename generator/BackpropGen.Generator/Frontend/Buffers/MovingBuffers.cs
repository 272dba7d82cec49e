using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Buffers;

/// <summary>The moving spans and arrays of a method and of the bodies inlined in it.</summary>
internal sealed class MovingBuffers(BodyContext body)
{
    private readonly Dictionary<ISymbol, MovingBuffer> known = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Target[]> targets = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<Variable, (MovingBuffer Of, int Version)> views = [];
    private readonly Dictionary<Variable, Conditional> choices = [];
    private readonly Stack<Dictionary<MovingBuffer, (Variable View, int Version)>> blocks = new([[]]);

    private sealed class Target(BufferSources.Target source)
    {
        public BufferSources.Target Source { get; } = source;

        /// <summary>The storage that a local is declared with.</summary>
        public Variable? Own { get; set; }
    }

    public MovingBuffer? Find(ISymbol symbol) => known.TryGetValue(symbol, out MovingBuffer moving) ? moving : null;

    public MovingBuffer? Find(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => Find(local.Local),
        IParameterReferenceOperation parameter => Find(parameter.Parameter),
        _ => null,
    };

    /// <summary>Whether the storage that it is declared with is one of its targets, and not a row like others.</summary>
    public bool HasOwn(MovingBuffer moving) =>
        moving.Targets.Any(number => targets[moving.Symbol][number].Source is { Operation: null, IsOfRows: false } own && own.Symbol.Equals(moving.Symbol, SymbolEqualityComparer.Default));

    /// <summary>Takes note of those in a body.</summary>
    public void Enter(IBlockOperation block)
    {
        var sources = new BufferSources(block);
        if (sources.Moving.Count == 0)
            return;
        HashSet<string> used = [.. sources.Moving.SelectMany(sources.TargetsOf)];
        Target[] all = sources.Targets.Values.Where(target => used.Contains(target.Key)).OrderBy(target => target.Key.TrimStart('='), StringComparer.Ordinal).Select(target => new Target(target)).ToArray();
        foreach (ISymbol symbol in sources.Moving)
        {
            HashSet<string> own = [.. sources.TargetsOf(symbol)];
            List<int> numbers = Enumerable.Range(0, all.Length).Where(i => own.Contains(all[i].Source.Key)).ToList();
            BufferType type = TypeMapping.Buffer(BufferSources.TypeOf(symbol))!;
            int? rows = numbers.Where(i => all[i].Source.IsOfRows).Select(i => (int?)i).FirstOrDefault();
            // Arrays have no parts; where there are rows, none of them stands for nothing.
            bool isSliced = sources.IsSliced(symbol) && !(rows is not null && type.Kind == BufferKind.Array);
            known[symbol] = new MovingBuffer(symbol, type, numbers, isSliced, rows, sources.MayBeNothing(symbol));
            targets[symbol] = all;
        }
    }

    /// <summary>Declares the integers, with what it names at first; nothing where there is no value yet.</summary>
    /// <param name="own">Storage that belongs to it.</param>
    public bool Declare(MovingBuffer moving, Expr? value, Variable? own, Func<IOperation, Expr?> lower, SyntaxNode origin)
    {
        // The rows live as long as the variable, wherever they are made.
        if (moving.Targets.Any(number => targets[moving.Symbol][number].Source is { IsOfRows: true, Operation: null }))
            body.Rows.RowsFor(moving.Symbol, moving.Type, origin);
        if (own is not null)
        {
            targets[moving.Symbol].First(target => target.Source.Operation is null && target.Source.Symbol.Equals(moving.Symbol, SymbolEqualityComparer.Default)).Own = own;
            value = new Read(own);
        }
        Aggregate? initial = value is null ? null : ValueOf(moving, value, lower);
        if (value is not null && initial is null)
            return false;
        value = Named(moving, value, origin);
        Variable? Integer(string part, bool isNeeded)
        {
            if (!isNeeded)
                return null;
            Variable variable = body.Temporary(moving.Symbol.Name + part, ScalarType.Int32);
            body.Emit(new Declare(variable, initial?[part] ?? moving.NothingIn(part)), origin);
            return variable;
        }
        moving.Choice = Integer("Choice", moving.Targets.Count > 1);
        moving.Start = Integer("Start", moving.IsSliced);
        moving.Length = Integer("Length", moving.IsSliced);
        moving.Row = Integer("Row", moving.HasRows);
        Changed(moving, value);
        return true;
    }

    /// <summary>What it names at the moment, as a view; null where it names nothing yet.</summary>
    public Expr? View(MovingBuffer moving, Func<IOperation, Expr?> lower, SyntaxNode origin)
    {
        foreach (Dictionary<MovingBuffer, (Variable View, int Version)> block in blocks)
        {
            if (block.TryGetValue(moving, out (Variable View, int Version) current) && current.Version == moving.Version)
                return new Read(current.View);
        }
        return ViewOf(moving, isOptional: moving.Type.Kind != BufferKind.Array, lower) is { } view ? Keep(moving, view, origin) : null;
    }

    /// <summary>What it names at the moment, without elements where it names nothing.</summary>
    public Expr? OptionalView(MovingBuffer moving, Func<IOperation, Expr?> lower, SyntaxNode origin)
    {
        if (!moving.MayBeNull)
            return View(moving, lower, origin);
        if (ViewOf(moving, isOptional: true, lower) is not { } value)
            return null;
        Variable view = body.Temporary(moving.Symbol.Name + "Elements", moving.Type.View);
        views[view] = (moving, moving.Version);
        body.Storage.AddView(view, value);
        body.Emit(new Declare(view, value), origin);
        return new Read(view);
    }

    private Expr? ViewOf(MovingBuffer moving, bool isOptional, Func<IOperation, Expr?> lower)
    {
        Expr? view = null;
        foreach (int number in moving.Targets.Reverse())
        {
            Expr? storage = StorageOf(moving, number, lower);
            if (storage is Row { Buffer.Type: BufferType { IsOnTape: true } } row)
                storage = row with { IsOptional = isOptional };
            if (storage is not null)
                view = view is null ? storage : new Conditional(new Binary(BinaryOperator.Equal, new Read(moving.Choice!), Constant.Int(number)), storage, view);
        }
        if (view is null)
            return null;
        if (moving.Start is { } start && moving.Length is { } length)
        {
            Expr count = new Read(length);
            if (isOptional && moving is { MayBeNull: true, HasRows: false })
                count = new Conditional(new Binary(BinaryOperator.Less, count, Constant.Int(0)), Constant.Int(0), count);
            view = new Slice(view, new Read(start), count);
        }
        return view;
    }

    /// <summary>It names something else from now on.</summary>
    /// <param name="value">What it was assigned, by a name where it has one.</param>
    public void Changed(MovingBuffer moving, Expr? value)
    {
        moving.Version++;
        if (value is not Read { Variable: var named } || (views.TryGetValue(named, out (MovingBuffer Of, int Version) view) && view.Of != moving))
            return;
        if (views.ContainsKey(named) || choices.ContainsKey(named))
            views[named] = (moving, moving.Version);
        // Whether it is there is seen where it is used.
        if (moving.MayBeNull)
            return;
        blocks.Peek()[moving] = (named, moving.Version);
    }

    /// <summary>A part of a buffer gets a name before it is assigned: one that does not exist is noticed where it is taken.</summary>
    public Expr? Named(MovingBuffer moving, Expr? value, SyntaxNode origin) => value is Slice ? Keep(moving, value, origin) : value;

    /// <summary>Takes the views away that nobody has used.</summary>
    public List<Statement> WithoutIdleViews(List<Statement> statements)
    {
        HashSet<Variable> named = [.. Tree.Named(statements)];
        return Drop(statements);

        List<Statement> Drop(IEnumerable<Statement> list) => list
            .Where(statement => statement is not Declare { Variable: var view, Value: var value } || named.Contains(view) || !views.TryGetValue(view, out (MovingBuffer Of, int Version) known)
                || !(value is Read or Conditional || known.Of.MayBeNull))
            .Select(statement => Tree.Blocks(statement).Any() ? body.Replace(statement, Tree.MapBlocks(statement, block => new Block(Drop(block.Statements)))) : statement).ToList();
    }

    /// <summary>A view that is one of two buffers.</summary>
    public Read Choose(Expr condition, Expr whenTrue, Expr whenFalse, SyntaxNode origin)
    {
        var choice = new Conditional(condition, whenTrue, whenFalse);
        Variable view = body.Temporary("chosen", ((BufferType)choice.Type).View);
        choices[view] = choice;
        body.Storage.AddView(view, choice);
        body.Emit(new Declare(view, choice), origin);
        return new Read(view);
    }

    /// <summary>The integers that stand for a buffer; null where it is none of the targets.</summary>
    public Aggregate? ValueOf(MovingBuffer moving, Expr value, Func<IOperation, Expr?> lower)
    {
        if (State(moving, value, lower) is not { } state)
            return null;
        return MovingBuffer.Parts(
            moving.Targets.Count > 1 ? state.Choice : null, moving.IsSliced ? state.Start : null, moving.IsSliced ? state.Length : null, moving.HasRows ? state.Row : null);
    }

    private (Expr Choice, Expr Start, Expr Length, Expr Row)? State(MovingBuffer moving, Expr value, Func<IOperation, Expr?> lower)
    {
        switch (value)
        {
            case Read { Variable: var view } when views.TryGetValue(view, out (MovingBuffer Of, int Version) kept) && kept.Version == kept.Of.Version:
                MovingBuffer of = kept.Of;
                return (
                    of.Choice is { } choice ? new Read(choice) : Constant.Int(of.Targets[0]),
                    of.Start is { } from ? new Read(from) : Constant.Int(0),
                    of.Length is { } length ? new Read(length) : new Length(value),
                    of.Row is { } row ? new Read(row) : RowTables.NoRow);
            case Read { Variable: var view } when choices.TryGetValue(view, out Conditional chosen):
                return State(moving, chosen.WhenTrue, lower) is { } one && State(moving, chosen.WhenFalse, lower) is { } other
                    ? (Either(one.Choice, other.Choice), Either(one.Start, other.Start), Either(one.Length, other.Length), Either(one.Row, other.Row)) : null;

                Expr Either(Expr a, Expr b) => a == b ? a : new Conditional(chosen.Condition, a, b);
            case Row or Read when (value as Row ?? body.Storage.RowOf(value)) is { Buffer: Read { Variable: var rows }, Index: var at } named && OfRows(moving, rows, lower) is { } target:
                return (Constant.Int(target), Constant.Int(0), new Length(moving.MayBeNull && body.Rows.IsNumbered(named) ? named with { IsOptional = true } : value), at);
            case Read { Variable: var named }:
                foreach (int number in moving.Targets)
                {
                    if (StorageOf(moving, number, lower) is Read { Variable: var storage } && storage == named)
                        return (Constant.Int(number), Constant.Int(0), new Length(value), RowTables.NoRow);
                }
                return null;
            case Slice slice when State(moving, slice.Buffer, lower) is { } inner:
                Expr start = inner.Start is Constant { Value: 0 } ? slice.Start : slice.Start is Constant { Value: 0 } ? inner.Start : inner.Start + slice.Start;
                return (inner.Choice, start, slice.Count ?? inner.Length - slice.Start, inner.Row);
            default:
                return null;
        }
    }

    private Expr? StorageOf(MovingBuffer moving, int number, Func<IOperation, Expr?> lower)
    {
        Target target = targets[moving.Symbol][number];
        if (target.Source.IsOfRows)
            return RowsOf(moving, target, lower) is { } rows && moving.Row is { } row ? new Row(new Read(rows), new Read(row)) : null;
        return target.Source.Operation switch
        {
            null => target.Own is { } own ? new Read(own) : null,
            ILocalReferenceOperation local when body.Find(local.Local) is null => null,
            var operation => lower(operation) as Read,
        };
    }

    /// <summary>The row that a view is: that of a moving buffer which names rows only, or one of two.</summary>
    public Row? RowOf(Variable view)
    {
        if (views.TryGetValue(view, out (MovingBuffer Of, int Version) kept) && kept.Version == kept.Of.Version)
            return RowOf(kept.Of);
        return choices.TryGetValue(view, out Conditional choice) && body.Rows.RowOf(choice.WhenTrue) is { } one && body.Rows.RowOf(choice.WhenFalse) is { } other && one.Buffer == other.Buffer
            ? one with { Index = new Conditional(choice.Condition, one.Index, other.Index) } : null;
    }

    /// <summary>The row that a moving buffer names, which names rows only.</summary>
    public Row? RowOf(MovingBuffer moving) => moving is { Choice: null, Row: { } number } && !moving.IsSliced && targets[moving.Symbol][moving.Targets[0]].Source.Operation is null
        ? new Row(new Read(body.Rows.RowsFor(moving.Symbol, moving.Type, body.Source.Syntax)), new Read(number)) : null;

    /// <summary>The target that a row belongs to; null where it belongs to none.</summary>
    private int? OfRows(MovingBuffer moving, Variable rows, Func<IOperation, Expr?> lower)
    {
        foreach (int number in moving.Targets)
        {
            if (targets[moving.Symbol][number] is { Source.IsOfRows: true } target && RowsOf(moving, target, lower) == rows)
                return number;
        }
        return null;
    }

    /// <summary>The rows that a target stands for: those of a parameter, or those that are made.</summary>
    private Variable? RowsOf(MovingBuffer moving, Target target, Func<IOperation, Expr?> lower) => target.Source.Operation is null
        ? body.Rows.RowsFor(moving.Symbol, moving.Type, body.Source.Syntax) : (lower(target.Source.Operation) as Read)?.Variable;

    private Read Keep(MovingBuffer moving, Expr value, SyntaxNode origin)
    {
        Variable view = body.View(moving.Symbol, moving.Type.View);
        views[view] = (moving, moving.Version);
        blocks.Peek()[moving] = (view, moving.Version);
        body.Storage.AddView(view, value);
        body.Emit(new Declare(view, value), origin);
        return new Read(view);
    }

    /// <summary>In a loop that assigns it, a view from before is out of date from the second round on.</summary>
    public void EnterLoop(IOperation loop, Func<IOperation, Expr?> lower)
    {
        HashSet<ISymbol> assigned = new(BufferSources.AssignedIn(loop), SymbolEqualityComparer.Default);
        foreach (IOperation operation in loop.Descendants())
        {
            // What the loop only uses has its view before it.
            if (Find(operation) is { Version: > 0 } used && !assigned.Contains(used.Symbol) && !used.MayBeNull && !(used.HasRows && used.MayBeNothing))
                View(used, lower, operation.Syntax);
        }
        foreach (ISymbol symbol in assigned)
        {
            if (Find(symbol) is { } moving)
                moving.Version++;
        }
    }

    /// <summary>Whether the loop changes what an expression in its head names.</summary>
    public bool ChangesIn(IOperation loop, params IOperation?[] head)
    {
        HashSet<ISymbol> assigned = new(BufferSources.AssignedIn(loop), SymbolEqualityComparer.Default);
        return assigned.Count > 0 && head.OfType<IOperation>().SelectMany(operation => operation.DescendantsAndSelf())
            .Any(operation => Find(operation) is { } moving && assigned.Contains(moving.Symbol));
    }

    public void OpenBlock() => blocks.Push([]);

    public void CloseBlock() => blocks.Pop();
}
