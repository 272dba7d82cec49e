using BackpropGen.Generator.Analysis;
using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes.Reversal;

/// <summary>
/// Values for the backward pass. A value of the forward pass is used again where it stands if nothing overwrites it and it costs little;
/// otherwise it is computed beforehand into a fresh local, or copied before it is overwritten. So the backward pass never restores
/// anything: what it names does not change.
/// </summary>
internal sealed partial class Reversal
{
    /// <summary>The floating-point operations that are rather done again than recorded.</summary>
    private const int Cheap = 3;

    private const int Division = 3;
    private const int Call = 8;

    /// <summary>An expression for the backward pass with the value that <paramref name="expr"/> has in the statement.</summary>
    private Expr Need(Expr expr, Context context)
    {
        int budget = context.IsConditional ? int.MaxValue : Cheap;
        if (Stable(expr, context, ref budget) is { } stable)
            return stable;
        if (expr is Read { Variable.Type: ScalarType } read)
            return KeepScalar(read, context);
        // What is evaluated conditionally cannot be computed beforehand, but the scalars in it can be copied.
        if (context.IsConditional || (expr.Type is ScalarType { IsFloating: false } && expr is not Element))
            return KeepLeaves(expr, context);
        if (expr is Element element && Snapshot(element, context) is { } kept)
            return kept;
        return Hoist(expr, context);
    }

    /// <summary>The same expression where the backward pass may evaluate it; null where something is overwritten or it costs too much.</summary>
    private Expr? Stable(Expr expr, Context context, ref int budget)
    {
        if (IsFixed(expr))
            return expr;
        if (!Afford(expr, ref budget))
            return null;
        switch (expr)
        {
            case Constant or Read { Variable.Kind: VariableKind.Counter or VariableKind.Generated }:
                return expr;
            case Read { Variable: { Type: ScalarType } variable }:
                return IsPassedBackward(variable) && !dependence.MayChange(variable, context.At) ? expr : null;
            case Read { Variable: { Type: BufferType } variable }:
                return IsPassedBackward(variable) ? expr : null;
            case Length { Buffer: var buffer }:
                return Measured(buffer, context, ref budget) is { } whole ? new Length(whole) : null;
            case Extent { Buffer: var buffer } extent:
                return Measured(buffer, context, ref budget) is { } sized ? extent with { Buffer = sized } : null;
            case Element element when dependence.MayBeOverwritten(facts.RegionOf(element), context.At):
                return null;
        }
        var operands = new Dictionary<Expr, Expr>();
        foreach (Expr operand in Tree.Operands(expr))
        {
            if (Stable(operand, context, ref budget) is not { } stable)
                return null;
            operands[operand] = stable;
        }
        return Tree.Rewrite(expr, e => ReferenceEquals(e, expr) ? null : operands[e]);
    }

    /// <summary>A value that the backward pass can have without recording it for every iteration of a loop; null where it cannot.</summary>
    private Expr? AtHand(Expr expr, Context context)
    {
        if (!context.Scope.IsInLoop)
            return Need(expr, context);
        int budget = context.IsConditional ? int.MaxValue : Cheap;
        return Stable(expr, context, ref budget) is { } stable && IsAtHand(stable) ? stable : null;
    }

    private bool IsAtHand(Expr expr) => Tree.Reads(expr).All(variable => variable.Kind == VariableKind.Counter || !scopes.TryGetValue(variable, out Scope scope)
        || scope.Locals.Find(local => local.Variable == variable) is not { } declared
        || (declared.Provision is Provision.Value or Provision.Alias && declared.Source is { } source ? IsAtHand(source) : declared.Provision == Provision.Value && !scope.IsInLoop));

    /// <summary>A function of constants, which the just-in-time compiler evaluates once for all: <c>Math.Sqrt(2.0)</c>.</summary>
    private static bool IsFixed(Expr expr) => Tree.All(expr).All(part => part is Constant or Convert or Unary or Binary or MathCall { IsOfUser: false });

