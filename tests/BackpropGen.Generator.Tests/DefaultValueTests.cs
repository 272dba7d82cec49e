using System.Reflection;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>Default values of parameters in the signatures of generated members.</summary>
public sealed class DefaultValueTests
{
    private const string Types = """
        public enum Mode { A, B = 5, [System.Obsolete] Old, Lowest = -7 }
        namespace Some.Where
        {
            public enum Wide : ulong { All = ulong.MaxValue }
            public struct Point { public double X; }
        }
        """;

    public static TheoryData<string, string> Spellings => new()
    {
        { "double p = 2", "double p = 2" },
        { "double p = -0.0", "double p = -0.0" },
        { "double p = 0.1 + 0.2", "double p = 0.30000000000000004" },
        { "double p = 1e300 * 1e-10", "double p = 1E+290" },
        { "double p = -1.5", "double p = -1.5" },
        { "double p = double.NaN", "double p = double.NaN" },
        { "double p = double.NegativeInfinity", "double p = double.NegativeInfinity" },
        { "double p = double.MaxValue", "double p = double.MaxValue" },
        { "double p = double.MinValue", "double p = double.MinValue" },
        { "double p = double.Epsilon", "double p = double.Epsilon" },
        { "double p = Math.PI", "double p = 3.141592653589793" },
        { "in double p = 3", "in double p = 3" },
        { "float p = 0.1f", "float p = 0.1f" },
        { "float p = -0f", "float p = -0f" },
        { "float p = float.PositiveInfinity", "float p = float.PositiveInfinity" },
        { "float p = float.MaxValue", "float p = float.MaxValue" },
        { "float p = 16777217", "float p = 16777216f" },
        { "int p = -2147483648", "int p = -2147483648" },
        { "long p = long.MinValue", "long p = -9223372036854775808" },
        { "[NoGradient] ulong p = ulong.MaxValue", "ulong p = 18446744073709551615" },
        { "[NoGradient] sbyte p = -128", "sbyte p = -128" },
        { "bool p = true", "bool p = true" },
        { "bool p = default", "bool p = false" },
        { "[NoGradient] char p = '\\''", "char p = '\\''" },
        { "[NoGradient] char p = '\\uD800'", "char p = '\\ud800'" },
        { "[NoGradient] decimal p = -1.50m", "decimal p = -1.50m" },
        { "[NoGradient] decimal? p = 1.5m", "decimal? p = 1.5m" },
        { "[NoGradient] int? p = null", "int? p = default" },
        { "[NoGradient] int? p = -3", "int? p = -3" },
        { "[NoGradient] Some.Where.Wide? p = Some.Where.Wide.All", "global::Some.Where.Wide? p = global::Some.Where.Wide.All" },
        { "[NoGradient] DateTime p = default", "DateTime p = default" },
        { "[NoGradient] Version? p = null", "Version p = null!" },
        { "string? p = null", "string p = null!" },
        { "string p = \"a = \\\"b\\\", \\\\ \\n\\0 \u2212 \\uDC00\"", "string p = \"a = \\\"b\\\", \\\\ \\n\\0 \u2212 \\udc00\"" },
        { "string p = \"global::Mode\", Mode m = Mode.B", "string p = \"global:\\u003aMode\", Mode m = Mode.B" },
        { "Mode p = Mode.B", "Mode p = Mode.B" },
        { "Mode p = Mode.Lowest", "Mode p = Mode.Lowest" },
        { "Mode p = (Mode)6", "Mode p = (Mode)(6)" },
        { "Mode p = (Mode)(-3)", "Mode p = (Mode)(-3)" },
        { "[NoGradient] Some.Where.Wide p = Some.Where.Wide.All", "global::Some.Where.Wide p = global::Some.Where.Wide.All" },
        { "Some.Where.Point p = default", "global::Some.Where.Point p = default" },
        { "double[]? p = null", "double[] p = null!" },
        { "ReadOnlySpan<double> p = default", "ReadOnlySpan<double> p = default" },
        { "[System.Runtime.InteropServices.Optional, System.Runtime.InteropServices.DefaultParameterValue(2.5)] double p", "double p = 2.5" },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Are_spelled_exactly_in_every_culture(string parameter, string expected)
    {
        string mode = parameter.Contains("Mode m") ? "m" : "p";
        string body = parameter.Contains("Mode ") ? $"x * ({mode} == Mode.A ? 2 : x)" : "x * x";
        GeneratorRun run = Cultures.Under(Cultures.UnicodeMinus, () => GeneratorHost.Run(Source($"[Differentiable] public static double F(double x, {parameter}) => {body};")).AssertClean());

        Assert.Contains($"double FForward(double x, {expected}, Tape? tape = null)", run.Texts.Values.Single());
        using LoadedAssembly loaded = LoadedAssembly.From(run.Output, out _)!;
        object? written = DefaultOf(loaded, "F");
        object? copied = DefaultOf(loaded, "FForward");
        Assert.Equal(written, copied);
        if (written is double number)
            Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits((double)copied!));
        if (written is float single)
            Assert.Equal(BitConverter.SingleToInt32Bits(single), BitConverter.SingleToInt32Bits((float)copied!));
    }

