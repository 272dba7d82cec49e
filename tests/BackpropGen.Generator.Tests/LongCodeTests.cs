using Microsoft.CodeAnalysis;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>Long code takes time in proportion to its length, and is accepted; deep code is refused before it overflows a stack.</summary>
[Collection(Alone)]
public sealed class LongCodeTests
{
    private const string Alone = "alone";

    /// <summary>The time of the process is that of these tests only.</summary>
    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class WithoutOthers;

    private const int Short = 60;
    private const int Long = 400;
    private const int Factor = 4;

    /// <summary>Method declarations of a length.</summary>
    private static readonly Dictionary<string, Func<int, string>> Shapes = new()
    {
        ["sum"] = n => Marked("double F(ReadOnlySpan<double> x, ReadOnlySpan<double> w)", Row(n, " + ", i => $"x[{i}] * w[{i}]")),
        ["sum of integers"] = n => Body("double F(double x, int k)", $"int s = {Row(n, " + ", _ => "k")}; return x * s;"),
        ["product"] = n => Marked("double F(ReadOnlySpan<double> x)", Row(n, " * ", i => $"x[{i}]")),
        ["and"] = n => Body("double F(double x, double y)", $"if ({Row(n, " && ", i => $"x > {i}")}) return x; return x * y;"),
        ["or"] = n => Body("double F(double x, double y)", $"if ({Row(n, " || ", i => $"x == {i}")}) return x; return x * y;"),
        ["bits"] = n => Body("double F(double x, int k)", $"int b = {Row(n, " | ", i => $"(k & {i})")}; return x * b;"),
        ["effects in a sum"] = n => Body("double F(ReadOnlySpan<double> x)", $"int i = 0; return {Row(n, " + ", _ => "x[i++] * 2")};"),
        ["calls in a sum"] = n => Marked("double F(double x)", Row(n, " + ", _ => "G(x)")) + Body("double G(double x)", "for (int i = 0; i < 3; i++) x *= x; return x;"),
        ["statements"] = n => Body("double F(double x, double a, double b)", $"{Row(n, " ", _ => "x = x * a + b;")} return x;"),
        ["declarations"] = n => Body("double F(double x, double a)", $"double v0 = x; {Row(n, " ", i => $"double v{i + 1} = v{i} * a + x;")} return v{n};"),
        ["sines"] = n => Body("double F(double x, double a)", $"{Row(n, " ", _ => "x = Math.Sin(x) * a;")} return x;"),
        ["integers"] = n => Body("double F(ReadOnlySpan<double> x)", $"int k0 = 0; {Row(n, " ", i => $"int k{i + 1} = k{i} + 1;")} return x[k{n} - {n}] * x[0];"),
        ["views"] = n => Body("double F(ReadOnlySpan<double> x)", $"var s0 = x; {Row(n, " ", i => $"var s{i + 1} = s{i}.Slice(0);")} return s{n}[0] * x[0];"),
        ["elements"] = n => Body("void F(ReadOnlySpan<double> x, Span<double> y)", Row(n, " ", i => $"y[{i}] = x[{i}] * x[{i * 7 % n}];")),
        ["overwritten elements"] = n => Body("void F(Span<double> y)", Row(n, " ", i => $"y[{i}] = y[{i * 7 % n}] * 2 + y[{i}];")),
        ["statements in a loop"] = n => Body("double F(ReadOnlySpan<double> x, double a)", $"double s = 0; for (int i = 0; i < x.Length; i++) {{ {Row(n, " ", _ => "s = s * a + x[i];")} }} return s;"),
        ["elements in a loop"] = n => Body("void F(ReadOnlySpan<double> x, Span<double> y)", $"for (int i = 0; i < x.Length; i++) {{ {Row(n, " ", i => $"y[i] = y[i] * x[i] + {i};")} }}"),
        ["branches"] = n => Body("double F(double x, double a)", $"{Row(n, " ", i => $"if (a > {i}) x = x * a;")} return x;"),
        ["else if"] = n => Body("double F(double x, int a)", $"double y = 0; {Row(n, " else ", i => $"if (a == {i}) y = x * {i};")} return y;"),
        ["switch"] = n => Body("double F(double x, int a)", $"double y = 0; switch (a) {{ {Row(n, " ", i => $"case {i}: y = x * {i}; break;")} }} return y;"),
        ["switch expression"] = n => Marked("double F(double x, int a)", $"a switch {{ {Row(n, " ", i => $"{i} => x * {i},")} _ => x }}"),
        ["labels"] = n => Body("double F(double x, int a)", $"switch (a) {{ {Row(n, " ", i => $"case {i}:")} return x * x; default: return x; }}"),
        ["loops"] = n => Body("double F(ReadOnlySpan<double> x)", $"double s = 0; {Row(n, " ", _ => "for (int i = 0; i < x.Length; i++) s += x[i] * x[i];")} return s;"),
        ["unknown trip counts"] = n => Body("double F(double x)", $"{Row(n, " ", i => $"while (x > {i + 3}) x = x * 0.5;")} return x;"),
        ["parameters"] = n => Body($"double F({Row(n, ", ", i => $"double p{i}")})", $"double s = 0; {Row(n, " ", i => $"s += p{i} * p{i};")} return s;"),
        ["elements of params"] = n => Marked("double F(double x)", $"G({Row(n, ", ", _ => "x")})") + Helper("double G(params ReadOnlySpan<double> p)", "double s = 0; for (int i = 0; i < p.Length; i++) s += p[i] * p[i]; return s;"),
        ["table"] = n => $"private static readonly double[] T = {{ {Row(n, ", ", i => $"{i}.5")} }};" + Marked("double F(double x, int i)", "x * T[i]"),
        ["initializer"] = n => Body("double F(double x, int k)", $"double[] t = {{ {Row(n, ", ", i => $"x * {i}")} }}; return x * t[k];"),
        ["calls"] = n => Body("double F(double x, double a)", $"{Row(n, " ", _ => "x = G(x, a);")} return x;") + Body("double G(double x, double a)", "for (int i = 0; i < 3; i++) x *= a; return x;"),
        ["inlined calls"] = n => Body("double F(double x, double a)", $"{Row(n, " ", _ => "x = G(x, a);")} return x;") + Helper("double G(double x, double a)", "double s = x; if (a > 0) s = s * a; return s;"),
        ["methods"] = n => Row(n, "", i => Body($"double F{i}(double x, double a)", "for (int i = 0; i < 3; i++) x *= a; return x;")),
    };

