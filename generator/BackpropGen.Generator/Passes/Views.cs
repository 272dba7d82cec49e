using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes;

/// <summary>Which storage the views of a generated method name.</summary>
internal sealed class Views
{
    private readonly Dictionary<Variable, Variable> storage = [];

    public Views(IEnumerable<Statement> statements)
    {
        foreach (Declare declare in Tree.All(statements).OfType<Declare>())
        {
            if (declare.Variable.Type is BufferType && declare.Value is Read or Slice)
                storage[declare.Variable] = Tree.BufferVariable(declare.Value!);
        }
    }

    public Variable Root(Expr buffer)
    {
        Variable variable = Tree.BufferVariable(buffer);
        while (storage.TryGetValue(variable, out Variable behind))
            variable = behind;
        return variable;
    }
}
