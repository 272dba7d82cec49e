using BackpropGen.CodeFixes.Refactorings;
using Xunit;

namespace BackpropGen.Tests;

public sealed class EjectRefactoringTests
{
    private const string Unit = """
        using BackpropGen;
        namespace Cells;

        public static partial class Neuron
        {
            /// <summary>One unit.</summary>
            [Differentiable] // marked
            public static double Un$$it(ReadOnlySpan<double> w, double b, [NoGradient] ReadOnlySpan<double> x)
            {
                double sum = b;
                for (int i = 0; i < w.Length; i++)
                    sum += w[i] * x[i];
                return Math.Tanh(sum);
            }

            [Differentiable]
            public static double Loss(ReadOnlySpan<double> w, double b, [NoGradient] ReadOnlySpan<double> x)
            {
                double error = Unit(w, b, x) - 0.5;
                return error * error;
            }
        }
        """;

    private const string UnitProbe = """
        using Cells;
        using BackpropGen;
        public static class Probe
        {
            private static readonly double[] x = [0.5, -0.25];

            public static double Value(double[] p) => Neuron.Loss(p.AsSpan(0, 2), p[2], x);

            public static double[] Gradient(double[] p)
            {
                double[] d = new double[3];
                Neuron.LossGradient(p.AsSpan(0, 2), p[2], x, d.AsSpan(0, 2), ref d[2]);
                return d;
            }

            // Who calls the members of the method itself still finds them.
            public static double Others(double[] p, double[] d, Tape tape)
            {
                Neuron.UnitForward(p, 0, x, tape);
                Neuron.UnitBackward(p, 0, x, tape, 1, d, ref d[0]);
                return Neuron.UnitGradient(p, 0, x, d, ref d[0]) + Neuron.UnitTapeSize();
            }
        }
        """;