    private static bool Afford(Expr expr, ref int budget)
    {
        budget -= expr switch
        {
            Binary { Operator: BinaryOperator.Divide, Type: ScalarType { IsFloating: true } } => Division,
            Binary { Left.Type: ScalarType { IsFloating: true } } or Unary { Type: ScalarType { IsFloating: true } } => 1,
            MathCall { Result.IsFloating: true } or MathCall { IsOfUser: true } or ScalarCall => Call,
            _ => 0,
        };
        return budget >= 0;
    }

    /// <summary>A buffer that the method writes is not passed to the backward method, but its cotangents are, and they are as many.</summary>
    private Expr? Measured(Expr buffer, Context context, ref int budget) => Stable(buffer, context, ref budget)
        ?? (activity.IsActive(Tree.BufferVariable(buffer)) ? CotangentOf(buffer, context)
            : Tree.BufferVariable(buffer) is { Buffer.Member: not null } structs && Beside(structs) is { } other ? new Read(symbols.CotangentOf(other)) : null);

    /// <summary>Another number in the same structs, which has cotangents; null where there is none.</summary>
    private Variable? Beside(Variable number) => facts.LeafOf(number) is not { } leaf ? null : facts.ParameterOf(number)!.Leaves.Items
        .FirstOrDefault(other => other.Variable.Buffer?.Member is not null && other.Way == leaf.Way && activity.IsActive(other.Variable))?.Variable;

    /// <summary>Whether the backward method is given what this parameter or its member holds; locals are the reversal's own matter.</summary>
    private bool IsPassedBackward(Variable variable) => facts.IsPassedBackward(variable);

    /// <summary>An integer or truth value again, from copies of those of its operands that are overwritten.</summary>
    private Expr KeepLeaves(Expr expr, Context context)
    {
        if (!context.IsConditional && (expr.Type is ScalarType { Kind: ScalarKind.Bool } || expr is Length or Extent))
            return Hoist(expr, context);
        // Conditionals that have such elements have become statements.
        if (expr is Element element && (dependence.MayBeOverwritten(facts.RegionOf(element), context.At) || !IsPassedBackward(Tree.BufferVariable(element.Buffer))))
            throw new InvalidOperationException($"An element of '{Tree.BufferVariable(element.Buffer).Name}' is evaluated conditionally and overwritten.");
        return Tree.Rewrite(expr, e => ReferenceEquals(e, expr) || e.Type is not ScalarType ? null : Need(e, context));
    }

    /// <summary>Copies a scalar before the outermost statement around that does not change it.</summary>
    private Expr KeepScalar(Read read, Context context)
    {
        Variable variable = read.Variable;
        Scope scope = context.Scope;
        while (scope.Parent is { } parent && !facts.Assigns(scope.Owner!, variable) && Depth(variable) < scope.Depth)
            scope = parent;
        if (!scope.Kept.TryGetValue(read, out Variable kept))
        {
            scope.Keep(read, kept = symbols.New(Names.Of(variable) + "Before", variable.Type), SourcesOf(read));
            copies.Add(kept);
            scope.Forward.Add(new Declare(kept, read));
            AddLocal(scope, new Local(kept, Provision.Value, null));
        }
        return new Read(kept);
    }

    /// <summary>
    /// An element of a buffer that is overwritten later, read in a loop that does not: one copy of the whole buffer serves the loop.
    /// Null where a copy would be larger than what is read of it.
    /// </summary>
    private Expr? Snapshot(Element element, Context context)
    {
        if (element.Buffer is not Read { Variable: var buffer } || context.IsConditional)
            return null;
        Variable root = facts.RootOf(buffer);
        Scope scope = context.Scope;
        bool isWhole = false;
        while (scope.Parent is { } parent && Depth(buffer) < scope.Depth
            && !facts.Writes(scope.Owner!, root))
        {
            isWhole |= scope.Loop is not null && Covers(element, (For)scope.Owner!);
            scope = parent;
        }
        bool isOnce = !scope.IsInLoop;
        // Integers are indices and numbers of rows, of which loops in loops read each again and again.
        int loops = LoopsBetween(context.Scope, scope);
        bool isRepeated = element.Scalar.IsInteger && loops > 1;
        if (scope == context.Scope || !(isWhole || isOnce || isRepeated) || loops == 0)
            return null;
        int budget = int.MaxValue;
        if (Stable(element.Index, context, ref budget) is not { } index)
            return null;
        return new Element(new Read(SnapshotOf(element.Buffer, scope, context)), index);
    }

