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