    [Fact]
    public async Task The_copy_is_used_by_callers_and_gives_the_same_gradient()
    {
        double[] at = [0.3, -0.7, 0.2];
        Editor before = Editor.Open(Unit.Replace("$$", ""), UnitProbe);
        Editor after = await (await Editor.Open(Unit, UnitProbe).RefactorAsync(new EjectRefactoring())).AssertCleanAsync();

        Assert.Equal(Unit.Replace("$$", "").Replace("[Differentiable] // marked", "[CustomBackward(nameof(UnitBackward), Forward = nameof(UnitForward))] // marked"), after["A.cs"]);
        string copy = after["Cells.Neuron.Unit.Backward.cs"];
        Assert.DoesNotContain("GeneratedCode", copy);
        Assert.DoesNotContain("auto-generated", copy);
        Assert.Equal(await Gradients.AssertRightAsync(before, at), await Gradients.AssertRightAsync(after, at));
        Assert.DoesNotContain(await GeneratedAsync(after), text => text.Contains("void UnitBackward", StringComparison.Ordinal));
        // A change of the copy changes the gradient of the caller.
        Editor wrong = after.Write("Cells.Neuron.Unit.Backward.cs", copy.Replace("dB += dSum;", "dB += 2 * dSum;"));
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => Gradients.AssertRightAsync(wrong, at));
    }

    [Theory]
    // Recorded on the tape, with a loop of unknown length and an overwritten buffer.
    [InlineData("double M(ReadOnlySpan<double> w, Span<double> h)", "{ int n = 0; double s = 1; while (s < 3) { s += Math.Exp(w[n % 2]) * h[0]; h[0] = Math.Sin(h[0] * s); n++; } return s; }", "double[] h = [p[2]]; double v = M(p.AsSpan(0, 2), h); return v * v + h[0];")]
    // A number by reference, and one that comes out.
    [InlineData("void M(ReadOnlySpan<double> w, ref double a, out double y)", "{ a *= w[0]; y = Math.Exp(a) * w[1]; }", "double a = p[2]; M(p.AsSpan(0, 2), ref a, out double y); return y * a;")]
    // A helper, which only the copy calls then.
    [InlineData("double M(double a, double b)", "{ double s = 0; for (int i = 0; i < 3; i++) s += Helper(a, s) * b; return s; } static double Helper(double a, double s) { double t = Math.Sin(a + s); for (int i = 0; i < 2; i++) t *= Math.Cos(t); return t; }", "return M(p[0], p[1]) * p[2];")]
    // It calls another marked method.
    [InlineData("double M(ReadOnlySpan<double> w, double b)", "=> Other(w, b) * b; [Differentiable] public static double Other(ReadOnlySpan<double> w, double b) { double s = b; for (int i = 0; i < w.Length; i++) s = Math.Sin(s * w[i]); return s; }", "return M(p.AsSpan(0, 2), p[2]) * p[0];")]
    // Computed again in the backward pass.
    [InlineData("[Recompute] double M(ReadOnlySpan<double> w, double b)", "{ double s = b; for (int i = 0; i < w.Length; i++) s = Math.Sin(s * w[i]); return s; }", "return M(p.AsSpan(0, 2), p[2]) * p[0];")]
    public async Task Methods_of_many_shapes(string signature, string body, string use)
    {
        string attribute = signature.StartsWith('[') ? "[Differentiable, Recompute]" : "[Differentiable]";
        string text = $$"""
            using BackpropGen;
            public static partial class Model
            {
                {{attribute}} public static {{signature.Replace("[Recompute] ", "").Replace("M(", "$$M(")}} {{body}}

                [Differentiable] public static double Use(ReadOnlySpan<double> p) { {{use.Replace("p.AsSpan", "p.Slice")}} }
            }
            public static class Probe
            {
                public static double Value(double[] p) => Model.Use(p);
                public static double[] Gradient(double[] p) { double[] d = new double[p.Length]; Model.UseGradient(p, d); return d; }
            }
            """;
        double[] at = [0.4, 0.7, 0.6];

        Editor after = await (await Editor.Open(text).RefactorAsync(new EjectRefactoring())).AssertCleanAsync();

        Assert.Equal(await Gradients.AssertRightAsync(Editor.Open(text.Replace("$$", "")), at), await Gradients.AssertRightAsync(after, at));
        Assert.Contains("CustomBackward(nameof(MBackward), Forward = nameof(MForward))", after["A.cs"]);
    }

    [Theory]
    // A helper that another marked method calls as well: its members are generated beside the copies.
    [InlineData("public static partial class Model { [Differentiable] public static double $$M(double x) { double s = 0; for (int i = 0; i < 3; i++) s += Helper(x, s); return s; } [Differentiable] public static double N(double x) { double s = 0; for (int i = 0; i < 2; i++) s += Helper(x, s); return s; } private static double Helper(double a, double s) { double t = Math.Sin(a + s); for (int i = 0; i < 2; i++) t *= Math.Cos(t); return t; } [Differentiable] public static double Use(double x) => M(x) * N(x); }")]
    // A helper in a type that is not partial.
    [InlineData("static class Helpers { public static double Helper(double a, double s) { double t = Math.Sin(a + s); for (int i = 0; i < 2; i++) t *= Math.Cos(t); return t; } } public static partial class Model { [Differentiable] public static double $$M(double x) { double s = 0; for (int i = 0; i < 3; i++) s += Helpers.Helper(x, s); return s; } [Differentiable] public static double Use(double x) => M(x) * x; }")]
    // Of overloads, one.
    [InlineData("public static partial class Model { [Differentiable] public static double $$M(double x) => Math.Sin(x) * x; [Differentiable] public static double M(double x, double y) => x * y; [Differentiable] public static double Use(double x) => M(x) * M(x, x); }")]
    // In a struct in a generic type, private, and with a declaration that is generated.
    [InlineData("public static partial class Model { private static partial class Of<T> { internal partial struct Inner { [Differentiable] internal static double $$M(double x) => Math.Sin(x) * x; } } [Differentiable] private static partial double Part(double x) { return x * x; } [Differentiable] public static double Use(double x) => Of<int>.Inner.M(x) * Part(x); }")]
    [InlineData("public static partial class Model { [Differentiable] private static partial double $$M(double x) { return x * x * x; } [Differentiable] public static double Use(double x) => M(x) * x; }")]
    public async Task Methods_in_many_places(string text)
    {
        const string Probe = "\npublic static class Probe { public static double Value(double[] p) => Model.Use(p[0]); public static double[] Gradient(double[] p) { double d = 0; Model.UseGradient(p[0], ref d); return [d]; } }";

        Editor after = await (await Editor.Open("using BackpropGen;\n" + text + Probe).RefactorAsync(new EjectRefactoring())).AssertCleanAsync();

        Assert.Equal(await Gradients.AssertRightAsync(Editor.Open("using BackpropGen;\n" + text.Replace("$$", "") + Probe), 0.7), await Gradients.AssertRightAsync(after, 0.7));
        Assert.Contains("CustomBackward(nameof(MBackward)", after["A.cs"]);
    }

    // The members for gradient checks are copied, too.
    [Fact]
    public async Task The_check_of_a_copy_can_be_called()
    {
        const string Use = "public static class Use { public static void It() => Cells.Neuron.UnitGradientCheck([1], 2, [3]).ThrowIfFailed(); }";

        await (await Editor.Open(Unit, Use).WithChecks().RefactorAsync(new EjectRefactoring())).AssertCleanAsync();
    }

    // The compilation of an IDE has no generated files, or old ones.
    [Fact]
    public async Task The_generator_need_not_have_run()
    {
        Editor after = await Editor.Open(Unit.ReplaceLineEndings("\r\n")).WithoutGenerator().RefactorAsync(new EjectRefactoring());

        Assert.Contains("double dSum = Vjp.Tanh(sum, result, dResult);\r\n", after["Cells.Neuron.Unit.Backward.cs"]);
        Assert.DoesNotContain('\n', after["Cells.Neuron.Unit.Backward.cs"].Replace("\r\n", ""));
    }

    [Theory]
    [InlineData("[BackpropGen.Differentiable]", "[BackpropGen.CustomBackward(nameof(FBackward), Forward = nameof(FForward))]")]
    [InlineData("[global::BackpropGen.DifferentiableAttribute]", "[global::BackpropGen.CustomBackward(nameof(FBackward), Forward = nameof(FForward))]")]
    [InlineData("[Marked]", "[global::BackpropGen.CustomBackward(nameof(FBackward), Forward = nameof(FForward))]")]
    [InlineData("[Obsolete, Marked(Name = \"Best\")]", "[Obsolete, global::BackpropGen.CustomBackward(nameof(BestBackward), Forward = nameof(BestForward))]")]
    public async Task The_attribute_is_written_as_the_file_allows_it(string attribute, string mended)
    {
        const string Text = "using Marked = BackpropGen.DifferentiableAttribute;\npublic static partial class Model\n{\n    ATTRIBUTE\n    public static double $$F(double x) => x * x;\n}\n";

        Editor after = await Editor.Open(Text.Replace("ATTRIBUTE", attribute)).RefactorAsync(new EjectRefactoring());

        Assert.Equal(Text.Replace("ATTRIBUTE", mended).Replace("$$", ""), (await after.AssertCleanAsync())["A.cs"]);
    }

    [Theory]
    [InlineData("public partial class Model { public double W; [Differentiable] public double $$F(double x) => W * x; }")]
    [InlineData("public static partial class Model { [Differentiable] public static T $$F<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => x * x; }")]
    [InlineData("public static partial class Model { [Differentiable] public static (double, double) $$F(double x) => (x, x); }")]
    [InlineData("public static partial class Model { [Differentiable] public static double $$F(double[,] x) => x[0, 0]; }")]
    [InlineData("public static partial class Model { [Differentiable] public static double $$F((double A, double B) x) => x.A; }")]
    [InlineData("public static partial class Model { [Differentiable] public static double $$F(double x) => Console.Read(); }")]
    [InlineData("public static partial class Model { public static double $$F(double x) => x; }")]
    [InlineData("public static partial class Model { [Differentiable] public static double F(double x) => x *$$ x; }")]
    // Its caller could not hand its array on to a copy.
    [InlineData("public static partial class Model { [Differentiable] public static double $$F(double[] x) => x[0]; [Differentiable] public static double G(double x) { double[] y = new double[2]; y[0] = x; return F(y); } }")]
    public async Task Nothing_is_offered_where_there_is_nothing_to_copy(string text) =>
        Assert.Empty((await Editor.Open("using BackpropGen;\n" + text).OfferedAsync(new EjectRefactoring())).Actions);

    private static async Task<IEnumerable<string>> GeneratedAsync(Editor editor) =>
        (await editor.Project.GetSourceGeneratedDocumentsAsync()).Select(document => document.GetTextAsync().Result.ToString());
}
