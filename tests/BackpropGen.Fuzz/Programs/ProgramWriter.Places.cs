namespace BackpropGen.Fuzz.Programs;

// Assignments to several places at once, which may be one place.
internal sealed partial class ProgramWriter
{
    /// <summary>What can be assigned: a number, an element, a member of a struct.</summary>
    private string Place()
    {
        switch (random.Next(8))
        {
            case < 3:
                return Pick(reals);
            case 3 when pairs.Count > 0:
                return expressions.Pair() + Pick([".First", ".Second"]);
            case 4 when grids.Count > 0:
                return expressions.Cell(Pick(grids));
            default:
                string buffer = Pick(writable);
                return $"{buffer}[{expressions.Index(buffer)}]";
        }
    }

    private ProgramNode Places()
    {
        string kept = Place();
        return new(random.Next(6) switch
        {
            0 => $"({Place()}, {Place()}) = ({expressions.Squashed(1)}, {Place()});",
            1 => $"({Place()}, {kept}) = ({expressions.Squashed(1)}, {kept});",
            2 => $"({Place()}, {Place()}, {kept}) = ({kept}, {Place()}, {expressions.Squashed(1)});",
            3 => $"({kept}, ({Place()}, {Place()})) = ({Place()}, ({kept}, {expressions.Squashed(1)}));",
            4 => $"{Place()} = {Place()} {Pick(["=", "*=", "+="])} {expressions.Squashed(2)};",
            _ => $"{Place()} {Pick(["+=", "*="])} {Place()} = {expressions.Squashed(2)};",
        });
    }
}
