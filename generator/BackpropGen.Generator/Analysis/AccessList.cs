using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Analysis;

/// <summary>The accesses to one storage in the order of the text. Those of one element each, at known positions, are found by their positions.</summary>
internal sealed class AccessList
{
    public static readonly AccessList Empty = new();

    private readonly List<Access> all = [];
    private readonly List<Access> elsewhere = [];
    private readonly Dictionary<long, List<Access>> elements = [];
    private readonly List<int> writes = [];

    public IReadOnlyList<Access> All => all;

    public bool HasWrites => writes.Count > 0;

    /// <param name="order">The statement's turn in the text, which is not before those of earlier accesses.</param>
    public void Add(Access access, int order)
    {
        all.Add(access);
        if (access.IsWrite)
            writes.Add(order);
        (PositionOf(access.Region) is not { } position ? elsewhere : elements.TryGetValue(position, out List<Access> list) ? list : elements[position] = []).Add(access);
    }

    /// <summary>The accesses that may touch elements of a region, in lists that are each in the order of the text.</summary>
    public IEnumerable<List<Access>> Near(Region region)
    {
        if (PositionOf(region) is not { } position)
            return [all];
        return elements.TryGetValue(position, out List<Access> same) ? [same, elsewhere] : [elsewhere];
    }

    /// <summary>Whether one of the statements from one turn to another writes to the storage.</summary>
    public bool IsWrittenBetween(int first, int last) => Turns.IsAnyBetween(writes, first, last);

    private static long? PositionOf(Region region) => region.Count?.Constant == 1 ? region.Offset?.Constant : null;
}
