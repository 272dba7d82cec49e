using BackpropGen.Generator.Analysis;
using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes.Reversal;

/// <summary>
/// Reverse mode on structured code: every statement gives its forward form, which keeps what the backward pass will read, and its
/// backward form; blocks and loops are turned around. (Griewank and Walther, Evaluating Derivatives, chapters 3, 4 and 6.)
/// </summary>
internal sealed partial class Reversal
{
    private readonly Method method;
    private readonly Facts facts;
    private readonly Activity activity;
    private readonly Dependence dependence;
    private readonly Symbols symbols;
    private readonly Dictionary<Variable, Scope> scopes = [];
    private readonly Dictionary<Variable, Variable> unwanted = [];
    private readonly HashSet<Variable> guarded;
    private readonly UseCertainty certainty;

    /// <summary>Copies of values of the forward pass.</summary>
    private readonly HashSet<Variable> copies = [];

    /// <summary>The growing stacks of the record, opened first.</summary>
    private readonly List<Statement> stacks = [];
    private Expr? result;

    public Reversal(Method method)
    {
        this.method = method;
        facts = new Facts(method);
        activity = new Activity(facts);
        dependence = new Dependence(facts);
        symbols = new Symbols(method);
        certainty = new UseCertainty(facts, activity);
        guarded = [.. method.Parameters.SelectMany(parameter => parameter.Leaves.Items).Where(leaf => leaf.Guard is not null).Select(leaf => leaf.Variable)];
        ResultCotangent = symbols.Fixed(method.ResultCotangentName, method.ReturnType ?? ScalarType.Double);
    }

    /// <summary>The cotangent of the method's result; 1 where the gradient of a scalar is asked for.</summary>
    public Variable ResultCotangent { get; }

    public Reversed Run()
    {
        var scope = new Scope(null, null, null);
        DeclareParameters(scope);
        foreach (Statement statement in method.Body!.Statements.Items)
            Visit(statement, scope);
        Turned turned = Close(scope, Totals());
        scope.Forward.InsertRange(0, stacks);
        scope.Forward.AddRange(scope.Borrows);
        return new Reversed(method, facts, symbols, scope.Forward, scope.Saves, result, ResultCotangent, turned, slots).WithNumberedSlots();
    }

    private void AddLocal(Scope scope, Local local)
    {
        scope.Locals.Add(local);
        scopes[local.Variable] = scope;
    }

    /// <summary>
    /// How deep the scope is that declares a variable; parameters are in the method's. What only some classes have of an object is not named
    /// outside of the branch for these.
    /// </summary>
    private int Depth(Variable variable) => guarded.Contains(variable) ? guardDepth : scopes.TryGetValue(variable, out Scope scope) ? scope.Depth : 0;

    private void Visit(Statement statement, Scope scope)
    {
        switch (statement)
        {
            case If branch:
                VisitIf(branch, scope);
                break;
            case For loop:
                VisitFor(loop, scope);
                break;
            case While loop:
                VisitWhile(loop, scope);
                break;
            default:
                VisitSimple(Inlined(statement), statement, scope);
                break;
        }
        Forget(statement, scope);
    }

    private void VisitSimple(Statement statement, Statement at, Scope scope)
    {
        var context = new Context(at, scope);
        int before = scope.Forward.Count;
        switch (statement)
        {
            case Declare s: VisitDeclare(s, context); break;
            case Assign s: VisitAssign(s, context); break;
            case Allocate s: VisitAllocate(s, context); break;
            case NewRow s: VisitNewRow(s, context); break;
            case Arrange s: VisitArrange(s, context); break;
            case Copy s: VisitCopy(s, context); break;
            case Fill s: VisitFill(s, context); break;
            case Invoke s: VisitInvoke(s, context); break;
            case Return s: VisitReturn(s, context); break;
            case Break or Throw or Guard or Effect: context.Scope.Forward.Add(statement); break;
            default: throw new InvalidOperationException($"{statement.GetType().Name} does not belong into a forward method.");
        }
        if (statement.At.Length > 0)
            scope.PlaceForward(before, statement);
        if (context.Backward.Count > 0)
            scope.AddGroup(statement.Comment, statement.At, Guarded(context));
    }

