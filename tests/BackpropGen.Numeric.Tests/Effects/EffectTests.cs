using Microsoft.CodeAnalysis;
using Xunit;

namespace BackpropGen.Tests.Effects;

/// <summary>
/// What a method writes, traces and logs: Forward and Gradient do the same, once and in the same order; Backward is silent, also where it
/// computes the method again. In Debug builds and in Release builds, where the compiler leaves calls out.
/// </summary>
[Collection(nameof(EffectTests))]
[CollectionDefinition(nameof(EffectTests), DisableParallelization = true)]
public sealed class EffectTests
{
    /// <summary>The body, other members of the class, and what is written: in Debug builds, and in Release builds where that differs.</summary>
    private static readonly Dictionary<string, (string Body, string More, string Debug, string? Release)> Cases = new()
    {
        ["console"] = ("""
            Console.WriteLine($"{name}: n = {n}, {x[0]:F3} {{x}} \"{x[1],9:E2}\"" + '!' + (n > 2));
            return x[0] * x[1];
            """, "", "name: n = 3, 0.500 {x} \"1.50E+000\"!True\n", null),
        ["loops and branches"] = ("""
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                s += x[i] * x[i];
                if (s > 1)
                    Console.Write("s=" + s + ";");
                else
                    Console.Error.WriteLine(i);
                s = Math.Sin(s);
                Console.Out.Write('\n');
            }
            s = s * s + 1;
            while (s > 0.1)
            {
                Console.Write($"{s:F2} ");
                s *= 0.5 * x[0] + 0.3;
                if (s < 0.8)
                    break;
            }
            if (n > 2)
            {
                Console.WriteLine("out");
                return s * x[2];
            }
            Console.WriteLine("never");
            return s;
            """, "", "0\n\ns=2.4974039592545227;\ns=4.600549926558088;\n1.99 1.09 out\n", null),
        ["an assertion that holds does not make its text"] = ("""
            Debug.Assert(x[0] > -100, $"{x[99]}");
            double y = x[0];
            y *= y;
            Debug.Assert(y < 9, $"{(n > 0 ? Math.Tanh(x[n * 100]) * y : y)}");
            Debug.WriteLineIf(n > 99, $"{x[n * 100]}");
            return Math.Exp(x[0]) * x[1] * y;
            """, "", "", null),
        ["an assertion that fails"] = ("""
            double y = x[0] * x[1];
            Debug.Assert(x[0] > 100, $"x was {x[0]:F2} {{n}} {n,4} {name}", $"detail {y}");
            Debug.Assert(y < 0);
            Checked(y * 2);
            return y * y;
            """, "private static void Checked(double given) => Debug.Assert(given < n0, name0 + given); private const int n0 = 0; private const string name0 = \"given \";",
            "FAIL x was 0.50 {n}    3 name|detail 0.75\nFAIL y < 0|\nFAIL given 1.5|\n", ""),
        ["an assertion of a helper in its own words"] = ("""
            double y = x[0] * x[1];
            Checked(y * 2);
            return y * y;
            """, "private static void Checked(double given) => Debug.Assert(given < 0);", "FAIL given < 0|\n", ""),
        ["traces"] = ("""
            Trace.WriteLine(x[0] * 2);
            Trace.TraceInformation("{0} of {1}", x[1], n);
            Debug.Indent();
            Debug.WriteLine("{0:F1} {1}", x[2], name);
            Debug.WriteLineIf(x[0] > 0, $"{x[0]} is positive", "category");
            Trace.Write($"{n:D3}");
            Debug.Print("{0} {1} {2}", 1, 2.5, name);
            return x[0] * x[1];
            """, "", "", null),
        ["params"] = ("""
            Console.WriteLine("{0} {1} {2} {3} {4} {5}", x[0], n, name, 1.5f, 'c', null);
            Console.WriteLine("{0}", n);
            Console.WriteLine();
            Console.WriteLine(name);
            Console.WriteLine(x.Length);
            return x[0];
            """, "", "0.5 3 name 1.5 c \n3\n\nname\n3\n", null),
        ["order of evaluation"] = ("""
            int i = 0;
            double y = x[0];
            Console.WriteLine("{0} {1} {2} {3}", i, i++, ++i, y = y * 3);
            Console.WriteLine($"{i} {i++} {y} {y *= x[1]} {Next(ref i)} {i}");
            Debug.WriteLine(i++);
            return y * y * i;
            """, "private static int Next(ref int i) => i *= 5;", "0 0 2 1.5\n2 2 1.5 2.25 15 15\n[15]0\n", "0 0 2 1.5\n2 2 1.5 2.25 15 15\n"),
        ["values for nobody else"] = ("""
            double only = x[0] * 3;
            int k = 3;
            double twice = 1;
            Console.WriteLine($"{only} {k} {twice}");
            twice = 2;
            k = n;
            Console.WriteLine(twice + k);
            twice = 5;
            return x[1] * x[1];
            """, "", "1.5 3 1\n5\n", null),
        ["elements that change"] = ("""
            Span<double> t = stackalloc double[3];
            Console.WriteLine(t[0] + t[2]);
            for (int i = 0; i < 3; i++)
                t[i] = x[i] * x[i];
            Console.Write(t[1]);
            t[1] *= t[0];
            Console.Write(" {0}", t[1]);
            double[] own = new double[2];
            Console.WriteLine($" {own[1]} {own.Length}");
            own[1] = t[1];
            return own[1] * t[2];
            """, "", "0\n2.25 0.5625 0 2\n", null),
        ["logger"] = ("""
            double s = x[0];
            for (int i = 0; i < n; i++)
            {
                s = Math.Sin(s) * x[1];
                log.LogInformation("loss {Loss} at {Step} of {Name}", i / 4f, i, name);
            }
            log.Log(LogLevel.Warning, "done");
            LoggerExtensions.LogInformation(log, $"{s:F3}");
            return s;
            """, "", "Information: loss {Loss} at {Step} of {Name} <- 0; 0; name\nInformation: loss {Loss} at {Step} of {Name} <- 0.25; 1; name\n"
                + "Information: loss {Loss} at {Step} of {Name} <- 0.5; 2; name\nWarning: done <- \nInformation: 1.252 <- \n", null),
        ["helpers"] = ("""
            void Local(double v) => Console.Write($"<{v}>");
            Action<int> lambda = i => Console.Write(i + ",");
            double s = Reported(x[0], 1, log) * Reported(x[1], 2, log);
            for (int i = 0; i < 2; i++)
            {
                Local(s * i);
                lambda(i);
            }
            double t = x[2] > 0 ? Reported(s, 3, log) : Reported(s, 4, log);
            return n > 5 && Positive(t) ? s : t;
            """, """
            private static double Reported(double v, int place, ILogger log)
            {
                log.LogInformation("{V} at {Place}", v, place);
                return v * v;
            }
            private static bool Positive(double v) { Console.WriteLine("asked"); return v > 0; }
            """, "Information: {V} at {Place} <- 0.5; 1\nInformation: {V} at {Place} <- 1.5; 2\n<0>0,<0.5625>1,Information: {V} at {Place} <- 0.5625; 4\n", null),
        ["marked methods and recursion"] = ("""
            double s = Inner(x, 2) * Inner(x, 1);
            return Down(s, n);
            """, """
            [Differentiable]
            private static double Inner(double[] x, int k)
            {
                double y = x[k] * x[0];
                Console.Write($"Inner {k} {y};");
                return y * y;
            }
            private static double Down(double v, int k)
            {
                Console.Write(k);
                return k == 0 ? v : Down(Math.Sin(v), k - 1) * v;
            }
            """, "Inner 2 -1;Inner 1 0.75;3210", null),
        ["a method that is computed again"] = ("""
            double s = Inner(x, 2) * x[0];
            Console.Write("after ");
            return Inner(x, 1) * s;
            """, """
            [Differentiable, Recompute]
            private static double Inner(double[] x, int k)
            {
                double y = x[k];
                double seen = y * 2;
                for (int i = 0; i < 2; i++)
                {
                    y = Math.Sin(y) * x[0];
                    if (y > 0)
                        Console.Write($"{i} {y:F3} {seen};");
                }
                if (k == 2)
                    Debug.WriteLine("two");
                return y * y;
            }
            """, "[two]0\nafter 0 0.499 3;1 0.239 3;", "after 0 0.499 3;1 0.239 3;"),
        ["kinds of values"] = ("""
            byte b = (byte)n;
            long l = 1L << 40;
            uint u = 7u;
            float f = (float)x[0] / 3;
            Kind kind = n > 2 ? Kind.High : Kind.Low;
            bool isOdd = n % 2 == 1;
            Console.WriteLine($"{b} {l} {u} {f} {kind} {isOdd} {Kind.Low} {-n} {1e300 * 1e10} {nameof(x)}");
            Console.WriteLine(f);
            Console.WriteLine(b);
            Console.WriteLine(isOdd);
            Console.WriteLine((x[0], x[1]) is var (p, q) && p > q ? p : q);
            return x[0] * x[1];
            """, "public enum Kind { Low, High }", "3 1099511627776 7 0.16666667 High True Low -3 Infinity x\n0.16666667\n3\nTrue\n1.5\n", null),
    };

