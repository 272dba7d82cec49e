using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes.Reversal;

/// <summary>The variables that reversal introduces.</summary>
internal sealed class Symbols
{
    private readonly Dictionary<Variable, Variable> cotangents = [];
    private readonly Dictionary<Variable, Variable> primals = [];
    private readonly Dictionary<string, string> cotangentNames = [];
    private readonly Names names;
    private int nextId;

    public Symbols(Method method)
    {
        names = new Names(method.ReservedNames.Items.Concat([method.TapeName, method.FrameName, method.ResultCotangentName]));
        nextId = Tree.All(method.Body!.Statements.Items)
            .SelectMany(s => Tree.Expressions(s).SelectMany(Tree.Reads).Concat(Tree.Declared(s) is { } v ? [v] : []))
            .Concat(method.Parameters.SelectMany(p => p.Leaves.Select(leaf => leaf.Variable).Concat(p.Parts.Select(part => part.Variable)).Prepend(p.Variable)))
            .Select(variable => variable.Id).DefaultIfEmpty(0).Max() + 1;
    }

    public Variable New(string name, IrType type) => new(nextId++, names.Unique(name), type, VariableKind.Generated);

    /// <summary>A variable whose name is given by the contract.</summary>
    public Variable Fixed(string name, IrType type) => new(nextId++, name, type, VariableKind.Generated);

    public void SetCotangent(Variable primal, Variable cotangent)
    {
        cotangents[primal] = cotangent;
        if (!primals.ContainsKey(cotangent))
            primals[cotangent] = primal;
    }

    /// <summary>The variable of which this one is the cotangent; null where it is none.</summary>
    public Variable? PrimalOf(Variable cotangent) => primals.TryGetValue(cotangent, out Variable primal) ? primal : null;

    /// <summary>
    /// The cotangent of a variable. Locals of the same name in disjoint scopes have cotangents of the same name, in disjoint scopes too.
    /// </summary>
    public Variable CotangentOf(Variable primal)
    {
        if (!cotangents.TryGetValue(primal, out Variable cotangent))
        {
            if (!cotangentNames.TryGetValue(primal.Name, out string name))
                cotangentNames[primal.Name] = name = names.Unique(Names.Cotangent(primal.Name));
            IrType type = primal.Type is BufferType buffer ? new BufferType(buffer.Element, BufferKind.Span) { IsJagged = buffer.IsOnTape } : primal.Type;
            SetCotangent(primal, cotangent = Fixed(name, type));
        }
        return cotangent;
    }
}