    private void VisitDeclare(Declare declare, Context context)
    {
        Variable variable = declare.Variable;
        if (variable.Type is BufferType { IsOnTape: true })
        {
            scopes[variable] = context.Scope;
            return;
        }
        if (variable.Type is BufferType)
        {
            Expr? view = Again(declare.Value!, context);
            Expr? cotangents = activity.IsActive(variable) ? CotangentOf(declare.Value!, context) : null;
            // What the view is made of comes before it.
            context.Scope.Forward.Add(Tree.Map(declare, Flush(context)));
            AddLocal(context.Scope, new Local(variable, Provision.Alias, view));
            if (cotangents is not null)
                AddLocal(context.Scope, new Local(symbols.CotangentOf(variable), Provision.BackwardAlias, cotangents));
            return;
        }
        bool isFinal = !facts.IsAssigned(variable);
        if (declare.Value is { } value && activity.IsActive(variable))
        {
            context.Value = value;
            context.ValuePlace = isFinal ? new Read(variable) : null;
            context.Cotangent = new Read(symbols.CotangentOf(variable));
            Propagate(value, new Read(symbols.CotangentOf(variable)), context);
        }
        int cheap = variable.Element.IsFloating ? Cheap : int.MaxValue;
        Expr? again = isFinal && declare.Value is { } initial ? Stable(initial, context, ref cheap) : null;
        context.Scope.Forward.Add(Tree.Map(declare, Flush(context)));
        AddLocal(context.Scope, new Local(variable, Provision.Value, again));
        if (activity.IsActive(variable))
            AddLocal(context.Scope, new Local(symbols.CotangentOf(variable), Provision.Cotangent, null));
    }

    private void VisitAssign(Assign assign, Context context)
    {
        context.Value = assign.Value;
        context.ValuePlace = StablePlace(assign.Target, context);
        bool isActive = assign.Target is Element { Buffer: var buffer } ? activity.IsActive(Tree.BufferVariable(buffer)) : activity.IsActive(assign.Target);
        if (isActive)
        {
            Expr place = assign.Target is Element element
                ? new Element(CotangentOf(element.Buffer, context), Need(element.Index, context))
                : new Read(symbols.CotangentOf(((Read)assign.Target).Variable));
            context.Cotangent = place;
            if (MayReadOtherwise(assign))
            {
                Variable old = symbols.New(Names.Cotangent("Old"), place.Type);
                context.Backward.Add(new Declare(old, place));
                context.Backward.Add(new Assign(place, Constant.Of(place.Scalar, 0)));
                Propagate(assign.Value, new Read(old), context);
            }
            else
            {
                context.OwnCotangent = place;
                Propagate(assign.Value, place, context);
                Expr own = context.OwnContribution ?? Constant.Of(place.Scalar, 0);
                if (own != place && !(context.OwnContribution is null && IsFirstTouch(assign, context.At)))
                    context.Backward.Add(new Assign(place, own));
            }
        }
        // What is assigned is a place, not a value that could have been computed beforehand.
        Func<Expr, Expr> use = Flush(context);
        context.Scope.Forward.Add(new Assign(assign.Target is Element e ? new Element(e.Buffer, use(e.Index)) : assign.Target, use(assign.Value)));
    }

    /// <summary>Where the assigned value can be read for as long as the backward pass wants it; null where it is overwritten.</summary>
    private Expr? StablePlace(Expr target, Context context)
    {
        if (target is Read { Variable: var variable })
            return IsPassedBackward(variable) && !dependence.MayChangeAgain(variable, context.At) ? target : null;
        var element = (Element)target;
        if (dependence.MayBeOverwrittenAgain(facts.RegionOf(element), context.At))
            return null;
        int budget = int.MaxValue;
        return Stable(element.Buffer, context, ref budget) is { } buffer && Stable(element.Index, context, ref budget) is { } index
            ? new Element(buffer, index) : null;
    }

    /// <summary>Whether the value reads the overwritten place by another name, or only under a condition: then its cotangent is moved away first.</summary>
    private bool MayReadOtherwise(Assign assign)
    {
        bool conditional = Tree.All(CalledExpressions.Whole(assign.Value)).Any(e => (e is Conditional || IsChoice(e)) && activity.IsActive(e));
        if (assign.Target is Read)
            return conditional && Tree.All(assign.Value).Contains(assign.Target);
        var target = (Element)assign.Target;
        Region written = facts.RegionOf(target);
        return Tree.All(assign.Value).OfType<Element>().Where(e => facts.MayShare(e.Buffer, target.Buffer)).Any(e =>
            e == target ? conditional
            : !(written.Offset is { } a && facts.RegionOf(e).Offset is { } b && (a - b).Constant is { } distance && distance != 0));
    }

    /// <summary>Nothing has used this element before: its cotangent is not wanted any more.</summary>
    private bool IsFirstTouch(Assign assign, Statement at) =>
        assign.Target is Element element
            ? IsOwn(element.Buffer) && !dependence.IsTouchedBefore(facts.RegionOf(element), at)
            : IsFirstAssignment(((Read)assign.Target).Variable, at);

