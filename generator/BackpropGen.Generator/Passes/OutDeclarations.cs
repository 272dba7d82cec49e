using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes;

/// <summary>A local whose first value is the result of a call is declared there: <c>Polar(x, y, out double angle)</c>.</summary>
internal static class OutDeclarations
{
    public static List<Statement> Run(IEnumerable<Statement> statements)
    {
        List<Statement> list = statements.Select(statement => Tree.MapBlocks(statement, block => new Block(Run(block.Statements.Items)))).ToList();
        NamePositions? named = null;
        var dropped = new HashSet<int>();
        for (int i = list.Count - 1; i >= 0; i--)
        {
            if (list[i] is not Declare { Variable: { Type: ScalarType type } variable, Value: null or Constant { Value: 0 } })
                continue;
            int first = (named ??= new NamePositions(list)).After(variable, i);
            if (first < 0 || list[first] is not CallForward call || Tree.Named([call]).Count(named => named == variable) != 1)
                continue;
            int position = call.Arguments.Items.ToList().FindIndex(argument =>
                argument is Reference { Keyword: "out", Target: Read target } && target.Variable == variable);
            if (position < 0)
                continue;
            list[first] = call with
            {
                Arguments = call.Arguments.Items.SetItem(position, new Reference($"out {type.Keyword}", new Read(variable))),
            };
            dropped.Add(i);
        }
        return dropped.Count == 0 ? list : [.. list.Where((_, i) => !dropped.Contains(i))];
    }
}
