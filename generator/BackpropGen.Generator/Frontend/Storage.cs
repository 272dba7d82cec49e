using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Frontend;

/// <summary>Which storage buffers name: a view names that of the parameter or local behind it.</summary>
internal sealed class Storage(IEnumerable<Parameter> parameters)
{
    private readonly Dictionary<Variable, Variable> roots = [];
    private readonly List<Parameter> parameters = [.. parameters];

    /// <summary>The leaves that an argument for a parameter of a called method hands over.</summary>
    public IEnumerable<(Leaf Own, Leaf Called)> Pairs(Expr argument, Parameter called) => Objects.Pairs(parameters, argument, called);

    public void AddView(Variable view, Expr of) => roots[view] = RootOf(of);

    public Variable RootOf(Variable buffer) => roots.TryGetValue(buffer, out Variable root) ? root : buffer;

    public Variable RootOf(Expr buffer) => RootOf(Tree.BufferVariable(buffer));

    /// <summary>All storage that an argument hands over.</summary>
    public IEnumerable<Variable> RootsOf(Expr argument) => argument.Type switch
    {
        _ when argument is Reference { Target: Element element } => [RootOf(element.Buffer)],
        _ when argument is Reference { Target: Read variable } => [variable.Variable],
        BufferType => [RootOf(argument)],
        StructType => MembersOf(((Read)argument).Variable).Select(leaf => leaf.Variable).Where(leaf => leaf.Type is BufferType),
        _ => [],
    };

    private IEnumerable<Leaf> MembersOf(Variable whole)
    {
        (Parameter parameter, Part part) = Objects.Find(parameters, whole);
        return parameter.Leaves.Where(leaf => leaf.Path.StartsWith(part.Path + ".", StringComparison.Ordinal));
    }
}
