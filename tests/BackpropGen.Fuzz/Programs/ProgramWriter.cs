using System.Globalization;

namespace BackpropGen.Fuzz.Programs;

/// <summary>Writes a random program: statements over what is in scope, values that stay moderate, loops that end.</summary>
internal sealed class ProgramWriter
{
    private readonly Random random;
    private readonly ExpressionWriter expressions;
    private readonly List<string> reals = ["a", "r"];
    private readonly List<string> integers = ["n"];
    private readonly List<string> singles = [];
    private readonly List<string> readable = ["x", "y", "w[0]", "w[^1]"];
    private readonly List<string> writable = ["y"];
    private readonly List<string> pairs = [];
    private readonly List<string> grids = [];
    private readonly List<string> moving = [];
    private readonly List<string> windows = [];
    private readonly List<string> rows = ["w"];
    private readonly List<string> chains = [];
    private readonly HashSet<string> arrays = [];
    private readonly bool usesSingle;
    private readonly bool isEven;
    private readonly bool isChainOfRows;
    private int names;
    private int loops;
    private int budget;

    private ProgramWriter(int seed)
    {
        random = new Random(seed);
        usesSingle = random.Next(4) == 0;
        if (usesSingle)
            singles.Add("b");
        isEven = random.Next(5) == 0;
        isChainOfRows = random.Next(2) == 0;
        budget = random.Next(4, 16);
        expressions = new ExpressionWriter(random, reals, singles, integers, readable, pairs, grids);
    }

    public static FuzzProgram Write(int seed, int number)
    {
        var writer = new ProgramWriter(seed);
        List<ProgramNode> body = [new("o = a;"), .. writer.Statements(0), new($"o = {writer.expressions.Squashed(2)};")];
        body.Add(new($"return {writer.expressions.Real(3)};"));
        return new FuzzProgram(number, body, writer.usesSingle, writer.isEven);
    }

    private List<ProgramNode> Statements(int depth)
    {
        // What is declared inside is out of scope afterwards.
        List<string>[] scopes = [reals, singles, integers, readable, writable, pairs, grids, rows, chains];
        int[] marks = [.. scopes.Select(scope => scope.Count)];
        List<ProgramNode> list = [];
        int count = depth == 0 ? budget : random.Next(1, 5);
        for (int i = 0; i < count && budget > 0; i++)
            list.AddRange(Statement(depth));
        for (int i = 0; i < scopes.Length; i++)
            scopes[i].RemoveRange(marks[i], scopes[i].Count - marks[i]);
        return list;
    }

    private IEnumerable<ProgramNode> Statement(int depth)
    {
        budget--;
        int kind = random.Next(depth < 3 ? 36 : 21);
        switch (kind)
        {
            case < 4:
                return [Declare()];
            case < 8:
                string target = Pick(reals);
                return [new(random.Next(3) == 0 ? $"{target} {Pick(["+=", "-=", "*="])} {expressions.Squashed(2)};" : $"{target} = {expressions.Squashed(3)};")];
            case < 11:
                string buffer = random.Next(5) == 0 ? Row() : Pick(writable);
                return [new($"{buffer}[{expressions.Index(buffer)}] {Pick(["=", "=", "+=", "*=", "-="])} {expressions.Squashed(2)};")];
            case 11:
                return [Integer()];
            case 12:
                return [random.Next(3) == 0 ? Grid() : Buffer()];
            case 13:
                return random.Next(2) == 0 ? [Bulk()] : Exchange(depth);
            case 14:
                return Tuple();
            case 15:
                return PairStatement();
            case 16:
                string nudged = $"Lib.Nudge(ref {Pick(reals)}, {expressions.Real(1)}, out double ";
                return [new($"{nudged}{NewReal()});")];
            case 17:
                string mixed = $"Lib.{Pick(["Mix", "MixAgain"])}({Sliced(Pick(writable))}, {expressions.Squashed(1)})";
                return [new($"double {NewReal()} = {mixed};")];
            case 18 when usesSingle:
                string single = $"f{names++}";
                var declared = new ProgramNode($"float {single} = (float)({expressions.Squashed(2)}) * 1.5f;");
                singles.Add(single);
                return [declared];
            case 18:
                return [new($"{Pick(reals)} = Math.Tanh({expressions.Real(2)});")];
            case 19 when loops > 0:
                return [If(expressions.Condition(1), [new(Pick(["break;", "continue;"]))])];
            case 19:
                return [If($"{expressions.Condition(1)} && {expressions.Condition(1)}", [new($"return {expressions.Real(2)};")])];
            case 20 or 35:
                return random.Next(3) == 0 ? Chain() : Rows();
            case < 24:
                return Conditional(depth);
            case < 29:
                return [Counted(depth)];
            case < 31:
                return While(depth);
            case 31:
                return [ForEach(depth)];
            case 32:
                return Switch(depth);
            default:
                return LocalFunction(depth);
        }
    }

