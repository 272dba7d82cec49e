namespace BackpropGen.Fuzz.Programs;

// Spans and arrays: made, written as a whole, exchanged, and their rows.
internal sealed partial class ProgramWriter
{
    private ProgramNode Buffer()
    {
        string name = $"s{names++}";
        string line = random.Next(9) switch
        {
            5 => $"double[] {name} = {Pick(["w[0].AsSpan().ToArray()", "(double[])w[^1].Clone()", "w[^1][1..]", "x.ToArray()"])};",
            6 => $"Span<double> {name} = [{expressions.Squashed(1)}, .. {Pick(readable)}];",
            7 => $"double[] {name} = [.. {Pick(["x", "y"])}, {expressions.Squashed(1)}];",
            8 => $"double[] {name} = [.. y, y[0] *= {expressions.Squashed(1)}, .. x[..1]];",
            0 => $"Span<double> {name} = new double[y.Length];",
            3 => $"Span<double> {name} = {Row()};",
            1 => $"Span<double> {name} = stackalloc double[3];",
            2 => $"Span<double> {name} = {Pick(writable)}[..1];",
            _ => $"Span<double> {name} = new double[y.Length + 1];",
        };
        // A stack allocation in a loop is a warning, and the method's own matter.
        if (loops > 0)
            line = line.Replace("stackalloc", "new");
        if (line.StartsWith("double[]", StringComparison.Ordinal))
            arrays.Add(name);
        readable.Add(name);
        writable.Add(name);
        return new(line);
    }

    /// <summary>Another name of a number, or of an element.</summary>
    private ProgramNode Reference()
    {
        string buffer = random.Next(3) == 0 ? Row() : Pick(writable);
        string place = random.Next(4) switch
        {
            0 => Pick(reals),
            1 when grids.Count > 0 => expressions.Cell(Pick(grids)),
            2 => $"Lib.Spot({buffer}, {Pick(integers)})",
            _ => $"{buffer}[{expressions.Index(buffer)}]",
        };
        string name = $"z{names++}";
        reals.Add(name);
        return new($"ref double {name} = ref {place};");
    }

    /// <summary>A row of the array of arrays, some of them known at run time only.</summary>
    private string Row() => Row(Pick(rows));

    private string Row(string array) => $"{array}[{Pick(["0", "^1", $"({Pick(integers)} & 15) % {array}.Length"])}]";

    /// <summary>Arrays of arrays: made, filled, and their rows exchanged.</summary>
    private IEnumerable<ProgramNode> Rows()
    {
        if (rows.Count == 1 && !(isEven && random.Next(2) == 0))
        {
            string made = $"t{names++}";
            List<ProgramNode> lines = random.Next(3) switch
            {
                0 => [new($"double[][] {made} = [{NewRow()}, {NewRow()}, {NewRow()}];")],
                1 => [new($"double[] {made}First = [{expressions.Squashed(2)}, 0.5];"), new($"double[][] {made} = {{ {made}First, new double[y.Length], {made}First }};")],
                _ =>
                [
                    new($"double[][] {made} = new double[{random.Next(2, 4)}][];"),
                    new($"for (int i{made} = 0; i{made} < {made}.Length; i{made}++)", [new($"{made}[i{made}] = {NewRow()};")]),
                ],
            };
            rows.Add(made);
            readable.Add($"{made}[0]");
            writable.Add($"{made}[^1].AsSpan()");
            return lines;
        }
        string array = Pick(rows.FindAll(name => name != "w" || isEven));
        (string one, string other, string kept) = (Row(array), Row(array), $"t{names++}");
        int kind = random.Next(array == "w" ? 3 : 6);
        return kind switch
        {
            0 => [new($"({one}, {other}) = ({other}, {one});")],
            1 => [new($"double[] {kept} = {one};"), new($"{one} = {other};"), new($"{other} = {kept};"), new($"{kept}[0] {Pick(["*=", "="])} {expressions.Squashed(1)};")],
            2 => [new($"Lib.Trade({array}, ({Pick(integers)} & 15) % {array}.Length, {Pick(["0", "1"])});")],
            3 => [new($"{one} = {NewRow()};")],
            4 => [new($"{one} = {other};")],
            _ => [new($"double[] {kept} = {NewRow()};"), new($"{one} = {kept};"), new($"{kept}[0] += {expressions.Squashed(1)};")],
        };
    }

