using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Frontend;

/// <summary>Which storage buffers name: a view names that of the parameter or local behind it.</summary>
internal sealed class Storage(IEnumerable<Parameter> parameters)
{
    private readonly Dictionary<Variable, Variable> roots = [];
    private readonly Dictionary<Variable, Parameter> structs =
        parameters.Where(parameter => parameter.IsStruct).ToDictionary(parameter => parameter.Variable);

    public void AddView(Variable view, Expr of) => roots[view] = RootOf(of);

    public Variable RootOf(Variable buffer) => roots.TryGetValue(buffer, out Variable root) ? root : buffer;

    public Variable RootOf(Expr buffer) => RootOf(Tree.BufferVariable(buffer));

    /// <summary>All storage that an argument hands over.</summary>
    public IEnumerable<Variable> RootsOf(Expr argument) => argument.Type switch
    {
        _ when argument is Reference { Target: Element element } => [RootOf(element.Buffer)],
        _ when argument is Reference { Target: Read variable } => [variable.Variable],
        BufferType => [RootOf(argument)],
        StructType => structs[((Read)argument).Variable].Leaves.Select(leaf => leaf.Variable).Where(leaf => leaf.Type is BufferType),
        _ => [],
    };
}