    public static TheoryData<string> ShapeNames => [.. Shapes.Keys];

    /// <summary>Where each step of the generator goes over the code once, four times as much code takes four times the memory on the way.</summary>
    [Theory]
    [MemberData(nameof(ShapeNames))]
    public void Work_is_linear_in_the_length_of_code(string shape) =>
        Assert.InRange(Best(shape, Factor * Short).Bytes / Best(shape, Short).Bytes, 0, 6);

    /// <summary>What takes no memory is seen in the time of the processor alone. Quadratic work would take 16 times as much.</summary>
    [Theory]
    [InlineData("sum")]
    [InlineData("statements")]
    [InlineData("sines")]
    [InlineData("overwritten elements")]
    [InlineData("elements in a loop")]
    [InlineData("branches")]
    public void Time_is_linear_in_the_length_of_code(string shape) =>
        Assert.InRange(Best(shape, Factor * Long).Time / Best(shape, Long).Time, 0, 9);

    private static (double Bytes, double Time) Best(string shape, int length)
    {
        (double Bytes, double Time) best = (double.MaxValue, double.MaxValue);
        for (int run = 0; run < 3; run++)
        {
            Compilation compilation = GeneratorHost.Compile([GeneratorHost.Parse(Source(Shapes[shape](length)))]);
            // What the compiler makes of it first is its own matter.
            Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            long before = GC.GetTotalAllocatedBytes(precise: true);
            TimeSpan start = Environment.CpuUsage.UserTime;
            GeneratorDriver driver = GeneratorHost.Driver().RunGenerators(compilation);
            best = (Math.Min(best.Bytes, GC.GetTotalAllocatedBytes(precise: true) - before), Math.Min(best.Time, (Environment.CpuUsage.UserTime - start).TotalSeconds));
            Assert.DoesNotContain(driver.GetRunResult().GeneratedTrees, tree => tree.ToString().Contains("has no derivative"));
        }
        return best;
    }

