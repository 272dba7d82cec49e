using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Frontend;

/// <summary>What statements change: the scalars that they assign, and the storage that they write to.</summary>
internal sealed class Effects
{
    private readonly Storage storage;
    private readonly HashSet<Variable> assigned = [];
    private readonly HashSet<Variable> written = [];

    public Effects(IEnumerable<Statement> statements, Storage storage)
    {
        this.storage = storage;
        foreach (Statement statement in Tree.All(statements))
            Add(statement);
    }

    public bool Writes(Variable root) => written.Contains(root);

    public bool WritesAny(IEnumerable<Variable> roots) => written.Overlaps(roots);

    public bool Assigns(Variable scalar) => assigned.Contains(scalar);

    public bool MayChange(Expr expr) => Changed(expr) is not null;

    /// <summary>A variable that the expression reads and that may change; null where its value stays.</summary>
    public Variable? Changed(Expr expr) => Tree.All(expr).Select(part => part switch
    {
        Read { Variable: { Type: ScalarType } variable } when assigned.Contains(variable) => variable,
        Element element when written.Overlaps(storage.RootsOf(element.Buffer)) => Tree.BufferVariable(element.Buffer),
        _ => null,
    }).FirstOrDefault(variable => variable is not null);

    private void Add(Statement statement)
    {
        switch (statement)
        {
            case Assign { Target: Read target }:
                assigned.Add(target.Variable);
                break;
            case Assign { Target: Element target }:
                written.UnionWith(storage.RootsOf(target.Buffer));
                break;
            case Copy copy:
                written.UnionWith(storage.RootsOf(copy.Destination));
                break;
            case Fill fill:
                written.UnionWith(storage.RootsOf(fill.Destination));
                break;
            case Arrange { Rows: var rows }:
                written.UnionWith(storage.RootsOf(rows));
                break;
            case Invoke invoke:
                for (int i = 0; i < invoke.Arguments.Count; i++)
                {
                    if (invoke.Arguments[i] is Reference { Target: Read target })
                        assigned.Add(target.Variable);
                    else if (invoke.Arguments[i].Type is StructType)
                        Add(storage.Pairs(invoke.Arguments[i], invoke.Callee.Parameters[i]), invoke.Callee.Parameters[i]);
                    else if (invoke.Callee.Parameters[i].IsWritten)
                        written.UnionWith(storage.RootsOf(invoke.Arguments[i]));
                }
                break;
        }
    }

    private void Add(IEnumerable<(Leaf Own, Leaf Called)> members, Parameter called)
    {
        foreach ((Leaf own, Leaf leaf) in members.Where(pair => called.Writes(pair.Called)))
        {
            if (own.Variable.Type is BufferType)
                written.Add(own.Variable);
            else if (called.IsShared)
                assigned.Add(own.Variable);
        }
    }
}
