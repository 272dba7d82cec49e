using Microsoft.CodeAnalysis;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>Generated members beside other members of their names.</summary>
public sealed class ClashTests
{
    [Theory]
    [InlineData("[Differentiable] public static double F(double x) => x * x; [Differentiable] public static double F(double x, double y) => x * y;")]
    [InlineData("[Differentiable] public static double F(double[] x, double y) => x[0] * y; [Differentiable] public static double F(double[] x, float y) => x[0] * y;")]
    [InlineData("[Differentiable] public static double F(in double x) => x * x; [Differentiable] public static double F(double[] x) => x[0];")]
    [InlineData("[Differentiable] public static double F(double x) => x * x; [Differentiable] public static double F(double x, out double y) { y = x * x; return x * y; }")]
    [InlineData("[Differentiable] public static double F(double x) => x * x; [Differentiable] public static double F<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => 2;")]
    [InlineData("[Differentiable] public static double F(double x) => x * x; public static double FGradient(double x) => 3; public static long FTapeSize(int n) => 3; public static void FForward() { }")]
    [InlineData("[Differentiable] public static partial double F(double x); public static partial double F(double x) => x * x; public static double FGradient(double x, ref float dX, Tape? tape = null) => 3;")]
    [InlineData("[Differentiable] public static double F(double x) => x * x; [Differentiable] public static double F(in double x) => x * x;")]
    [InlineData("[Differentiable] public static double F(double x) => x * x; public static double F(int x) => x;")]
    [InlineData("[Differentiable] public static double F(double x) => x * x; [Differentiable] public static double FForward(double x) => x; [Differentiable] public static double FGradient(double x) => x;")]
    public void Overloads_stand_beside_each_other(string members) => GeneratorHost.Run(Source(members)).AssertClean();

    // What a size does not depend on says which overload is meant.
    [Fact]
    public void The_sizes_of_overloads_are_asked_for_by_their_callers()
    {
        GeneratorRun run = GeneratorHost.Run(Source("""
            [Differentiable] public static double F(Span<double> x) { x[0] *= x[0]; return x[0]; }
            [Differentiable] public static double F(Span<double> x, double[] y, float f) { x[0] *= y[0] * f; double s = 0; for (int i = 0; i < x.Length; i++) { s += x[i]; x[i] = Math.Sin(x[i]); } return s; }
            [Differentiable] public static double G(Span<double> x, double[] y) { double s = 1; for (int i = 0; i < 3; i++) s *= F(x) + F(x, y, (float)s); return s; }
            """)).AssertClean();

        Assert.Contains(run.Texts.Values, text => text.Contains("default(float)"));
    }

    [Theory]
    [InlineData("[Differentiable] public static double F(double x) => x * x;", "public static double FGradient => 3;")]
    [InlineData("[Differentiable] public static double F(double[] x) { double s = 1; for (int i = 0; i < 3; i++) s *= x[i]; return s; }", "public static long FTapeSize() => 3;")]
    [InlineData("[Differentiable] public static double F(double x) => x * x;", "public static double FForward;")]
    [InlineData("[Differentiable] public static double F(double x) => x * x;", "public sealed class FBackward { }")]
    [InlineData("[Differentiable] public static double F(double x) => x * x;", "public static double FGradient(double y, in double z, Tape? tape) => 3;")]
    [InlineData("[Differentiable] public static T F<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => x * x;", "public static void FForward<U>(U x, Tape tape) { }")]
    [InlineData("public static double FGradient => 3;", "[Differentiable] public static double F(double x) { Console.Beep(); return x; }")]
    [InlineData("[Differentiable] public static double F(Span<double> x) { x[0] *= x[0]; return x[0]; }", "[Differentiable] public static double F(double[] x) { x[0] *= x[0]; return x[0]; }")]
    public void What_has_no_room_is_an_error_at_the_method(string first, string second)
    {
        GeneratorRun run = GeneratorHost.Run(Source(first + "\n" + second));

        run.AssertCompiles();
        Assert.Contains(run.AnalyzerDiagnostics(), diagnostic => diagnostic.Id == "BPG0109");
    }

    [Theory]
    [InlineData("public static double FGradient => 3;")]
    [InlineData("protected static double FForward;")]
    [InlineData("internal static void FForward(double x, Tape tape) { }")]
    public void What_is_inherited_would_be_hidden(string inherited)
    {
        string source = $$"""
            using BackpropGen;
            public class Base { {{inherited}} }
            public partial class Model : Base { [Differentiable] public static double F(double x) => x * x; }
            """;

        GeneratorRun run = GeneratorHost.Run(new SourceFile("Model.cs", source)).AssertCompiles();

        Assert.Equal("BPG0109", Assert.Single(run.AnalyzerDiagnostics()).Id);
    }

    [Fact]
    public void A_generated_member_is_not_called_as_its_type()
    {
        const string Text = """
            using BackpropGen;
            public partial class FGradient { [Differentiable] public static double F(double x) => x * x; }
            """;

        GeneratorRun run = GeneratorHost.Run(new SourceFile("Model.cs", Text)).AssertCompiles();

        Assert.Equal("BPG0109", Assert.Single(run.AnalyzerDiagnostics()).Id);
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