    [Fact]
    public void A_sum_of_ten_thousand_terms_has_its_value_bit_for_bit_and_its_gradient()
    {
        const int Terms = 10_000;
        GeneratorRun run = GeneratorHost.Run(Source(Marked("double F(double[] x, double[] w)", Row(Terms, " + ", i => $"x[{i}] * w[{i}]"))));
        Assert.Empty(run.AnalyzerDiagnostics());
        using LoadedAssembly? loaded = LoadedAssembly.From(run.Output, out IEnumerable<Diagnostic> diagnostics);
        Assert.True(loaded is not null, string.Join("\n", diagnostics.Take(5)));
        Type type = loaded.Assembly.GetType("C")!;
        var random = new Random(1);
        double[] x = [.. Enumerable.Range(0, Terms).Select(_ => random.NextDouble() - 0.5)];
        double[] w = [.. Enumerable.Range(0, Terms).Select(_ => random.NextDouble() * 1e3)];
        double sum = x[0] * w[0];
        for (int i = 1; i < Terms; i++)
            sum += x[i] * w[i];

        (double[] dX, double[] dW) = (new double[Terms], new double[Terms]);
        double value = type.GetMethod("FGradient")!.CreateDelegate<Gradient>()(x, w, dX, dW, null);
        Assert.Equal(BitConverter.DoubleToInt64Bits(sum), BitConverter.DoubleToInt64Bits(value));
        Assert.Equal(w, dX);
        Assert.Equal(x, dW);
    }

    private delegate double Gradient(double[] x, double[] w, Span<double> dX, Span<double> dW, Tape? tape);

