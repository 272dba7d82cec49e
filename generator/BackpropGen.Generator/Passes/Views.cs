using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes;

/// <summary>Which storage the views of a generated method name.</summary>
internal sealed class Views
{
    private readonly Dictionary<Variable, List<Variable>> storage = [];

    public Views(IEnumerable<Statement> statements)
    {
        foreach (Declare declare in Tree.All(statements).OfType<Declare>())
        {
            if (declare.Variable.Type is BufferType && declare.Value is Read or Slice or Row or Conditional)
                storage[declare.Variable] = Tree.BufferVariables(declare.Value!).ToList();
        }
    }

    /// <summary>The one buffer behind a view; the view itself where it may name one of several.</summary>
    public Variable Root(Expr buffer)
    {
        Variable variable = Tree.BufferVariable(buffer);
        while (storage.TryGetValue(variable, out List<Variable> behind) && behind.Count == 1)
            variable = behind[0];
        return variable;
    }

    /// <summary>Whether two buffers may name the same storage.</summary>
    public bool MayShare(Expr a, Expr b)
    {
        Variable x = Root(a);
        Variable y = Root(b);
        return x == y || ((storage.ContainsKey(x) || storage.ContainsKey(y)) && Roots(x).Intersect(Roots(y)).Any());
    }

    private IEnumerable<Variable> Roots(Variable variable) => storage.TryGetValue(variable, out List<Variable> behind) ? behind.SelectMany(Roots) : [variable];
}
