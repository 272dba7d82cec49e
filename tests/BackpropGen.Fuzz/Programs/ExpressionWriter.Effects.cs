namespace BackpropGen.Fuzz.Programs;

// Values that change something when they are evaluated, so that it matters in which order that happens.
internal sealed partial class ExpressionWriter
{
    private int names;

    /// <summary>Where the numbers of its names begin, so that they are not those of another writer of the program.</summary>
    public int FirstName { init => names = value; }

    /// <summary>The value of one of the program's functions; an argument may change what an earlier one names.</summary>
    public string Call(string argument) =>
        $"{Pick(Functions)}({argument}, {(IsCapturing || random.Next(4) > 0 ? Leaf() : $"{Pick(reals)} = {Squashed(0)}")}, {Pick(integers)})";

    /// <summary>The spans that can be written.</summary>
    public List<string> Writable { get; init; } = [];

    /// <summary>An integer that is another one afterwards, where there is such a local.</summary>
    private string Cursor()
    {
        List<string> locals = IsCapturing ? [] : integers.FindAll(name => name.StartsWith('m'));
        if (locals.Count == 0 || random.Next(3) > 0)
            return Pick(integers);
        string local = Pick(locals);
        return random.Next(5) switch
        {
            0 => $"{local}++",
            1 => $"--{local}",
            2 => $"({local} += 3)",
            3 => $"({local} ^= 1)",
            _ => $"({local} = {Pick(integers)} + 1)",
        };
    }

    private string Effect(int depth)
    {
        List<string> locals = integers.FindAll(name => name.StartsWith('m'));
        switch (random.Next(pairs.Count > 0 ? 10 : 7))
        {
            case 0:
                return $"(({Cursor()} & 15) % 3) switch {{ 0 => (double)({Real(depth - 1)}), 1 when {Condition(0)} => {Real(depth - 1)}, _ => {Leaf()} }}";
            case 1:
                return $"Lib.Bump(ref {Pick(reals)}, {Real(depth - 1)})";
            case 2:
                string found = $"u{names++}";
                return $"(Lib.Try({Squashed(depth - 1)}, out double {found}) ? (double)({Real(depth - 1)}) : {Leaf()}) * {found}";
            case 3 when locals.Count > 0:
                string eaten = Pick(Writable);
                return $"Lib.Eat({eaten}{Pick(["", "[..1]", "[1..]", "[..^1]"])}, ref {Pick(locals)}, {Real(depth - 1)})";
            case 3 or 4:
                string buffer = Pick(Writable);
                return $"({buffer}[{Index(buffer)}] {Pick(["=", "+=", "*=", "-="])} {Squashed(depth - 1)})";
            case 5:
                return $"({Pick(reals)} {Pick(["=", "+=", "*="])} {Squashed(depth - 1)})";
            case 6:
                string name = $"u{names++}";
                return $"({Condition(depth - 1)} && ({Real(depth - 1)}) is var {name} && {name} > {Constant()} ? (double)({name}) * {Leaf()} : {Real(depth - 1)})";
            case 7:
                return $"({Pair()}{Pick(["++", ""])} * {Pair()}++).{Pick(["First", "Second"])} * 0.2";
            case 8:
                return $"({Pair()} {Pick(["&&", "||"])} {Pair()}++).{Pick(["First", "Second"])} * 0.3";
            default:
                return $"{Pair()}.Turned({Leaf()}) * {Leaf()}";
        }
    }
}