    /// <summary>The storage is the method's own.</summary>
    private bool IsOwn(Expr buffer) => facts.RootsOf(Tree.BufferVariable(buffer)).All(root => root.Kind == VariableKind.Local);

    /// <summary>An <c>out</c> parameter has no value before its first assignment.</summary>
    private bool IsFirstAssignment(Variable variable, Statement at) =>
        facts.ParameterOf(variable) is { Passing: Passing.Out }
        && !facts.PlaceOf(at).Enclosing.Any(statement => statement is not If)
        && facts.AssignmentsTo(variable).Take(1).All(first => facts.PlaceOf(first).Order >= facts.PlaceOf(at).Order);

    private void VisitAllocate(Allocate allocate, Context context)
    {
        Expr count = Need(allocate.Count, context);
        context.Scope.Forward.Add(Tree.Map(allocate, Flush(context)));
        AddLocal(context.Scope, new Local(allocate.Variable, Provision.Storage, count, IsZeroed: !Coverage.IsWrittenFirst(facts, (Allocate)context.At)));
        if (activity.IsActive(allocate.Variable))
            AddLocal(context.Scope, new Local(symbols.CotangentOf(allocate.Variable), Provision.CotangentStorage, count));
    }

    private void VisitCopy(Copy copy, Context context)
    {
        if (activity.IsActive(Tree.BufferVariable(copy.Destination)))
        {
            Expr destination = CotangentOf(copy.Destination, context);
            if (activity.IsActive(Tree.BufferVariable(copy.Source)))
                context.Backward.Add(new Run(new RuntimeCall($"Vjp.{(IsFresh(copy, context.At) ? "CopyToFresh" : "CopyTo")}<{Tree.BufferVariable(copy.Source).Element.Keyword}>", null, [CotangentOf(copy.Source, context), destination])));
            else
                context.Backward.Add(new Fill(new Slice(destination, Constant.Int(0), Need(new Length(copy.Source), context)), null));
        }
        context.Scope.Forward.Add(Tree.Map(copy, Flush(context)));
    }

    /// <summary>Nothing has used the destination of a copy before: its cotangents are not wanted any more.</summary>
    private bool IsFresh(Copy copy, Statement at) => IsOwn(copy.Destination)
        && !facts.MayShare(copy.Destination, copy.Source)
        && !dependence.IsTouchedBefore(facts.RegionOf(copy.Destination) with { Count = facts.RegionOf(copy.Source).Count }, at);

    private void VisitFill(Fill fill, Context context)
    {
        if (activity.IsActive(Tree.BufferVariable(fill.Destination)))
        {
            Expr destination = CotangentOf(fill.Destination, context);
            if (fill.Value is { } value && activity.IsActive(value))
            {
                Variable sum = symbols.New(Names.Cotangent("Fill"), value.Type);
                context.Backward.Add(new Declare(sum, new RuntimeCall($"Vjp.Fill<{value.Scalar.Keyword}>", value.Type, [destination])));
                context.Backward.AddRange(IfWanted(new Read(sum), Propagated(value, new Read(sum), context)));
            }
            else
            {
                context.Backward.Add(new Fill(destination, null));
            }
        }
        context.Scope.Forward.Add(Tree.Map(fill, Flush(context)));
    }

    /// <summary>A copied value is no longer that of its variable once the variable is overwritten, nor is that of a part once another part is meant.</summary>
    private void Forget(Statement statement, Scope scope)
    {
        if (scope.Kept.Count == 0)
            return;
        foreach (Statement inner in Tree.All(statement))
        {
            foreach (Variable changed in facts.AssignedBy(inner).Concat(facts.WrittenBy(inner)))
                scope.Forget(changed);
        }
    }

    /// <summary>The scalars and the storage that a copied value comes from.</summary>
    private IEnumerable<Variable> SourcesOf(Expr key) => Tree.All(key).SelectMany(part => part switch
    {
        Read { Variable: { Type: ScalarType } variable } => [variable],
        Element element => facts.RootsOf(facts.RootOf(element.Buffer)),
        _ => [],
    }).Concat(key.Type is BufferType ? facts.RootsOf(facts.RootOf(key)) : []);

    /// <summary>Puts called expressions in place of calls whose derivative needs more than arguments and result.</summary>
    private Statement Inlined(Statement statement)
    {
        return Tree.Map(statement, expr => Tree.Rewrite(expr, Replace));

        Expr? Replace(Expr expr) => expr is ScalarCall call && activity.IsActive(call) && !IsSelfContained(call.Callee.Expression!)
            ? Tree.Rewrite(CalledExpressions.Of(call), Replace) : null;
    }
}
