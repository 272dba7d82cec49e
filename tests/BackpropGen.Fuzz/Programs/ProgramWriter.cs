using System.Globalization;

namespace BackpropGen.Fuzz.Programs;

/// <summary>Writes a random program: statements over what is in scope, values that stay moderate, loops that end.</summary>
internal sealed partial class ProgramWriter
{
    private readonly Random random;
    private readonly ExpressionWriter expressions;
    private readonly TellingWriter telling;
    private readonly List<string> reals = ["a", "r"];
    private readonly List<string> integers = ["n"];
    private readonly List<string> singles = [];
    private readonly List<string> readable = ["x", "y", "w[0]", "w[^1]"];
    private readonly List<string> writable = ["y"];
    private readonly List<string> pairs = ["g"];
    private readonly List<string> structs = ["u"];
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
        var others = new Random(~seed);
        var told = new ExpressionWriter(others, reals, singles, integers, readable, pairs, grids)
        {
            Writable = writable,
            Structs = structs,
            FirstName = 1000,
        };
        telling = new TellingWriter(others, told, reals, integers);
        expressions = new ExpressionWriter(random, reals, singles, integers, readable, pairs, grids) { Writable = writable, Structs = structs };
    }

    public static FuzzProgram Write(int seed, int number)
    {
        var writer = new ProgramWriter(seed);
        List<ProgramNode> functions = FunctionWriter.Write(writer.random, writer.expressions.Functions);
        List<ProgramNode> body = [new("o = a;"), .. writer.Statements(0), new($"o = {writer.expressions.Squashed(2)};")];
        body.Add(new($"return {writer.expressions.Real(3)};"));
        return new FuzzProgram(number, body, functions, writer.usesSingle, writer.isEven);
    }

    private List<ProgramNode> Statements(int depth)
    {
        // What is declared inside is out of scope afterwards.
        List<string>[] scopes = [reals, singles, integers, readable, writable, pairs, structs, grids, rows, chains, expressions.Kinds];
        int[] marks = [.. scopes.Select(scope => scope.Count)];
        List<ProgramNode> list = [];
        int count = depth == 0 ? budget : random.Next(1, 5);
        for (int i = 0; i < count && budget > 0; i++)
        {
            list.AddRange(Statement(depth));
            if (telling.IsDue)
                list.Add(telling.Write());
        }
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
            case < 6:
                return [Places()];
            case < 8:
                string target = Pick(reals);
                if (expressions.Functions.Count > 0 && random.Next(3) == 0)
                    return [new($"{target} = {expressions.Call(target)};")];
                return [new(random.Next(3) == 0 ? $"{target} {Pick(["+=", "-=", "*="])} {expressions.Squashed(2)};" : $"{target} = {expressions.Squashed(3)};")];
            case < 11:
                string buffer = random.Next(5) == 0 ? Row() : Pick(writable);
                string place = random.Next(8) == 0 ? $"Lib.Spot({buffer}, {Pick(integers)})" : $"{buffer}[{expressions.Index(buffer)}]";
                return [new(expressions.Functions.Count > 0 && random.Next(3) == 0
                    ? $"{place} = {expressions.Call(place)};" : $"{place} {Pick(["=", "=", "+=", "*=", "-="])} {expressions.Squashed(2)};")];
            case 11:
                return [Integer()];
            case 12:
                return [random.Next(3) == 0 ? Grid() : Buffer()];
            case 13:
                return random.Next(2) == 0 ? [Bulk()] : Exchange(depth);
            case 14:
                return Tuple();
            case 15:
                return random.Next(3) == 0 ? [StructSpan()] : PairStatement();
            case 16:
                string nudged = $"Lib.Nudge(ref {Pick(reals)}, {expressions.Real(1)}, out double ";
                return [new($"{nudged}{NewReal()});")];
            case 17:
                string mixedInto = Pick(writable);
                string mixed = $"Lib.{Pick(["Mix", "MixAgain"])}({Sliced(mixedInto)}, {(random.Next(3) == 0 ? $"{mixedInto}[{Pick(["0", "^1"])}]" : expressions.Squashed(1))})";
                return [new($"double {NewReal()} = {mixed};")];
            case 18 when usesSingle:
                string single = $"f{names++}";
                var declared = new ProgramNode($"float {single} = (float)({expressions.Squashed(2)}) * 1.5f;");
                singles.Add(single);
                return [declared];
            case 18:
                return random.Next(3) == 0 ? [new($"{Pick(reals)} = Math.Tanh({expressions.Real(2)});")] : Untaken();
            case 19 when loops > 0:
                return [If(expressions.Condition(1), [new(Pick(["break;", "continue;"]))])];
            case 19:
                return [If($"{expressions.Condition(1)} && {expressions.Condition(1)}", [new($"return {expressions.Real(2)};")])];
            case 20 or 35:
                return random.Next(7) switch { < 2 => Chain(), 2 => Absent(), _ => Rows() };
            case < 24:
                return Conditional(depth);
            case < 29:
                return random.Next(4) == 0 ? Stepped(depth) : [Counted(depth)];
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
        if (random.Next(5) == 0)
            return Reference();
        string value = expressions.Squashed(3);
        return new($"double {NewReal()} = {value};");
    }

    private ProgramNode Kind()
    {
        string value = random.Next(2) == 0 ? expressions.Kind() : $"{expressions.Condition(1)} ? {expressions.Kind()} : {expressions.Kind()}";
        if (expressions.Kinds.Count > 0 && random.Next(2) == 0)
            return new($"{Pick(expressions.Kinds)} = {value};");
        string name = $"d{names++}";
        expressions.Kinds.Add(name);
        return new($"Lib.Kind {name} = {value};");
    }

    private ProgramNode Integer()
    {
        if (random.Next(3) == 0)
            return Kind();
        string value = random.Next(2) == 0 ? $"(int)(3 * {expressions.Squashed(1)})" : $"{Pick(integers)} * 2 - 1";
        if (random.Next(2) == 0 && integers.Exists(name => name.StartsWith('m')))
            return new($"{integers.First(name => name.StartsWith('m'))} = {value};");
        string integer = $"m{names++}";
        integers.Add(integer);
        return new($"int {integer} = {value};");
    }

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
        if (pairs.Count < 2 && random.Next(2) == 0 || random.Next(4) == 0)
        {
            string pair = $"p{names++}";
            string value = $"new Lib.Pair({expressions.Squashed(2)}, {expressions.Squashed(1)})";
            pairs.Add(pair);
            return [new($"Lib.Pair {pair} = {value};")];
        }
        string target = expressions.Pair();
        return [new(random.Next(9) switch
        {
            0 => $"{target}.Turn({expressions.Squashed(1)});",
            1 => $"{target} = {expressions.Pair()} * {target} + new Lib.Pair({expressions.Squashed(1)}, 0.1);",
            4 => $"{target}[{Pick(integers)}] = {expressions.Squashed(1)} + {expressions.Pair()}[{Pick(integers)}];",
            5 => $"{target}.Scaled = {expressions.Squashed(2)};",
            6 => $"Lib.Swirl(ref {target}, {expressions.Squashed(1)}, out Lib.Pair {NewPair()});",
            7 => $"Lib.Shift(ref {target}, ref {Pick(reals)}, {expressions.Squashed(1)});",
            8 => $"({target}, {expressions.Pair()}) = ({expressions.Pair()}, {target});",
            2 => $"{target}.First {Pick(["+=", "*=", "="])} {expressions.Squashed(2)};",
            _ => $"{target} = {expressions.Condition(1)} ? {target} : {expressions.Pair()};",
        }), new($"if ({target}.Product > 4) {target} = new Lib.Pair(0.3, {target}.First > 0 ? 0.5 : 0.1);")];
    }

    private string NewPair()
    {
        pairs.Add($"p{names++}");
        return pairs[^1];
    }

    private ProgramNode If(string condition, IReadOnlyList<ProgramNode> then) => new($"if ({condition})", then);

    private IEnumerable<ProgramNode> Conditional(int depth)
    {
        ProgramNode branch = If(expressions.Condition(2), Statements(depth + 1));
        return random.Next(2) == 0 ? [branch] : [branch, new("else", Statements(depth + 1))];
    }

    private IEnumerable<ProgramNode> Switch(int depth)
    {
        if (expressions.Kinds.Count > 0 && random.Next(2) == 0)
            return [new($"switch ({Pick(expressions.Kinds)})", [new("case Lib.Kind.Low:", [.. Statements(depth + 1), new("break;")]), new($"case > {expressions.Kind()}:", [.. Statements(depth + 1), new("break;")])])];
        string subject = random.Next(2) == 0 ? Pick(integers) + " % 3" : $"Lib.Plain({expressions.Squashed(1)})";
        bool isInteger = subject.EndsWith("% 3", StringComparison.Ordinal);
        if (!isInteger && random.Next(2) == 0)
        {
            // What is seen is no dual number in the twin.
            string seen = $"q{names++}";
            string guarded = $"case > 0.3 and var {seen} when {seen} * 2 < {expressions.Real(0)}:";
            return [new($"switch ({subject})", [new(guarded, [.. Statements(depth + 1), new("break;")]), new("case < -0.2:", [.. Statements(depth + 1), new("break;")])])];
        }
        string first = isInteger ? "case 0:" : "case > 0.3:";
        string second = isInteger ? "case 1 or 2:" : "case < -0.2 or (> 0 and < 0.1):";
        return [new($"switch ({subject})", [new(first, [.. Statements(depth + 1), new("break;")]), new(second, [.. Statements(depth + 1), new("break;")]), new("default:", [.. Statements(depth + 1), new("break;")])])];
    }

    private IEnumerable<ProgramNode> LocalFunction(int depth)
    {
        string name = $"L{names++}";
        string target = Pick(reals.FindAll(ExpressionWriter.IsCapturable));
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