    /// <summary>An array variable that names new elements again and again, or one row after the other.</summary>
    private IEnumerable<ProgramNode> Chain()
    {
        if (chains.Count == 0)
        {
            string name = $"h{names++}";
            var declared = new ProgramNode($"double[] {name} = {(isChainOfRows && random.Next(2) == 0 ? Row() : NewRow())};");
            chains.Add(name);
            readable.Add(name);
            writable.Add($"{name}.AsSpan()");
            return [declared];
        }
        string chain = Pick(chains);
        string next = $"h{names++}";
        return random.Next(6) switch
        {
            // What is returned may be a row that is made, or one of a parameter, but not the one or the other.
            4 when !isChainOfRows && rows.Count > 1 => [new($"{chain} = Lib.Halved({chain}, {expressions.Squashed(1)});")],
            5 =>
            [
                new($"double[]? {next} = null;"),
                new($"if ({expressions.Condition(1)}) {next} = {chain};"),
                new($"if ({next} is not null) {next}[^1] *= {expressions.Squashed(1)};"),
                new($"{Pick(reals)} *= {next} == null ? 0.7 : {next}[0];"),
            ],
            0 => [new($"double[] {next} = new double[{chain}.Length];"), new($"{next}[0] = {chain}[^1] * {expressions.Squashed(1)};"), new($"{chain} = {next};")],
            1 => [new($"{chain} = [{expressions.Squashed(1)}, {chain}[0]];")],
            2 when isChainOfRows || rows.Count > 1 => [new($"{chain} = {Row(isChainOfRows ? Pick(rows) : rows[^1])};")],
            _ => [new($"{chain} = Lib.Made({chain}[0], {Pick(integers)});")],
        };
    }

    /// <summary>An array that may not be there, under two names.</summary>
    private IEnumerable<ProgramNode> Absent()
    {
        string array = $"h{names++}";
        string other = $"h{names++}";
        string element = $"e{names++}";
        string target = Pick(reals);
        return
        [
            new($"double[]? {array} = null;"),
            new($"if ({expressions.Condition(1)}) {array} = [{expressions.Squashed(2)}, {target}];"),
            new($"double[]? {other} = {(random.Next(2) == 0 ? array : $"{expressions.Condition(1)} ? {array} : null")};"),
            new($"if ({other} is [var {element}, ..]) {target} *= {element};"),
            new($"{target} += {other} == null ? 0.2 : 0.1 * {other}[^1];"),
            new($"{Pick(reals)} *= 0.5 + 0.1 * Lib.Count({other});"),
        ];
    }

    private string NewRow() => random.Next(6) switch
    {
        0 => $"[{expressions.Squashed(2)}, {expressions.Squashed(1)}]",
        1 => "x.ToArray()",
        2 => $"(double[]){Row()}.Clone()",
        3 => $"Lib.Made({expressions.Squashed(1)}, {Pick(integers)})",
        _ => $"new double[{Pick(["2", "y.Length", "x.Length + 1"])}]",
    };