    public static TheoryData<string, bool> Names
    {
        get
        {
            TheoryData<string, bool> data = [];
            foreach (string name in Cases.Keys)
            {
                data.Add(name, true);
                data.Add(name, false);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_and_gradient_tell_what_the_method_tells_and_backward_nothing(string name, bool isDebug)
    {
        (string body, string more, string debug, string? release) = Cases[name];
        Check(EffectModel.Of(body, isDebug, more), name == "traces" ? null : isDebug ? debug : release ?? debug);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Marked_to_be_computed_again_it_is_silent_in_backward_too(string name, bool isDebug)
    {
        (string body, string more, string debug, string? release) = Cases[name];
        if (name == "marked methods and recursion")
            return;
        Check(EffectModel.Of(body, isDebug, more, "Differentiable, Recompute"), name == "traces" ? null : isDebug ? debug : release ?? debug);
    }

    [Fact]
    public void What_calls_itself_cannot_be_silent()
    {
        (string body, string more, _, _) = Cases["marked methods and recursion"];
        EffectModel model = EffectModel.Of(body, isDebug: false, more, "Differentiable, Recompute");
        Diagnostic refused = Assert.Single(model.Result.AnalyzerDiagnostics());
        Assert.Equal("BPG0601", refused.Id);
        Assert.Contains("'Down'", refused.GetMessage());
    }

    [Theory]
    [InlineData("Debug.Assert(x[0] > 0, $\"{n++}\");", "BPG0202")]
    [InlineData("Console.WriteLine(x);", "BPG0202")]
    [InlineData("Console.WriteLine(x[0].ToString());", "BPG0401")]
    [InlineData("log.LogNothing();", "BPG0401")]
    [InlineData("log.Put(LogLevel.Warning, name);", "BPG0401")]
    [InlineData("Console.Beep();", "BPG0401")]
    [InlineData("System.IO.File.WriteAllText(name, name);", "BPG0401")]
    [InlineData("new System.IO.StringWriter().Write(n);", "BPG0401")]
    [InlineData("Console.WriteLine(value: n);", null)]
    [InlineData("Console.WriteLine(arg0: n, format: \"{0}\");", "BPG0202")]
    public void What_is_not_known_is_refused(string statement, string? id)
    {
        Diagnostic[] found = [.. EffectModel.Of($"{statement} return x[0];", isDebug: true).Result.AnalyzerDiagnostics()];
        if (id is null)
            Assert.Empty(found);
        else
            Assert.Equal([id], found.Select(diagnostic => diagnostic.Id));
    }

    [Theory]
    [InlineData("sealed partial class Model { private readonly ILogger logger = null!; USE }", "this.logger")]
    [InlineData("sealed partial class Model { public required ILogger Logger { private get; init; } USE }", "this.Logger")]
    [InlineData("sealed partial class Model(ILogger given) { USE }", "given")]
    [InlineData("static partial class Model { private static ILogger result = null!; USE }", "Model.result")]
    [InlineData("static partial class Model { USE } file static class Hidden { public static ILogger L = null!; }", null)]
    [InlineData("static partial class Model { private static ILogger Other() => null!; USE }", null)]
    public void Loggers_where_they_are_kept(string model, string? name)
    {
        string logger = name?.Replace("this.", "").Replace("Model.", "") ?? (model.Contains("Other") ? "Other()" : "Hidden.L");
        string method = $"[Differentiable] public {(model.StartsWith("static", StringComparison.Ordinal) ? "static" : "")} double F(double x) {{ {logger}.LogInformation(\"x {{X}}\", x); return x * x; }}";
        GeneratorRun run = EffectModel.Run($"using Microsoft.Extensions.Logging; {model.Replace("USE", method)}", isDebug: true);
        if (name is null)
        {
            Assert.Equal("BPG0202", Assert.Single(run.AnalyzerDiagnostics()).Id);
            return;
        }
        string text = run.AssertClean().Texts.Values.Single();
        // In Forward and in Gradient, not in Backward.
        Assert.Equal(3, text.Split($"LoggerExtensions.LogInformation({name}, \"x {{X}}\", x);").Length);
    }

    [Theory]
    [InlineData("#define DEBUG", false, true)]
    [InlineData("#undef DEBUG", true, false)]
    public void A_symbol_of_one_file(string directive, bool isDebug, bool isRefused)
    {
        EffectModel model = EffectModel.Of("Debug.WriteLine(n); return x[0] * x[1];", isDebug, head: directive);
        if (isRefused)
            Assert.Equal("BPG0401", Assert.Single(model.Result.AnalyzerDiagnostics()).Id);
        else
            Check(model, "");
    }

    private static void Check(EffectModel model, string? expected)
    {
        double[] x = [0.5, 1.5, -2];
        var (method, forward, backward, gradient) = model.Execute(x, 3) is [var a, var b, var c, var d] ? (a, b, c, d) : default;
        string text = method.Text.Replace("\r", "");
        if (expected is null)
            Assert.NotEmpty(text);
        else
            Assert.Equal(expected, text);
        Assert.Equal(method.Text, forward.Text);
        Assert.Equal("", backward.Text);
        Assert.Equal(method.Text, gradient.Text);
        Assert.Equal([method.Value, method.Value], [forward.Value, gradient.Value]);
        Assert.Equal(backward.Gradient, gradient.Gradient);
        for (int i = 0; i < x.Length; i++)
            Assert.Equal(Difference(model, x, i), gradient.Gradient[i], 1e-7 * (1 + Math.Abs(gradient.Gradient[i])));
    }

    private static double Difference(EffectModel model, double[] x, int entry)
    {
        const double Step = 1e-5;
        double[] above = [.. x];
        double[] below = [.. x];
        above[entry] += Step;
        below[entry] -= Step;
        return (model.Execute(above, 3)[0].Value - model.Execute(below, 3)[0].Value) / (2 * Step);
    }
}