    [Theory]
    [InlineData("double x = 1, int n = 2", "FForward(double x = 1, int n = 2, Tape? tape = null)")]
    [InlineData("double x, [System.Runtime.CompilerServices.CallerLineNumber] int n = 2", "FForward(double x, int n, Tape tape)")]
    [InlineData("double x, int n = 2, [System.Runtime.CompilerServices.CallerMemberName] string s = \"\"", "FForward(double x, int n, string s, Tape tape)")]
    [InlineData("double x, [NoGradient] object? o = null", "FForward(double x, object o, Tape tape)")]
    [InlineData("double x, [NoGradient] IDisposable? o = null", "FForward(double x, IDisposable o, Tape tape)")]
    [InlineData("double x, [NoGradient] Tape? own = null", "FForward(double x, global::BackpropGen.Tape own, Tape tape)")]
    [InlineData("double x = 2, params double[] w", "FForward(double x, double[] w, Tape tape)")]
    [InlineData("[NoGradient] double x = 2, int n = 3", "FGradient(double x = 2, int n = 3, Tape? tape = null)")]
    [InlineData("double x, int n = 3", "FGradient(double x, int n, ref double dX, Tape? tape = null)")]
    [InlineData("double x, int n = 3", "FBackward(double x, int n, Tape tape, double dResult, ref double dX)")]
    [InlineData("double x, int n = 3", "FTapeSize(int n = 3)")]
    public void Stay_where_no_parameter_without_one_follows(string parameters, string expected)
    {
        string body = parameters.Contains("int n") ? "{ double r = x; for (int i = 0; i < n; i++) r = Math.Sin(r * x); return r; }" : "=> x * x;";
        GeneratorRun run = GeneratorHost.Run(Source($"[Differentiable] public static double F({parameters}) {body}")).AssertClean();

        Assert.Contains(expected, run.Texts.Values.Single());
    }

    // F(x) would mean the other one, and FForward(x) this one.
    [Theory]
    [InlineData("public static double F(double x) => 3;")]
    [InlineData("[Differentiable] public static double F(double x) => 3 * x;")]
    public void Are_left_out_beside_overloads(string other)
    {
        GeneratorRun run = GeneratorHost.Run(Source($"{other} [Differentiable] public static double F(double x, int n = 3) => n * x;")).AssertClean();

        Assert.Contains(run.Texts.Values, text => text.Contains("FForward(double x, int n, Tape tape)"));
        Assert.DoesNotContain(run.Texts.Values, text => text.Contains("n = 3"));
    }

    [Theory]
    [InlineData("[Differentiable] public static partial double F(double x, double p = 2); public static partial double F(double x, double p) => x * p;", "")]
    [InlineData("[Differentiable] public static partial double F(double x, double p = 2) => x * p;", "partial double F(double x, double p = 2);")]
    [InlineData("[Differentiable] public static partial double F(double x, double p = 2, params double[] w) => x * p;", "partial double F(double x, double p = 2, params double[] w);")]
    [InlineData("[Differentiable] public static partial double F(double x, params ReadOnlySpan<double> w) => x * w.Length; public static double F(int n) => n;", "partial double F(double x, params ReadOnlySpan<double> w);")]
    public void Are_those_of_the_declaring_part(string members, string declaration)
    {
        GeneratorRun run = GeneratorHost.Run(Source("#pragma warning disable CS1066\n" + members + "\npublic static double Call() => F(2.0);")).AssertClean();

        string text = run.Texts.Values.Single();
        Assert.Contains(declaration, text);
        if (!declaration.Contains("params"))
            Assert.Contains("FForward(double x, double p = 2, Tape? tape = null)", text);
    }

