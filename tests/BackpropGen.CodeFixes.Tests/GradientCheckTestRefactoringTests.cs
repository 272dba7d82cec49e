using BackpropGen.CodeFixes.Refactorings;
using Microsoft.CodeAnalysis;
using Xunit;

namespace BackpropGen.Tests;

public sealed class GradientCheckTestRefactoringTests
{
    [Fact]
    public async Task The_test_reads_as_a_person_would_write_it()
    {
        Editor after = await Editor.Open("""
            using BackpropGen;
            namespace Cells;
            public static partial class Neuron
            {
                [Differentiable]
                public static double $$Unit(ReadOnlySpan<double> w, double b, [NoGradient] ReadOnlySpan<double> x) => Math.Tanh(w[0] * x[0] + b);
            }
            """).WithChecks().RefactorAsync(new GradientCheckTestRefactoring());

        Assert.Equal("""
            using Xunit;

            namespace Cells;

            public class NeuronUnitGradientTests
            {
                [Fact]
                public void The_gradient_is_right() =>
                    Neuron.UnitGradientCheck(w: [0.3, 0.7, 0.5, 0.9], b: 0.4, x: [0.8, 0.6, 0.3, 0.7]).ThrowIfFailed();
            }

            """.ReplaceLineEndings("\n"), (await after.AssertCleanAsync())["NeuronUnitGradientTests.cs"]);
    }

    [Theory]
    [InlineData("public static double $$F(double x, float y) => Math.Log(x) * Math.Sqrt(y);")]
    [InlineData("public static double $$F(ReadOnlySpan<double> a, int n) { double s = 0; for (int i = 0; i < n * n; i++) s += a[i] * a[i]; return s; }")]
    [InlineData("public static void $$F(Span<double> a, ref double b, out double c) { a[0] *= b; b *= a[1]; c = b * b; }")]
    [InlineData("public static double $$F(double[,] a, double[][] b, bool c, string d, DayOfWeek e) => c && e == DayOfWeek.Sunday ? a[0, 1] * b[1][1] : a[1, 1];")]
    [InlineData("public static T $$F<T>(T x, ReadOnlySpan<T> y) where T : System.Numerics.IFloatingPointIeee754<T> => x * y[0];")]
    [InlineData("public static double $$F((double A, double B) p, Point q, Line r) => p.A * q.X * r.Slope;")]
    [InlineData("public double[] W = [1]; public double B { get; set; } [Differentiable] public double $$F(double x) => W[0] * x + B;", false)]
    [InlineData("internal static double $$F(double @class) => @class * @class;")]
    public async Task The_check_compiles_runs_and_passes(string method, bool isMarked = true)
    {
        Editor after = await Editor.Open($$"""
            using BackpropGen;
            public struct Point { public double X, Y; }
            public readonly record struct Line(double Slope, double Level);
            public partial class Model { {{(isMarked ? "[Differentiable] " : "")}}{{method}} }
            """).WithChecks().RefactorAsync(new GradientCheckTestRefactoring());

        using LoadedAssembly? loaded = LoadedAssembly.From(await (await after.AssertCleanAsync()).CompileAsync(), out IEnumerable<Diagnostic> diagnostics);
        Assert.True(loaded is not null, string.Join("\n", diagnostics));
        Type tests = loaded.Assembly.GetType("ModelFGradientTests", throwOnError: true)!;
        var test = tests.GetMethod("The_gradient_is_right")!;
        Assert.NotEmpty(test.GetCustomAttributes(typeof(FactAttribute), inherit: false));
        test.CreateDelegate<Action>(Activator.CreateInstance(tests)).Invoke();
    }

    [Theory]
    [InlineData(false, "[Differentiable] public static double $$F(double x) => x;")]
    [InlineData(true, "[Differentiable] private static double $$F(double x) => x;")]
    [InlineData(true, "[Differentiable] public static double $$F(double x, [NoGradient] System.IO.Stream s) => x;")]
    [InlineData(true, "public static double $$F(double x) => x;")]
    public async Task Nothing_is_offered_where_no_test_can_be_written(bool withTests, string method)
    {
        Editor editor = Editor.Open("using BackpropGen; public static partial class Model { " + method + " }").WithChecks(withTests);

        Assert.Empty((await editor.OfferedAsync(new GradientCheckTestRefactoring())).Actions);
    }

    [Fact]
    public async Task A_test_that_is_there_is_kept()
    {
        Editor editor = await Editor.Open("using BackpropGen; public static partial class Model { [Differentiable] public static double $$F(double x) => x; }")
            .WithChecks().RefactorAsync(new GradientCheckTestRefactoring());

        Assert.Empty((await editor.Write("A.cs", "$$" + editor["A.cs"]).OfferedAsync(new GradientCheckTestRefactoring())).Actions);
        string text = editor["A.cs"];
        Assert.Empty((await editor.Write("A.cs", text.Replace("double F", "double $$F")).OfferedAsync(new GradientCheckTestRefactoring())).Actions);
        Assert.Single((await editor.Write("A.cs", text.Replace("double F", "double $$G")).OfferedAsync(new GradientCheckTestRefactoring())).Actions);
    }
}
