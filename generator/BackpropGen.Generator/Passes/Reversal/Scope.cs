using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes.Reversal;

/// <summary>How the backward pass gets at a variable of a scope.</summary>
internal enum Provision
{
    /// <summary>A scalar of the forward pass: recomputed where that is cheap, otherwise kept.</summary>
    Value,

    /// <summary>A buffer of the forward pass with storage of its own.</summary>
    Storage,

    /// <summary>Made from other variables; the forward pass has it too, under the same name.</summary>
    Alias,

    /// <summary>Made from other variables; only the backward pass has it.</summary>
    BackwardAlias,

    /// <summary>The cotangent of a scalar: starts at 0.</summary>
    Cotangent,

    /// <summary>The cotangents of a buffer, or a place for those that nobody wants: starts at 0.</summary>
    CotangentStorage,
}

/// <summary>A variable that a scope declares, in the order of the forward pass.</summary>
/// <param name="Source">What the variable is made of, in values that the backward pass has; the length of a storage; null where it must be kept.</param>
internal sealed record Local(Variable Variable, Provision Provision, Expr? Source, bool IsZeroed = false);

/// <summary>A block under reversal: the forward statements as they will be, and what the backward pass owes for each.</summary>
/// <param name="loop">The loop whose body this is, with bounds that the backward pass can evaluate; null where it is none, or does not always run to its end.</param>
internal sealed class Scope(Scope? parent, Statement? owner, For? loop)
{
    public Scope? Parent { get; } = parent;

    /// <summary>The statement whose block this is; null for the method.</summary>
    public Statement? Owner { get; } = owner;

    public For? Loop { get; } = loop;

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    public bool IsLoop => Owner is not null && Tree.IsLoop(Owner);

    /// <summary>The body of a loop of which nobody knows beforehand how often it runs.</summary>
    public bool IsUncounted => IsLoop && Loop is null;

    public bool IsInLoop => IsLoop || (Parent?.IsInLoop ?? false);

    public List<Statement> Forward { get; } = [];

    private readonly Dictionary<Variable, int> declarations = [];
    private int indexed;

    /// <summary>The position in <see cref="Forward"/> of the declaration of a variable; -1 where there is none.</summary>
    public int DeclarationOf(Variable variable)
    {
        for (; indexed < Forward.Count; indexed++)
        {
            if (Forward[indexed] is Declare or Allocate && Tree.Declared(Forward[indexed]) is { } declared)
                declarations[declared] = indexed;
        }
        if (!declarations.TryGetValue(variable, out int position))
            return -1;
        // Since it was found, statements may have come before it, but none has gone.
        while (position < Forward.Count && Tree.Declared(Forward[position]) != variable)
            position++;
        return position < Forward.Count ? position : -1;
    }

    /// <summary>For each forward statement that needs any, its backward statements.</summary>
    public List<List<Statement>> Groups { get; } = [];

    /// <summary>Adds a group under a comment. One statement of the user's may become several: backwards, the comment stands above the first of them.</summary>
    public void AddGroup(string comment, string at, List<Statement> backward)
    {
        bool isContinued = comment.Length > 0 && Groups.Count > 0 && Groups[Groups.Count - 1] is [Remark { Text: var before }, ..] && ReferenceEquals(before, comment);
        if (isContinued)
            Groups[Groups.Count - 1].RemoveAt(0);
        Groups.Add([.. comment.Length > 0 ? [new Remark(comment) { At = at }] : Array.Empty<Statement>(), .. backward]);
    }

    /// <summary>Forward statements from a position on are made for one of the user's.</summary>
    public void PlaceForward(int first, Statement origin)
    {
        for (int i = first; i < Forward.Count; i++)
        {
            if (Forward[i].At.Length == 0)
                Forward[i] = Forward[i] with { Comment = origin.Comment, At = origin.At };
        }
    }

    public List<Local> Locals { get; } = [];

    /// <summary>Values that are overwritten later and have been copied, by the expression that reads them.</summary>
    public Dictionary<Expr, Variable> Kept { get; } = [];

    /// <summary>The scratch memory that the backward block borrows.</summary>
    public List<Statement> Borrows { get; } = [];

    private readonly Dictionary<Variable, List<Expr>> keptFrom = [];

    /// <param name="sources">What the value comes from: once that changes, the copy is no longer the same.</param>
    public void Keep(Expr value, Variable copy, IEnumerable<Variable> sources)
    {
        Kept[value] = copy;
        foreach (Variable source in sources)
            (keptFrom.TryGetValue(source, out List<Expr> values) ? values : keptFrom[source] = []).Add(value);
    }

    /// <summary>The copies of values that come from a variable are outdated.</summary>
    public void Forget(Variable source)
    {
        if (!keptFrom.TryGetValue(source, out List<Expr> values))
            return;
        foreach (Expr value in values)
            Kept.Remove(value);
        keptFrom.Remove(source);
    }

    /// <summary>Statements at the end of the forward block that keep its values.</summary>
    public List<Statement> Saves { get; } = [];
}

/// <summary>A statement under reversal.</summary>
internal sealed class Context(Statement at, Scope scope)
{
    public Statement At { get; } = at;

    public Scope Scope { get; } = scope;

    /// <summary>Subexpressions to be computed beforehand, since the backward pass wants their values.</summary>
    public List<(Expr Value, Variable Variable)> Hoisted { get; } = [];

    /// <summary>Those that stand before the statement already.</summary>
    public List<(Expr Value, Variable Variable)> Computed { get; } = [];

    public List<Statement> Backward { get; } = [];

    /// <summary>The value that the statement computes, and where it can be found afterwards; null where it is overwritten.</summary>
    public Expr? Value { get; set; }

    public Expr? ValuePlace { get; set; }

    /// <summary>The cotangent of the place that the statement overwrites, where the value reads that very place.</summary>
    public Expr? OwnCotangent { get; set; }

    /// <summary>The cotangent that the overwritten place gets: what the value owes to its own old content.</summary>
    public Expr? OwnContribution { get; set; }

    /// <summary>The cotangent that everything in the backward statements comes from; null where there is none of a single number.</summary>
    public Expr? Cotangent { get; set; }

    /// <summary>Inside an operand whose cotangent is looked at first: what is owed there is owed under a condition.</summary>
    public bool IsGuarded { get; set; }

    /// <summary>Inside an operand that is only evaluated conditionally, nothing can be computed beforehand.</summary>
    public bool IsConditional { get; set; }

    /// <summary>For an expression put in for a call, the call whose result it is.</summary>
    public Dictionary<Expr, Expr> Aliases { get; } = [];
}
