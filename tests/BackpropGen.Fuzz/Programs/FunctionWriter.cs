namespace BackpropGen.Fuzz.Programs;

/// <summary>Writes random functions of numbers that a program calls: one expression, or a few ways to return.</summary>
internal static class FunctionWriter
{
    private const string Table = "private static readonly double[] Table = [0.3, -0.7, 1.2, 0.9];";

    /// <summary>The functions, and what they share; <paramref name="names"/> is told their names.</summary>
    public static List<ProgramNode> Write(Random random, List<string> names)
    {
        int count = random.Next(4);
        List<ProgramNode> functions = count == 0 ? [] : [new(Table)];
        for (int i = 0; i < count; i++)
        {
            var expressions = new ExpressionWriter(random, ["u", "v", "u", "v", "Table[m & 3]"], [], ["m"], [], [], []) { IsCapturing = true, IsFunction = true };
            expressions.Functions.AddRange(names);
            functions.AddRange(Function(random, $"H{i}", expressions));
            names.Add($"H{i}");
        }
        return functions;
    }

    private static IEnumerable<ProgramNode> Function(Random random, string name, ExpressionWriter expressions)
    {
        if (random.Next(2) == 0)
            yield return new("[Differentiable]");
        string head = $"public static double {name}({(random.Next(3) == 0 ? "in " : "")}double u, double v, int m)";
        string Value() => random.Next(3) == 0 ? $"0.7 * u" : random.Next(2) == 0 ? expressions.Squashed(2) : expressions.Real(1);
        yield return random.Next(5) switch
        {
            0 => new($"{head} => {expressions.Squashed(3)};"),
            1 => new($"{head} => {expressions.Real(2)};"),
            2 => new(head, [new($"if ({expressions.Condition(1)})", [new($"return {Value()};")]), new($"return {Value()};")]),
            _ => new($"{head} => {expressions.Condition(1)} ? (double)({Value()}) : {Value()};"),
        };
    }
}
