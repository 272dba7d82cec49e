namespace BackpropGen.Fuzz.Programs;

// Loops of every kind, which end.
internal sealed partial class ProgramWriter
{
    private ProgramNode Counted(int depth)
    {
        if (random.Next(7) == 0)
            return Long(depth);
        string counter = $"i{names++}";
        string outer = integers.LastOrDefault(name => name.StartsWith('i')) ?? "0";
        string head = random.Next(6) switch
        {
            0 => $"for (int {counter} = 0; {counter} < {Pick(["y.Length", "(n & 3)", "y.Length"])}; {counter}++)",
            1 => $"for (int {counter} = x.Length - 1; {counter} >= 0; {counter}--)",
            2 => $"for (int {counter} = 0; {counter} < 4; {counter} += 2)",
            3 => $"for (int {counter} = 0; {counter} <= {outer}; {counter}++)",
            4 => $"for (int {counter} = 1; {counter} + 1 < y.Length; {counter}++)",
            _ => $"for (int {counter} = 0, j{counter} = 3; {counter} < j{counter}; {counter}++, j{counter}--)",
        };
        return new(head, Loop(counter, depth));
    }

    /// <summary>A loop whose step, or whose bounds, are known at run time only: of every sign, zero, and near the ends of their type.</summary>
    private IEnumerable<ProgramNode> Stepped(int depth)
    {
        string counter = $"s{names++}";
        string step = Pick(["(n & 3) + 1", "y.Length", "1 + k[0]", "(n & 1) * 2000000000 + 1"]);
        switch (random.Next(4))
        {
            case 0:
                return [new($"for (int {counter} = 0; {counter} < y.Length; {counter} += {step})", Loop(counter, depth))];
            case 1:
                string amount = $"t{names++}";
                return [new($"int {amount} = {step};"), new($"for (int {counter} = y.Length - 1; {counter} >= 0; {counter} -= {amount})", Loop(counter, depth))];
            case 2:
                // Where it leads is not known; it is left before it gets far.
                string way = $"t{names++}";
                string rounds = $"w{names++}";
                string start = Pick(["0", "y.Length - 1", "n & 3"]);
                List<ProgramNode> body = [new($"if ({counter} < 0 || {rounds}++ >= {random.Next(1, 5)})", [new("break;")]), .. Loop(counter, depth)];
                return [new($"int {way} = {Pick(["(n & 3) - 1", "-1", "0", "n & 1", "int.MinValue", "int.MaxValue - (n & 1)"])};"), new($"int {rounds} = 0;"),
                    new($"for (int {counter} = {start}; {counter} < y.Length; {counter} += {way})", body)];
            default:
                string head = random.Next(7) switch
                {
                    0 => $"for (int {counter} = -2000000000; {counter} < 2000000000 - (n & 1); {counter} += 1000000000 + (n & 7))",
                    1 => $"for (int {counter} = int.MinValue + (n & 1); {counter} <= int.MinValue + 3; {counter}++)",
                    2 => $"for (int {counter} = int.MaxValue - (n & 1); {counter} > int.MaxValue - 4; {counter} -= 1 + (n & 1))",
                    3 => $"for (int {counter} = 3; {counter} < int.MinValue + (n & 1); {counter}++)",
                    4 => $"for (int {counter} = n & 3; {counter} >= int.MaxValue - (n & 1); {counter} -= 2)",
                    5 => $"for (int {counter} = 0; {counter} < (n & 1) * 3; {counter} += (n & 1) == 0 ? -3 : 2)",
                    _ => $"for (long {counter} = long.MaxValue - 2 - (n & 1); {counter} <= long.MaxValue - 1 - (n & 1); {counter}++)",
                };
                loops++;
                List<ProgramNode> rest = Statements(depth + 1);
                loops--;
                return [new(head, rest)];
        }
    }

    /// <summary>A loop whose counter is no index of a span.</summary>
    private ProgramNode Long(int depth)
    {
        string counter = $"l{names++}";
        string head = random.Next(3) switch
        {
            0 => $"for (long {counter} = 0; {counter} < y.Length; {counter}++)",
            1 => $"for (long {counter} = 3; {counter} >= 0; {counter} -= 2)",
            _ => $"for (long {counter} = 1; {counter} <= n; {counter}++)",
        };
        loops++;
        List<ProgramNode> body = Statements(depth + 1);
        loops--;
        return new(head, body);
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
}
