namespace BackpropGen.Fuzz.Programs;

/// <summary>Writes random expressions over what is in scope, in domains where every function is smooth enough.</summary>
internal sealed partial class ExpressionWriter(
    Random random, List<string> reals, List<string> singles, List<string> integers, List<string> buffers, List<string> pairs, List<string> grids)
{
    /// <summary>In a local function, which cannot see spans and references.</summary>
    public bool IsCapturing { get; set; }

    /// <summary>The structs that have names here: a local function cannot see one that is a reference.</summary>
    private List<string> Pairs => IsCapturing ? pairs.FindAll(name => name[0] is not ('g' or 'j')) : pairs;

    /// <summary>The spans and arrays of structs.</summary>
    public List<string> Structs { get; init; } = [];

    /// <summary>A struct: a variable, or one in a span.</summary>
    public string Pair() => !IsCapturing && Structs.Count > 0 && random.Next(5) < 2 && Pick(Structs) is var structs ? $"{structs}[{Index(structs)}]" : Pick(Pairs);

    /// <summary>Outside the program, whose parameters it cannot see.</summary>
    public bool IsFunction { get; init; }

    /// <summary>The functions that can be called.</summary>
    public List<string> Functions { get; } = [];

    /// <summary>Names that can be read only.</summary>
    public List<string> Extra { get; } = [];

    /// <summary>The locals of an enum.</summary>
    public List<string> Kinds { get; } = [];

    /// <summary>A value that stays moderate however often it is computed again.</summary>
    public string Squashed(int depth) => random.Next(3) switch
    {
        0 => $"Math.Sin({Real(depth)})",
        1 => $"Math.Tanh({Real(depth)})",
        _ => $"0.5 * Math.Cos({Real(depth)})",
    };

    public string Real(int depth)
    {
        if (depth <= 0)
            return Leaf();
        string Sub() => Real(depth - 1 - random.Next(2));
        return random.Next(29) switch
        {
            < 3 => $"({Sub()} + {Sub()})",
            < 5 => $"({Sub()} - {Sub()})",
            < 9 => $"{Factor(Sub())} * {Factor(Sub())}",
            9 => $"{Factor(Sub())} / (1.5 + {Square(Sub())})",
            10 => $"Math.Exp(-{Square(Sub())})",
            11 => $"Math.Sqrt(1 + {Square(Sub())})",
            12 => $"Math.Log(1.2 + {Square(Sub())})",
            13 => $"Math.Atan({Sub()})",
            14 => $"Math.{Pick(["Max", "Min"])}({Sub()}, {Sub()})",
            15 => $"Math.Abs({Sub()})",
            16 => $"Math.Pow(1.1 + {Square(Leaf())}, {ProgramWriter.Number(random.NextDouble() * 3)})",
            17 => $"({Condition(depth - 1)} ? (double)({Sub()}) : {Sub()})",
            18 => $"{Pick(["Lib.Smooth", "Lib.Blend", "Lib.Helper", "Lib.Again", "Lib.Custom", "Lib.Checked", "Numbers.Bent"])}({Squashed(depth - 1)}, {Leaf()})",
            19 => IsCapturing || random.Next(2) == 0 ? $"Lib.Deep({Leaf()}, {random.Next(4)})" : $"Lib.Count({Pick(buffers)}) * {Leaf()}",
            20 => $"(Lib.Plain({Leaf()}) switch {{ > 0.4 => (double)({Sub()}), < -0.3 => {Leaf()}, _ => {Sub()} }})",
            21 => Pairs.Count > 0 ? $"({Pair()} * {Pair()}).{Pick(["First", "Second", "Product"])} * 0.2" : $"-{Factor(Leaf())}",
            22 => random.Next(3) == 0 ? $"Gradient.Stop({Leaf()}) * {Leaf()}" : $"new Lib.Triple({Leaf()}, {Leaf()}, {Sub()}).Mixed",
            23 when !IsFunction => $"c.Step({(random.Next(3) == 0 ? Pick(["c.State", "c.Gain"]) : Squashed(depth - 1))})",
            25 => $"Lib.Sum({(IsCapturing ? "" : $"{Pick(buffers)}[{0}], ")}{Squashed(depth - 1)}, {Leaf()})",
            24 when !IsFunction => $"{Pick(["c.Gain", "c.State"])} * {Leaf()}",
            26 when Functions.Count > 0 => Call(Squashed(depth - 1)),
            27 when !IsCapturing => Effect(depth),
            _ => Leaf(),
        };
    }

    public string Condition(int depth) => random.Next(10) switch
    {
        8 => $"({Leaf()} > 0.2, {Pick(integers)}) is (true, > 1) or (false, < 3)",
        9 when !IsCapturing => $"{Pick(buffers)} is [_, _, ..]",
        0 when depth > 0 => $"({Condition(depth - 1)} && {Condition(depth - 1)})",
        1 when depth > 0 => $"({Condition(depth - 1)} || {Condition(depth - 1)})",
        2 => $"!({Leaf()} < {Constant()})",
        5 when Kinds.Count > 0 => $"{Pick(Kinds)} {Pick(["==", "!=", "<"])} {Kind()}",
        3 => $"{Pick(integers)} % 2 == 0",
        4 => $"Lib.Plain({Leaf()}) is > -0.6 and < 0.4",
        _ => $"{Real(1)} {Pick(["<", ">", "<=", ">="])} {(random.Next(2) == 0 ? Constant() : Leaf())}",
    };

    /// <summary>An index that is in the buffer, whatever the numbers are.</summary>
    public string Index(string buffer) => random.Next(6) switch
    {
        0 => "0",
        1 => "^1",
        2 => $"({Cursor()} & 15) % {buffer}.Length",
        3 => $"k[({Cursor()} & 15) % k.Length] % {buffer}.Length",
        4 => $"{buffer}.Length - 1 - ({Cursor()} & 7) % {buffer}.Length",
        _ => $"(({Cursor()} & 15) + {random.Next(3)}) % {buffer}.Length",
    };

    /// <summary>An element of an array of two dimensions.</summary>
    public string Cell(string grid) =>
        $"{grid}[({Pick(integers)} & 15) % {grid}.GetLength(0), {Pick(["0", $"{grid}.GetUpperBound(1)", $"(({Pick(integers)} & 15) + 1) % {grid}.GetLength(1)"])}]";

    public string Kind() => $"Lib.Kind.{Pick(["Low", "Middle", "High"])}";

    private string Leaf()
    {
        switch (random.Next(8))
        {
            case 0:
                return Constant();
            case 1 or 2 when !IsCapturing:
                string buffer = Pick(buffers);
                return $"{buffer}[{Index(buffer)}]";
            case 3 when singles.Count > 0:
                return random.Next(2) == 0 ? Pick(singles) : $"({Pick(singles)} * 0.5f)";
            case 6 when grids.Count > 0:
                return Cell(Pick(grids));
            case 4 when Extra.Count > 0 && !IsCapturing:
                return Pick(Extra);
            case 5 when random.Next(3) == 0:
                return $"(0.1 * ({(Kinds.Count > 0 ? $"(int){Pick(Kinds)}" : Pick(integers))} & 7))";
            default:
                return IsCapturing ? Pick(reals.FindAll(IsCapturable)) : Pick(reals);
        }
    }

    /// <summary>Whether a local function may name it, which it may not where it is a reference.</summary>
    public static bool IsCapturable(string real) => real[0] is not ('r' or 'z');

    private string Constant() => ProgramWriter.Number(2 * random.NextDouble());

    /// <summary>What declares a name cannot stand there twice, and what changes something would not be a square.</summary>
    private static string Square(string value) => Array.Exists(Single, value.Contains) ? $"Lib.Squared({value})" : $"{Factor(value)} * {Factor(value)}";

    private static readonly string[] Single = [" is var ", "out double", "++", "--", "= ", "ref "];

    private static string Factor(string value) => $"({value})";

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];
}
