using Xunit;

namespace BackpropGen.Tests;

/// <summary>Who asks how much tape a refused method takes hears of what is refused, and of nothing else.</summary>
public sealed class SizeStubTests
{
    private const string Body = "{ Console.Beep(); return 0; }";

    [Theory]
    // Whatever the real one depends on: by position, by name, and in between.
    [InlineData("F(double x, ReadOnlySpan<double> w, int n)", "F()", "F(1.5)", "F(w)", "F(3)", "F(1.5, w)", "F(1.5, 3)", "F(w, 3)", "F(1.5, w, 3)")]
    [InlineData("F(double x, ReadOnlySpan<double> w, int n)", "F(n: 3)", "F(w: w)", "F(n: 3, w: w)", "F(w, n: 3)", "F(1.5, n: 3)", "F(x: 2, w: w, n: 1)", "F(1, w: w)")]
    [InlineData("F(Span<float> w, int n)", "F(new float[3])", "F(stackalloc float[3])", "F(v)", "F(v, 2)", "F(new float[3].AsSpan(1), 2)", "F(w: new float[3])", "F((byte)3)")]
    [InlineData("F(double[] a, double[][] b, double[,] c)", "F(a)", "F(b)", "F(c)", "F(a, c)", "F(b, c)", "F(c: c)", "F(new double[2][])", "F(default)")]
    [InlineData("F(Point p, Box box, (int A, double B) t, (int C, double D) u, Kind kind)", "F(p)", "F(box)", "F(box, t)", "F(u)", "F(kind)", "F(Kind.One, kind: kind)", "F(box: box)", "F(Kind.One)", "F(t: t, p: p)", "F((1, 2.0))")]
    [InlineData("F(ref double x, in int n, out double y, long m)", "F(3)", "F(3, 4L)", "F(m: 3)", "F(n: 4)", "F(1.5, 3, 4L)")]
    [InlineData("F(ILayer layer, ReadOnlySpan<double> w, int n)", "F(layer)", "F(layer, 3)", "F(layer, w)", "F(layer, n: 3)", "F(n: 3)", "F(3)", "F(new Layer(), w, 3)", "F()", "F(layer: layer)")]
    [InlineData("F(double x, ILayer layer, int n)", "F(layer)", "F(1.5, layer)", "F(layer, 3)", "F(1.5, layer, 3)", "F(3)", "F(layer: layer, n: 3)", "F(n: 3, layer: layer)", "F(1.5, n: 3)")]
    [InlineData("F<T>(T x, ReadOnlySpan<T> w, int n) where T : System.Numerics.IFloatingPointIeee754<T>", "F(w)", "F(w, 3)", "F<double>(3)", "F(1.5, w, 3)", "F<double>(w)", "F<double>(n: 3)", "F(w: w)", "F<float>()")]
    [InlineData("F([NoGradient] object any, [NoGradient] string name, int @in)", "F(3)", "F(@in: 3)", "F()")]
    [InlineData("F()", "F()")]
    public void Each_call_compiles(string signature, params string[] calls)
    {
        string source = Source($"[Differentiable] public static double {Refused(signature)}", "    _ = " + string.Join(";\n    _ = ", calls.Select(Size)) + ";");

        GeneratorRun run = GeneratorHost.Run(new SourceFile("Model.cs", source)).AssertCompiles();

        Assert.NotEmpty(run.AnalyzerDiagnostics());
    }

    [Theory]
    [InlineData("[Differentiable] public double F(double x, double[] a) { Console.Beep(); return V; }", "new Host().FTapeSize(a) + new Host().FTapeSize()")]
    // Of overloads all parameters are asked for.
    [InlineData("[Differentiable] public static double F(double[] a, double x) { Console.Beep(); return x; } [Differentiable] public static double F(double[] a) { double s = 1; for (int i = 0; i < 3; i++) s *= a[i]; return s; }", "Host.FTapeSize(a, 1.5) + Host.FTapeSize(a)")]
    // The caller is right, but nobody knows what it takes.
    [InlineData("[Differentiable] public static double G(double[] a) { Console.Beep(); return a[0]; } [Differentiable] public static double F(double[] a, int n) { double s = 1; for (int i = 0; i < n; i++) s *= G(a); return s; }", "Host.FTapeSize(n: 2) + Host.FTapeSize(a, 2) + Host.GTapeSize(a)")]
    [InlineData("[Differentiable, Recompute] public static double F(double[] a, double x) => a[0] *= x;", "Host.FTapeSize(a)")]
    // What has the name of the user's own is left alone.
    [InlineData("[Differentiable] public static double F(double[] a) { Console.Beep(); return a[0]; } public static long FTapeSize(int n) => n;", "Host.FTapeSize(3)")]
    [InlineData("[Differentiable] public static double F(double[] a) { Console.Beep(); return a[0]; } public sealed class FTapeSizeArgument { }", "0")]
    [InlineData("[Differentiable] public static double F(ref double x) { Console.Beep(); return x; } [Differentiable] public static double F(double x) { Console.Beep(); return x; }", "Host.FTapeSize(1.5)")]
    public void Of_other_methods(string members, string size)
    {
        string source = Source("", $"    _ = {size};", $"public partial class Host {{ public double V; {members} }}");

        GeneratorRun run = GeneratorHost.Run(new SourceFile("Model.cs", source)).AssertCompiles();

        Assert.NotEmpty(run.AnalyzerDiagnostics());
    }

    private static string Refused(string signature) => signature + (signature.Contains("out double y") ? Body.Replace("{", "{ y = 0;") : Body);

    private static string Size(string call) => "FTapeSize" + call[1..];

    private static string Source(string member, string calls, string types = "") => $$"""
        using System;
        using BackpropGen;

        public struct Point { public double A; }
        public sealed class Box { public double A; public int N; }
        public enum Kind { One, Two }
        public interface ILayer { double Apply(double x); }
        public sealed class Layer : ILayer { public double Apply(double x) => x; }
        {{types}}

        public static partial class Model
        {
            {{member}}

            public static void Ask(ReadOnlySpan<double> w, Span<float> v, double[] a, double[][] b, double[,] c, Point p, Box box, (int, double) t, (int X, double Y) u, Kind kind, ILayer layer)
            {
            {{calls}}
            }
        }
        """;
}