    private static int LoopsBetween(Scope inner, Scope outer)
    {
        int loops = 0;
        for (Scope scope = inner; scope != outer; scope = scope.Parent!)
            loops += scope.IsLoop ? 1 : 0;
        return loops;
    }

    /// <summary>Whether a loop goes over the whole buffer, element by element.</summary>
    private bool Covers(Element element, For loop) =>
        element.Index is Read { Variable: var counter } && counter == loop.Counter && loop.Relation == LoopRelation.Less
        && facts.PolynomialOf(loop.Start)?.Constant == 0
        && facts.PolynomialOf(loop.Limit) is { } limit && facts.PolynomialOf(new Length(element.Buffer)) is { } length && limit.SameAs(length);

    /// <summary>A length for storage that the statement needs: what it is made of stands before that.</summary>
    private Expr LengthOf(Expr buffer, Context context)
    {
        Expr length = Need(new Length(buffer), context);
        Flush(context);
        return length;
    }

    /// <summary>A length for storage in a scope around the statement.</summary>
    private Expr LengthIn(Scope scope, Expr buffer, Context context)
    {
        int budget = int.MaxValue;
        var measured = new Length(buffer);
        if (scope == context.Scope || Stable(measured, context, ref budget) is not null)
            return LengthOf(buffer, context);
        if (!scope.Kept.TryGetValue(measured, out Variable kept))
        {
            scope.Keep(measured, kept = symbols.New(NameOf(measured), ScalarType.Int32), SourcesOf(measured));
            scope.Forward.Add(new Declare(kept, measured));
            AddLocal(scope, new Local(kept, Provision.Value, null));
        }
        return new Read(kept);
    }

    private Variable SnapshotOf(Expr buffer, Scope scope, Context context)
    {
        if (!scope.Kept.TryGetValue(buffer, out Variable kept))
        {
            Variable named = Tree.BufferVariable(buffer);
            Expr length = LengthIn(scope, buffer, context);
            scope.Keep(buffer, kept = symbols.New(Names.Of(named) + "Before", new BufferType(named.Element, BufferKind.Span)), SourcesOf(buffer));
            copies.Add(kept);
            scope.Forward.Add(new Allocate(kept, new Length(buffer)));
            scope.Forward.Add(CopyOf(buffer, kept));
            AddLocal(scope, new Local(kept, Provision.Storage, length));
        }
        return kept;
    }

    /// <summary>The elements as they are; those that stand among others, one by one.</summary>
    private Statement CopyOf(Expr buffer, Variable to)
    {
        if (buffer.Type is not BufferType { Member: not null })
            return new Copy(buffer, new Read(to));
        Variable counter = symbols.New("i", ScalarType.Int32) with { Kind = VariableKind.Counter };
        var copy = new Assign(new Element(new Read(to), new Read(counter)), new Element(buffer, new Read(counter)));
        return new For(counter, Constant.Int(0), LoopRelation.Less, new Length(buffer), Constant.Int(1), new Block([copy]));
    }

    /// <summary>Computes a value before the statement, into a local that the backward pass uses.</summary>
    private Expr Hoist(Expr expr, Context context)
    {
        if (context.IsConditional)
            throw new InvalidOperationException($"{expr} is evaluated conditionally.");
        foreach (var hoisted in context.Hoisted.Concat(context.Computed))
        {
            if (hoisted.Value == expr)
                return new Read(hoisted.Variable);
        }
        Variable variable = symbols.New(context.At is Return && expr == context.Value ? "result" : NameOf(expr), expr.Type);
        context.Hoisted.Add((expr, variable));
        copies.Add(variable);
        return new Read(variable);
    }