    private string NewReal()
    {
        string name = $"v{names++}";
        reals.Add(name);
        return name;
    }

    private ProgramNode Declare()
    {
        string value = expressions.Squashed(3);
        return new($"double {NewReal()} = {value};");
    }

    private ProgramNode Integer()
    {
        string value = random.Next(2) == 0 ? $"(int)(3 * {expressions.Squashed(1)})" : $"{Pick(integers)} * 2 - 1";
        if (random.Next(2) == 0 && integers.Exists(name => name.StartsWith('m')))
            return new($"{integers.First(name => name.StartsWith('m'))} = {value};");
        string integer = $"m{names++}";
        integers.Add(integer);
        return new($"int {integer} = {value};");
    }

    private ProgramNode Buffer()
    {
        string name = $"s{names++}";
        string line = random.Next(8) switch
        {
            5 => $"double[] {name} = {Pick(["w[0].AsSpan().ToArray()", "(double[])w[^1].Clone()", "w[^1][1..]", "x.ToArray()"])};",
            6 => $"Span<double> {name} = [{expressions.Squashed(1)}, .. {Pick(readable)}];",
            7 => $"double[] {name} = [.. {Pick(["x", "y"])}, {expressions.Squashed(1)}];",
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

    private string NewRow() => random.Next(6) switch
    {
        0 => $"[{expressions.Squashed(2)}, {expressions.Squashed(1)}]",
        1 => "x.ToArray()",
        2 => $"(double[]){Row()}.Clone()",
        3 => $"Lib.Made({expressions.Squashed(1)}, {Pick(integers)})",
        _ => $"new double[{Pick(["2", "y.Length", "x.Length + 1"])}]",
    };

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

    private IEnumerable<ProgramNode> Tuple()
    {
        string first = Pick(reals);
        string second = Pick(reals);
        if (first == second)
        {
            string split = expressions.Squashed(1);
            return [new($"(double {NewReal()}, double {NewReal()}) = {(random.Next(2) == 0 ? $"Lib.Split({split})" : $"Lib.Two({split}, {first})")};")];
        }
        string buffer = Pick(writable);
        return random.Next(2) == 0
            ? [new($"({first}, {second}) = ({second} * 0.9, {first} + {expressions.Squashed(1)});")]
            : [new($"({first}, {buffer}[0]) = ({buffer}[0], {first} * 0.5);")];
    }

    private IEnumerable<ProgramNode> PairStatement()
    {
        if (pairs.Count == 0 || random.Next(3) == 0)
        {
            string pair = $"p{names++}";
            string value = $"new Lib.Pair({expressions.Squashed(2)}, {expressions.Squashed(1)})";
            pairs.Add(pair);
            return [new($"Lib.Pair {pair} = {value};")];
        }
        string target = Pick(pairs);
        return [new(random.Next(4) switch
        {
            0 => $"{target}.Turn({expressions.Squashed(1)});",
            1 => $"{target} = {Pick(pairs)} * {target} + new Lib.Pair({expressions.Squashed(1)}, 0.1);",
            2 => $"{target}.First {Pick(["+=", "*=", "="])} {expressions.Squashed(2)};",
            _ => $"{target} = {expressions.Condition(1)} ? {target} : {Pick(pairs)};",
        }), new($"if ({target}.Product > 4) {target} = new Lib.Pair(0.3, {target}.First > 0 ? 0.5 : 0.1);")];
    }

    private ProgramNode If(string condition, IReadOnlyList<ProgramNode> then) => new($"if ({condition})", then);

    private IEnumerable<ProgramNode> Conditional(int depth)
    {
        ProgramNode branch = If(expressions.Condition(2), Statements(depth + 1));
        return random.Next(2) == 0 ? [branch] : [branch, new("else", Statements(depth + 1))];
    }

    private ProgramNode Counted(int depth)
    {
        string counter = $"i{names++}";
        string outer = integers.LastOrDefault(name => name.StartsWith('i')) ?? "0";
        string head = random.Next(6) switch
        {
            0 => $"for (int {counter} = 0; {counter} < y.Length; {counter}++)",
            1 => $"for (int {counter} = x.Length - 1; {counter} >= 0; {counter}--)",
            2 => $"for (int {counter} = 0; {counter} < 4; {counter} += 2)",
            3 => $"for (int {counter} = 0; {counter} <= {outer}; {counter}++)",
            4 => $"for (int {counter} = 1; {counter} + 1 < y.Length; {counter}++)",
            _ => $"for (int {counter} = 0, j{counter} = 3; {counter} < j{counter}; {counter}++, j{counter}--)",
        };
        return new(head, Loop(counter, depth));
    }

    private List<ProgramNode> Loop(string counter, int depth)
    {
        integers.Add(counter);
        loops++;
        List<ProgramNode> body = Statements(depth + 1);
        loops--;
        integers.Remove(counter);
        return body;
    }

    private IEnumerable<ProgramNode> While(int depth)
    {
        string count = $"w{names++}";
        string condition = $"{count}++ < {random.Next(1, 6)}" + (random.Next(2) == 0 ? $" && {expressions.Condition(1)}" : "");
        List<ProgramNode> body = Loop(count, depth);
        return random.Next(4) switch
        {
            0 => [new($"int {count} = 0;"), new($"for (; {condition}; {Pick(reals)} *= 0.9)", body)],
            _ => [new($"int {count} = 0;"), new($"while ({condition})", body)],
        };
    }

    private ProgramNode ForEach(int depth)
    {
        string element = $"e{names++}";
        string source = random.Next(3) == 0 ? "x[..1]" : Pick(readable);
        loops++;
        if (random.Next(3) == 0)
        {
            // The elements themselves; what else the body writes may be one of them.
            string change = $"{element} {Pick(["*=", "+=", "="])} {expressions.Squashed(1)};";
            expressions.Extra.Add(element);
            List<ProgramNode> inner = [new(change), .. Statements(depth + 1), new($"{element} = Math.Tanh({element});")];
            expressions.Extra.Remove(element);
            loops--;
            return new($"foreach (ref double {element} in {Pick(["y", "y[..1]", "y.Slice(0)"])})", inner);
        }
        expressions.Extra.Add(element);
        List<ProgramNode> body = Statements(depth + 1);
        expressions.Extra.Remove(element);
        loops--;
        return new($"foreach (double {element} in {source})", body);
    }

    private IEnumerable<ProgramNode> Switch(int depth)
    {
        string subject = random.Next(2) == 0 ? Pick(integers) + " % 3" : $"Lib.Plain({expressions.Squashed(1)})";
        bool isInteger = subject.EndsWith("% 3", StringComparison.Ordinal);
        string first = isInteger ? "case 0:" : "case > 0.3:";
        string second = isInteger ? "case 1 or 2:" : "case < -0.2 or (> 0 and < 0.1):";
        return [new($"switch ({subject})", [new(first, [.. Statements(depth + 1), new("break;")]), new(second, [.. Statements(depth + 1), new("break;")]), new("default:", [.. Statements(depth + 1), new("break;")])])];
    }

    private IEnumerable<ProgramNode> LocalFunction(int depth)
    {
        string name = $"L{names++}";
        string target = Pick(reals.FindAll(real => real != "r"));
        expressions.IsCapturing = true;
        string body = expressions.Squashed(2);
        expressions.IsCapturing = false;
        var function = new ProgramNode($"double {name}(double q)", [new($"{target} = Math.Sin({target} + q);"), new($"return q * {body};")]);
        string value = $"{name}({expressions.Squashed(1)}) + {name}({target}) * {target}";
        return [function, new($"double {NewReal()} = {value};")];
    }

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    internal static string Number(double value) => value.ToString("0.0###", CultureInfo.InvariantCulture);
}
