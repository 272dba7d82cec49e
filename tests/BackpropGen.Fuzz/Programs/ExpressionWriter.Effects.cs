namespace BackpropGen.Fuzz.Programs;

// Values that change something when they are evaluated, so that it matters in which order that happens.
internal sealed partial class ExpressionWriter
{
    private int names;

    /// <summary>The value of one of the program's functions; an argument may change what an earlier one names.</summary>
    public string Call(string argument) =>
        $"{Pick(Functions)}({argument}, {(IsCapturing || random.Next(4) > 0 ? Leaf() : $"{Pick(reals)} = {Squashed(0)}")}, {Pick(integers)})";

    private string Effect(int depth)
    {
        switch (random.Next(pairs.Count > 0 ? 5 : 2))
        {
            case 0:
                return $"({Pick(reals)} {Pick(["=", "+=", "*="])} {Squashed(depth - 1)})";
            case 1:
                string name = $"u{names++}";
                return $"({Condition(depth - 1)} && ({Real(depth - 1)}) is var {name} && {name} > {Constant()} ? (double)({name}) * {Leaf()} : {Real(depth - 1)})";
            case 2:
                return $"({Pick(pairs)}{Pick(["++", ""])} * {Pick(pairs)}++).{Pick(["First", "Second"])} * 0.2";
            case 3:
                return $"({Pick(pairs)} {Pick(["&&", "||"])} {Pick(pairs)}++).{Pick(["First", "Second"])} * 0.3";
            default:
                return $"{Pick(pairs)}.Turned({Leaf()}) * {Leaf()}";
        }
    }
}