    [Theory]
    [InlineData("public static partial class Model", "public static T F<T>(T x, T p = default) where T : System.Numerics.IFloatingPointIeee754<T> => x * p;", "FForward<T>(T x, T p = default!, Tape? tape = null)")]
    [InlineData("public partial class Model", "public double F(double x, float p = 2) => x * p;", "FForward(double x, float p = 2, Tape? tape = null)")]
    [InlineData("public partial interface IModel", "double F(double x, float p = 2);", "FForward(double x, float p = 2, Tape? tape = null)")]
    public void Stay_in_methods_of_all_kinds(string type, string method, string expected)
    {
        string implementation = type.Contains("interface") ? "public sealed class Other : IModel { public double F(double x, float p) => x * x; }" : "";
        string source = $"using System; using BackpropGen; {type} {{ [Differentiable] {method} }} {implementation}";

        Assert.Contains(expected, Assert.Single(GeneratorHost.Run(new SourceFile("Model.cs", source)).AssertClean().Texts.Values));
    }

    [Theory]
    [InlineData("double x, double p = true")]
    [InlineData("double x, double p = null")]
    [InlineData("double x, double p = F")]
    [InlineData("double x, int n = 1 / 0")]
    [InlineData("double x, Missing m = Missing.A")]
    [InlineData("double p = 2, double x")]
    [InlineData("double x, ref double p = 2")]
    public void That_the_compiler_rejects_do_no_harm(string parameters)
    {
        GeneratorRun run = GeneratorHost.Run(Source($"[Differentiable] public static double F({parameters}) => x * x;"));

        Assert.Null(run.Result.Exception);
        Assert.DoesNotContain(run.AnalyzerDiagnostics(), diagnostic => diagnostic.Id is "BPG0001" or "AD0001");
    }

    [Fact]
    public void Calls_without_them_compute_the_same()
    {
        GeneratorRun run = GeneratorHost.Run(Source("""
            [Differentiable] public static double F(double x, double scale = 2, int n = 3, bool b = true, string? s = null, Mode m = Mode.A, ReadOnlySpan<double> w = default)
            {
                double r = x;
                for (int i = 0; i < n; i++)
                    r = Math.Sin(r * scale);
                return (b && m == Mode.A ? r * r : r) + (w.Length == 0 ? x * x : w[0]);
            }

            [Differentiable] public static double G(double x) => R(x) * R(scale: 3, x: x);

            [Differentiable, Recompute] public static double R(double x, double scale = 2) => Math.Sin(x * scale) * x;

            public static double[] Values() => [F(0.3), FForward(0.3), F(0.3, n: 2), FForward(0.3, n: 2, tape: new Tape()), R(0.3), RForward(0.3)];

            public static double[] Slopes()
            {
                double dX = 0, dScale = 0, dG = 0;
                FForward(0.3);
                FBackward(0.3, 2, 3, true, null!, Mode.A, default, Tape.ForCurrentThread, 1, ref dX, ref dScale, default);
                GGradient(0.3, ref dG);
                return [dX, (F(0.3 + 1e-6) - F(0.3 - 1e-6)) / 2e-6, dScale, (F(0.3, 2 + 1e-6) - F(0.3, 2 - 1e-6)) / 2e-6, dG, (G(0.3 + 1e-6) - G(0.3 - 1e-6)) / 2e-6];
            }
            """)).AssertClean();
        using LoadedAssembly loaded = LoadedAssembly.From(run.Output, out _)!;
        double[] values = (double[])loaded.Assembly.GetType("Model")!.GetMethod("Values")!.Invoke(null, [])!;
        double[] slopes = (double[])loaded.Assembly.GetType("Model")!.GetMethod("Slopes")!.Invoke(null, [])!;

        for (int i = 0; i < values.Length; i += 2)
            Assert.Equal(values[i], values[i + 1]);
        for (int i = 0; i < slopes.Length; i += 2)
            Assert.Equal(slopes[i + 1], slopes[i], 1e-8);
    }

    private static object? DefaultOf(LoadedAssembly loaded, string method) =>
        loaded.Assembly.GetType("Model")!.GetMethod(method)!.GetParameters()[1].RawDefaultValue;

    private static SourceFile Source(string members) => new("Model.cs", $$"""
        using System;
        using BackpropGen;

        public static partial class Model
        {
            {{members}}
        }

        {{Types}}
        """);
}