    /// <summary>Method declarations of a depth.</summary>
    private static readonly Dictionary<string, Func<int, string>> Deep = new()
    {
        ["parentheses"] = n => Marked("double F(double x)", new string('(', n) + "x" + new string(')', n)),
        ["parentheses on the right"] = n => Marked("double F(double x)", Row(n, "", _ => "(x + ") + "x" + new string(')', n)),
        ["parentheses on the left"] = n => Marked("double F(double x)", new string('(', n) + "x" + Row(n, "", i => $" * x + {i})")),
        ["calls"] = n => Marked("double F(double x)", Row(n, "", _ => "Math.Sin(") + "x" + new string(')', n)),
        ["blocks"] = n => Body("double F(double x)", Row(n, " ", _ => "{ x = x * x;") + new string('}', n) + " return x;"),
        ["branches"] = n => Body("double F(double x)", Row(n, " ", i => $"if (x > {i}) {{ x = x * x;") + new string('}', n) + " return x;"),
        ["loops"] = n => Body("double F(double x)", Row(n, " ", i => $"while (x > {i}) {{ x = x * 0.5;") + new string('}', n) + " return x;"),
        ["choices"] = n => Marked("double F(double x, bool b)", Row(n, "", _ => "(b ? ") + "x" + Row(n, "", _ => " : x * x)")),
        ["else if"] = n => Body("double F(double x, int a)", $"double y = 0; {Row(n, " else ", i => $"if (a == {i}) y = x * {i};")} return y;"),
        ["returns"] = n => Body("double F(double x, int a)", $"{Row(n, " ", i => $"if (a == {i}) return x * {i};")} return x;"),
        ["sections"] = n => Body("double F(double x, int a)", $"switch (a) {{ {Row(n, " ", i => $"case {i}: return x * {i};")} default: return x; }}"),
        ["arms"] = n => Marked("double F(double x, int a)", $"a switch {{ {Row(n, " ", i => $"{i} => x * {i},")} _ => x }}"),
        ["patterns"] = n => Marked("double F(double x, int a)", $"a is {Row(n, " or ", i => $"{i}")} ? x : x * x"),
        ["indices"] = n => Marked("double F(ReadOnlySpan<int> k, double x)", "x * " + Row(n, "", _ => "k[") + "0" + new string(']', n)),
        ["lambdas"] = n => Body("double F(double x)", Row(n, " ", i => $"Func<double, double> g{i} = y{i} => {{") + " return x; "
            + Row(n, " ", i => $"}}; return g{n - 1 - i}({(i == n - 1 ? "x" : $"y{n - 2 - i}")});")),
        ["local functions"] = n => Body("double F(double x)", Row(n, " ", i => $"double G{i}(double y{i}) {{") + " return x; "
            + Row(n, " ", i => $"}} return G{n - 1 - i}({(i == n - 1 ? "x" : $"y{n - 2 - i}")});")),
        ["helpers"] = n => Marked("double F(double x)", $"G{n}(x)") + Row(n, "", i => Helper($"double G{i + 1}(double x)", $"return G{i}(x) + x;")) + Helper("double G0(double x)", "return x;"),
    };

    public static TheoryData<string> DeepNames => [.. Deep.Keys];

    /// <summary>On a thread as small as they are anywhere. An overflow would end the whole run of tests.</summary>
    [Theory]
    [MemberData(nameof(DeepNames))]
    public void Deep_code_never_overflows_the_stack(string shape)
    {
        foreach (int depth in shape is "lambdas" or "local functions" ? [60, 100] : new[] { 60, 250, 390, 800, 2000 })
        {
            string text = "";
            Diagnostic[] found = [];
            // The parser gives up on its own where its thread is too small.
            SyntaxTree? tree = null;
            On(1 << 28, () => tree = GeneratorHost.Parse(Source(Deep[shape](depth))));
            On(1 << 20, () =>
            {
                GeneratorRun run = GeneratorHost.Run(GeneratorHost.Compile([tree!]));
                text = string.Join("\n", run.Sources.Select(source => source.SourceText));
                found = [.. run.AnalyzerDiagnostics()];
            });
            // The parser has a limit of its own.
            if (tree!.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
                continue;
            bool isRefused = text.Contains("has no derivative");
            Assert.True(text.Length > 0, $"{shape} {depth}");
            Assert.All(found, diagnostic => Assert.Equal("BPG0207", diagnostic.Id));
            // Both have to see it in the same way, however small the stack of each.
            Assert.True(isRefused == found.Length > 0, $"{shape} {depth}: {isRefused}");
            Assert.True(isRefused || depth <= 390, $"{shape} {depth} was accepted");
            Assert.True(!isRefused || depth > 60, $"{shape} {depth} was refused");
        }
    }

    private static void On(int stack, Action action)
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(action), stack);
        thread.Start();
        thread.Join();
        Assert.Null(thrown);
    }

    private static SourceFile Source(string members) => new("Long.cs", "public static partial class C { " + members + " }");

    private static string Marked(string signature, string value) => $"[Differentiable] public static {signature} => {value};\n";

    private static string Body(string signature, string statements) => $"[Differentiable] public static {signature} {{ {statements} }}\n";

    private static string Helper(string signature, string statements) => $"private static {signature} {{ {statements} }}\n";

    private static string Row(int length, string between, Func<int, string> element) => string.Join(between, Enumerable.Range(0, length).Select(element));
}
