namespace BackpropGen.Generator.Ir;

/// <summary>Which statements of a list name a variable, found once for all variables.</summary>
internal sealed class NamePositions
{
    private static readonly List<int> None = [];

    private readonly Dictionary<Variable, List<int>> positions = [];

    public NamePositions(IReadOnlyList<Statement> statements)
    {
        for (int i = 0; i < statements.Count; i++)
        {
            foreach (Variable variable in Tree.Named([statements[i]]))
            {
                List<int> list = positions.TryGetValue(variable, out List<int> known) ? known : positions[variable] = [];
                if (list.Count == 0 || list[list.Count - 1] != i)
                    list.Add(i);
            }
        }
    }

    /// <summary>The positions of the statements that name a variable, in ascending order.</summary>
    public IReadOnlyList<int> Of(Variable variable) => positions.TryGetValue(variable, out List<int> list) ? list : None;

    /// <summary>The first one after a position; -1 where there is none.</summary>
    public int After(Variable variable, int position)
    {
        if (!positions.TryGetValue(variable, out List<int> list))
            return -1;
        int found = list.BinarySearch(position + 1);
        int next = found >= 0 ? found : ~found;
        return next < list.Count ? list[next] : -1;
    }
}
