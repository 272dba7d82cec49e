using Microsoft.CodeAnalysis;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>Names for generated members that the author of a method chose.</summary>
public sealed class MemberNameTests
{
    private const string Squared = "public static double Forward(double x) => x * x;";

    [Theory]
    [InlineData("\"Lstm\"", "Lstm")]
    [InlineData("\"class\"", "class")]
    [InlineData("nameof(String)", "String")]
    [InlineData("\"A\" + Suffix", "ASuffix")]
    [InlineData("\"\\u00c4_1\"", "\u00c4_1")]
    [InlineData("null", "Forward")]
    [InlineData("\"Forward\"", "Forward")]
    public void All_members_have_them(string argument, string stem)
    {
        const string Sized = "public static double Forward(double x, int n) { double s = x; for (int i = 0; i < n; i++) s = Math.Sin(s * x); return s; }";
        GeneratorRun run = GeneratorHost.Run(Source($"private const string Suffix = \"Suffix\"; [Differentiable(Name = {argument})] {Sized}")).AssertClean();

        (string hint, string text) = run.Texts.Single();
        Assert.Equal("Model.Forward.g.cs", hint);
        Assert.All(["Forward", "Backward", "Gradient", "TapeSize"], suffix => Assert.Contains($" {stem}{suffix}(", text));
        Assert.All([$"<see cref=\"{stem}Backward\"/>", $"<see cref=\"{stem}Forward\"/>", "<see cref=\"Forward\"/>", "BeginForward(\"Model.Forward\""], part => Assert.Contains(part, text));
        Assert.Equal(stem == "Forward", text.Contains("ForwardForward"));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\" \"")]
    [InlineData("\"1x\"")]
    [InlineData("\"a b\"")]
    [InlineData("\"@a\"")]
    [InlineData("\"a.b\"")]
    [InlineData("\"a\\u200Cb\"")]
    [InlineData("nameof(String) + \"<T>\"")]
    public void That_are_no_identifiers_are_an_error_at_the_argument(string argument) =>
        AssertError(GeneratorHost.Run(Source($"[Differentiable(Name = {argument})] {Squared}")), "BPG0110", argument);

    [Theory]
    [InlineData("public static double LstmGradient => 3;")]
    [InlineData("public static double LstmForward(double x, Tape tape) => 3;")]
    [InlineData("public static double LstmGradient(double x, ref double dX) => 3;")]
    [InlineData("[Differentiable] public static double Lstm(double x) => x;")]
    [InlineData("[Differentiable(Name = nameof(Lstm))] public static double Other(double x) => x; private sealed class Lstm { }")]
    public void That_are_taken_are_an_error_at_the_argument(string other) =>
        AssertError(GeneratorHost.Run(Source($"{other} [Differentiable(Name = \"Lstm\")] {Squared}")), "BPG0109", "\"Lstm\"");

    [Theory]
    [InlineData("[Differentiable(Name = \"A\")] public static double F(double x) => x * x; [Differentiable(Name = \"B\")] public static double F(double[] x) => x[0] * x[1];")]
    [InlineData("[Differentiable(Name = \"A\")] public static double F(double x) => x * x; [Differentiable(Name = \"A\")] public static double F(double[] x) => x[0] * x[1];")]
    [InlineData("[Differentiable(Name = \"A\")] public static double F(Span<double> x) { x[0] *= x[0]; return x[0]; } [Differentiable(Name = \"B\")] public static double F(double[] x) { x[0] *= x[0]; return x[0]; }")]
    [InlineData("[Differentiable] public static double F(double x) => x * x; [Differentiable(Name = \"F\")] public static double G(double x, int n) => n * x;")]
    [InlineData("[Differentiable(Name = \"H\")] public static double F(double x) => H(x) * G(x); static double H(double x) { while (x < 3) x *= x + 1; return x; } [Differentiable] public static double G(double x) => H(x) * x;")]
    [InlineData("[Differentiable(Name = \"F\")] public static double G(double x) => x * x; [Differentiable(Name = \"G\")] public static double F(double x) => G(x) * x;")]
    [InlineData("[Differentiable(Name = \"FWithoutX\")] public static double G(double[] x, double y) => x[0] * y; [Differentiable] public static double F(double[] x, double y) { double s = y; for (int i = 0; i < x.Length; i++) s *= x[i]; return s; } [Differentiable] public static double K([NoGradient] double[] x, double y) => F(x, y) * y;")]
    [InlineData("[Differentiable(Name = \"N\")] public static T F<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => x * x; [Differentiable] public static double G(double x) => F(x) * F(x);")]
    [InlineData("[Differentiable(Name = \"N\")] public static partial double F(double x, double y = 2); public static partial double F(double x, double y) => x * y;")]
    [InlineData("[Differentiable(Name = \"N\")] public static partial double F(double x, params double[] w) => x * w.Length;")]
    [InlineData("[Differentiable(Name = \"N\"), Recompute] public static double F(Span<double> w) { w[0] *= w[1]; return w[0]; } [Differentiable] public static double @in(double x) { Span<double> t = [x, x]; return F(t) * x; }")]
    public void Others_stand_beside_each_other(string members) => GeneratorHost.Run(Source(members)).AssertClean();

    [Fact]
    public void Overloads_of_different_names_have_sizes_of_their_own()
    {
        GeneratorRun run = GeneratorHost.Run(Source("""
            [Differentiable(Name = "A")] public static double F(double x, int n = 3) { double s = x; for (int i = 0; i < n; i++) s = Math.Sin(s * x); return s; }
            [Differentiable(Name = "B")] public static double F(double[] x, int n) { double s = 1; for (int i = 0; i < n; i++) s = Math.Sin(s * x[i]); return s; }
            """)).AssertClean();

        Assert.Contains(run.Texts.Values, text => text.Contains("long ATapeSize(int n = 3)") && text.Contains("AForward(double x, int n = 3, Tape? tape = null)"));
        Assert.Contains(run.Texts.Values, text => text.Contains("long BTapeSize(int n)"));
    }

    private const string Layer = "public abstract partial class Layer { [Differentiable(Name = \"Layer\")] public abstract double Forward(double x); } ";
    private const string Step = "public partial class Net { public Layer First = new Bent(); [Differentiable] public double Run(double x) => First.Forward(x) * x; } ";

    [Theory]
    [InlineData("[Differentiable]")]
    [InlineData("[Differentiable(Name = \"Layer\")]")]
    public void An_override_has_that_of_what_it_overrides(string attribute)
    {
        GeneratorRun run = GeneratorHost.Run(new SourceFile("Model.cs", $"using System; using BackpropGen; {Layer}{Step}"
            + $"public partial class Bent : Layer {{ public double W = 2; {attribute} public override double Forward(double x) => Math.Sin(W * x); }} "
            + "public sealed partial class More : Bent { [Differentiable] public override double Forward(double x) => W * x * x; }")).AssertClean();

        Assert.Equal(3, run.Texts.Values.Count(text => text.Contains(" LayerForward(double x, Tape tape)")));
        Assert.DoesNotContain(run.Texts.Values, text => text.Contains("ForwardForward"));
    }

    [Fact]
    public void An_override_has_no_other()
    {
        string source = $"using System; using BackpropGen; {Layer}public sealed partial class Bent : Layer {{ [Differentiable(Name = \"Bent\")] public override double Forward(double x) => x * x; }}";

        AssertError(GeneratorHost.Run(new SourceFile("Model.cs", source)), "BPG0110", "\"Bent\"");
    }

    [Fact]
    public void An_implementation_has_its_own()
    {
        const string Text = """
            using BackpropGen;
            public partial interface ICell { [Differentiable(Name = "Cell")] double Forward(double x); }
            public sealed partial class Square : ICell { [Differentiable(Name = "Square")] public double Forward(double x) => x * x; }
            public sealed partial class Cube : ICell { [Differentiable] public double Forward(double x) => x * x * x; }
            public static partial class Model { [Differentiable] public static double Run(ICell cell, double x) => cell.Forward(x) * x; }
            """;
        GeneratorRun run = GeneratorHost.Run(new SourceFile("Model.cs", Text)).AssertClean();

        Assert.All(["CellForward(", "SquareForward(", "ForwardForward("], name => Assert.Contains(run.Texts.Values, text => text.Contains(" double " + name)));
    }

    [Theory]
    [InlineData("Name = 3")]
    [InlineData("Name = Missing")]
    [InlineData("Name = \"a\", Name = \"b\"")]
    [InlineData("Name =")]
    [InlineData("\"a\"")]
    [InlineData("Title = \"a\"")]
    [InlineData("Name = new[] { \"a\" }")]
    public void That_the_compiler_rejects_do_no_harm(string argument)
    {
        GeneratorRun run = GeneratorHost.Run(Source($"[Differentiable({argument})] {Squared}"));

        Assert.Null(run.Result.Exception);
        Assert.DoesNotContain(run.AnalyzerDiagnostics(), diagnostic => diagnostic.Id is "BPG0001" or "AD0001");
    }

    [Fact]
    public void Gradients_are_the_same()
    {
        GeneratorRun run = GeneratorHost.Run(Source("""
            [CustomBackward(nameof(HalfBackward))] private static double Half(double v) => (double)(decimal)(v / 2);
            private static void HalfBackward(double v, double dResult, ref double dV) => dV += dResult / 2;
            [Differentiable(Name = "Cell")] public static double Forward(double x, double w) { double s = Half(x); for (int i = 0; i < 3; i++) s = Math.Sin(s * w); return s; }
            [Differentiable(Name = "Run")] public static double Backward(double x) => Forward(x, x) * Forward(2, x);
            public static double[] Slopes()
            {
                double dX = 0, dW = 0, dRun = 0, dTwice = 0, ignored = 0;
                CellGradient(0.3, 0.7, ref dX, ref dW);
                RunGradient(0.3, ref dRun);
                var tape = new Tape();
                CellForward(0.3, 0.7, tape);
                CellBackward(0.3, 0.7, tape, 1, ref dTwice, ref ignored);
                return [dX, (Forward(0.3 + 1e-6, 0.7) - Forward(0.3 - 1e-6, 0.7)) / 2e-6, dRun, (Backward(0.3 + 1e-6) - Backward(0.3 - 1e-6)) / 2e-6, dTwice, dX];
            }
            """)).AssertClean();
        using LoadedAssembly loaded = LoadedAssembly.From(run.Output, out _)!;
        double[] slopes = (double[])loaded.Assembly.GetType("Model")!.GetMethod("Slopes")!.Invoke(null, [])!;

        for (int i = 0; i < slopes.Length; i += 2)
            Assert.Equal(slopes[i + 1], slopes[i], 1e-8);
    }

    private static void AssertError(GeneratorRun run, string id, string at)
    {
        run.AssertCompiles();
        Diagnostic found = Assert.Single(run.AnalyzerDiagnostics());
        Assert.Equal(id, found.Id);
        Assert.Equal(at, found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan));
        Assert.Equal(found.Location.GetLineSpan(), Assert.Single(GeneratorHost.Run(GeneratorHost.Driver(BuildOptions.Silent), run.Input).GeneratorDiagnostics).Location.GetLineSpan());
    }

    private static SourceFile Source(string members) => new("Model.cs", $$"""
        using System;
        using BackpropGen;

        public static partial class Model
        {
            {{members}}
        }
        """);
}