    private static string NameOf(Expr expr) => expr switch
    {
        MathCall call => Names.Camel(call.Function),
        ScalarCall call => Names.Camel(call.Callee.Name) + "Value",
        Element { Buffer: var buffer } => Names.Of(Tree.BufferVariable(buffer)) + "Before",
        Length { Buffer: var buffer } => Names.OfWhole(Tree.BufferVariable(buffer)) + "Length",
        Binary { Operator: BinaryOperator.Add } => "sum",
        Binary { Operator: BinaryOperator.Subtract } => "difference",
        Binary { Operator: BinaryOperator.Multiply } => "product",
        Binary { Operator: BinaryOperator.Divide } => "quotient",
        { Type: ScalarType { Kind: ScalarKind.Bool } } => "condition",
        _ => "value",
    };

    /// <summary>Puts what was computed beforehand into the forward pass, the innermost first, and its names into the statement.</summary>
    private Func<Expr, Expr> Flush(Context context)
    {
        List<(Expr Value, Variable Variable)> done = context.Computed;
        Expr Use(Expr expr) => done.Count == 0 ? expr
            : Tree.Rewrite(expr, e => done.Where(d => d.Value == e).Select(d => new Read(d.Variable)).FirstOrDefault());
        foreach (var hoisted in context.Hoisted.OrderBy(h => Tree.Size(h.Value)).ToList())
        {
            context.Scope.Forward.Add(new Declare(hoisted.Variable, Use(hoisted.Value)));
            AddLocal(context.Scope, new Local(hoisted.Variable, Provision.Value, null));
            done.Add(hoisted);
        }
        context.Hoisted.Clear();
        return Use;
    }

    /// <summary>The value that an operation has computed.</summary>
    private Expr ResultOf(Expr expr, Context context)
    {
        if (context.Aliases.TryGetValue(expr, out Expr original))
            return ResultOf(original, context);
        if (context.Value is { } value && value == expr && context.ValuePlace is { } place)
            return place;
        return context.IsConditional ? Need(expr, context) : Hoist(expr, context);
    }

    /// <summary>A view again; null where the backward method is not given its storage.</summary>
    private Expr? Again(Expr buffer, Context context) => buffer switch
    {
        Read read => IsPassedBackward(read.Variable) ? read : null,
        Slice slice when Again(slice.Buffer, context) is { } inner =>
            new Slice(inner, Need(slice.Start, context), slice.Count is null ? null : Need(slice.Count, context)),
        Row row when Again(row.Buffer, context) is { } rows => row with { Buffer = rows, Index = Need(row.Index, context) },
        Conditional choice when Again(choice.WhenTrue, context) is { } one && Again(choice.WhenFalse, context) is { } other =>
            new Conditional(Need(choice.Condition, context), one, other),
        _ => null,
    };

    /// <summary>The cotangents of the elements that a buffer expression names.</summary>
    private Expr CotangentOf(Expr buffer, Context context) => buffer switch
    {
        Read read => new Read(activity.IsActive(read.Variable) ? symbols.CotangentOf(read.Variable) : Unwanted(read, context)),
        Conditional choice => new Conditional(Need(choice.Condition, context), CotangentOf(choice.WhenTrue, context), CotangentOf(choice.WhenFalse, context)),
        Row row when activity.IsActive(Tree.BufferVariable(row)) => row with { Buffer = CotangentOf(row.Buffer, context), Index = Need(row.Index, context) },
        Row row => throw new Diagnostics.UnsupportedException($"a row of '{Tree.BufferVariable(row).Name}', which has no gradient here, is chosen among others"),
        Slice slice => new Slice(CotangentOf(slice.Buffer, context), Need(slice.Start, context), slice.Count is null ? null : Need(slice.Count, context)),
        _ => throw new InvalidOperationException($"{buffer} is not a buffer."),
    };

    /// <summary>A place for the cotangents of a buffer without gradient, which a view may name that names others as well.</summary>
    private Variable Unwanted(Read buffer, Context context)
    {
        if (!unwanted.TryGetValue(buffer.Variable, out Variable cotangents))
        {
            Scope scope = scopes[buffer.Variable];
            unwanted[buffer.Variable] = cotangents = symbols.New(Names.Cotangent("Unused"), new BufferType(buffer.Variable.Element, BufferKind.Span));
            AddLocal(scope, new Local(cotangents, Provision.CotangentStorage, LengthOf(buffer, context)));
        }
        return cotangents;
    }
}