    /// <summary>Spans and arrays of structs: made, gone over, handed on, and parts of them.</summary>
    private ProgramNode StructSpan()
    {
        string array = Pick(structs);
        string name = $"j{names++}";
        string part = arrays.Contains(array) ? "AsSpan" : "Slice";
        switch (random.Next(9))
        {
            case 0 or 1:
                string made = random.Next(3) switch
                {
                    0 => $"Lib.Pair[] {name} = [{expressions.Pair()}, new({expressions.Squashed(1)}, 0.4)];",
                    1 => $"var {name} = new Lib.Pair[{Pick(["2", "y.Length"])}];",
                    _ => $"Span<Lib.Pair> {name} = new Lib.Pair[] {{ {expressions.Pair()}, {expressions.Pair()} }};",
                };
                if (!made.StartsWith("Span", StringComparison.Ordinal))
                    arrays.Add(name);
                structs.Add(name);
                return new(made);
            case 2:
                string taken = $"Span<Lib.Pair> {name} = {array}.{part}({Pick(["0, 1", $"({Pick(integers)} & 15) % {array}.Length", "0"])});";
                structs.Add(name);
                return new(taken);
            case 3:
                return new($"foreach (ref Lib.Pair {name} in {array}.{part}(0))", [new($"{name}.Turn({expressions.Squashed(1)});"), new($"{name} += {expressions.Pair()} * {name} * {name};")]);
            case 4:
                string target = Pick(reals);
                return new($"foreach (Lib.Pair {name} in {array})", [new($"{target} = Math.Sin({target} * {name}.First) + {name}.Product * 0.1;")]);
            case 5:
                return new($"{Pick(reals)} = Lib.Whirl({array}, {expressions.Squashed(1)});");
            case 6:
                return new($"{Pick(reals)} = Lib.Spread({array}) * {expressions.Squashed(1)};");
            case 7:
                string reference = $"ref Lib.Pair {name} = ref {array}[{expressions.Index(array)}];";
                pairs.Add(name);
                return new(reference);
            default:
                return new($"Lib.Shift(ref {array}[{expressions.Index(array)}], ref {Pick(reals)}, {expressions.Squashed(1)});");
        }
    }

    private ProgramNode Grid()
    {
        if (grids.Count == 0 || random.Next(4) == 0)
        {
            string name = $"q{names++}";
            grids.Add(name);
            return new($"double[,] {name} = new double[{Pick(["2", "y.Length"])}, x.Length + {random.Next(1, 3)}];");
        }
        return new($"{expressions.Cell(Pick(grids))} {Pick(["=", "=", "+=", "*=", "-="])} {expressions.Squashed(2)};");
    }

    private ProgramNode Bulk() => new(random.Next(6) switch
    {
        0 => $"x.Slice(0, 1).CopyTo({Pick(writable)});",
        1 => $"{Sliced(Span())}.Fill({expressions.Squashed(2)});",
        2 => "x.CopyTo(y);",
        3 => $"c.Fill({Sliced(Pick(writable))});",
        4 => $"c.{Pick(["State", "Gain"])} {Pick(["=", "+=", "*="])} {expressions.Squashed(2)};",
        _ => $"{Sliced(Span())}.Clear();",
    });

    /// <summary>A part of an array is a copy, which has no methods to fill it.</summary>
    private string Span() => Pick(writable) is var buffer && arrays.Contains(buffer) ? buffer + ".AsSpan()" : buffer;

    /// <summary>Spans that name different storage at different times.</summary>
    private IEnumerable<ProgramNode> Exchange(int depth)
    {
        if (moving.Count == 0)
        {
            if (depth > 0)
                return [Bulk()];
            string[] declared = [$"g{names++}", $"g{names++}"];
            string window = $"h{names++}";
            List<ProgramNode> lines =
            [
                new($"Span<double> {declared[0]} = new double[y.Length];"),
                new($"Span<double> {declared[1]} = {Pick(["y", "new double[y.Length + 1]", "y[^1..]"])};"),
                new($"ReadOnlySpan<double> {window} = {Pick(["x", "y", declared[0]])};"),
            ];
            moving.AddRange(declared);
            windows.Add(window);
            readable.AddRange([.. declared, window]);
            writable.AddRange(declared);
            return lines;
        }
        string first = moving[0];
        string second = moving[1];
        string kept = $"t{names++}";
        return random.Next(5) switch
        {
            0 or 1 => [new($"Span<double> {kept} = {first};"), new($"{first} = {second};"), new($"{second} = {kept};")],
            2 => [new($"{Pick(moving)} = {expressions.Condition(1)} ? {Pick(moving)} : y;")],
            3 => [new($"{windows[0]} = {Pick(readable.FindAll(name => name is "x" or "y" || moving.Contains(name)))};")],
            _ => [new($"if ({windows[0]}.Length > 1) {windows[0]} = {windows[0]}{Pick(["[1..]", "[..^1]", ".Slice(1, 1)"])};")],
        };
    }

    private string Sliced(string buffer) => random.Next(2) == 0 ? $"{buffer}[..1]" : $"{buffer}[^1..]";
}
