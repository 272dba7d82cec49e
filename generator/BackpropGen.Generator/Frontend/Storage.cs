using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Frontend;

/// <summary>Which storage buffers name: a view names that of the parameters or locals behind it.</summary>
internal sealed class Storage(IEnumerable<Parameter> parameters)
{
    private readonly Dictionary<Variable, Variable[]> roots = [];
    private readonly List<Parameter> parameters = [.. parameters];
    private readonly Dictionary<Variable, Row> rows = [];

    /// <summary>The leaves that an argument for a parameter of a called method hands over.</summary>
    public IEnumerable<(Leaf Own, Leaf Called)> Pairs(Expr argument, Parameter called) => Objects.Pairs(parameters, argument, called);

    public void AddView(Variable view, Expr of)
    {
        roots[view] = RootsOf(of);
        if (RowOf(of) is { } row)
            rows[view] = row;
    }

    /// <summary>The row that a buffer names for good: by a number that keeps its value.</summary>
    public Row? RowOf(Expr buffer) => buffer switch
    {
        Read { Variable: var view } => rows.TryGetValue(view, out Row known) ? known : null,
        Row { Index: Read { Variable: var handle } } row when Handles.Contains(handle) => row,
        _ => null,
    };

    /// <summary>Locals that keep the numbers of rows.</summary>
    public HashSet<Variable> Handles { get; } = [];

    /// <summary>The storage that a buffer may name.</summary>
    public Variable[] RootsOf(Variable buffer) => roots.TryGetValue(buffer, out Variable[] behind) ? behind : [buffer];

    /// <summary>All storage that an argument may hand over.</summary>
    public Variable[] RootsOf(Expr argument) => argument switch
    {
        Reference { Target: Element element } => RootsOf(element.Buffer),
        Reference { Target: Read variable } => [variable.Variable],
        { Type: BufferType } => Tree.BufferVariables(argument).SelectMany(RootsOf).Distinct().ToArray(),
        { Type: StructType } => MembersOf(((Read)argument).Variable).Select(leaf => leaf.Variable).Where(leaf => leaf.Type is BufferType).ToArray(),
        _ => [],
    };

    private IEnumerable<Leaf> MembersOf(Variable whole)
    {
        (Parameter parameter, Part part) = Objects.Find(parameters, whole);
        return parameter.Leaves.Where(leaf => leaf.Path.StartsWith(part.Path + ".", StringComparison.Ordinal));
    }
}
