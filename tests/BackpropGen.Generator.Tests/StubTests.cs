using Microsoft.CodeAnalysis;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>Beside what is refused there is nothing that the compiler complains of, and no warning about what an author knows.</summary>
public sealed class StubTests
{
    [Theory]
    [InlineData("BPG0104", "public interface IHas { double At(double x); } public partial class Impl : IHas { public double V; [Differentiable] double IHas.At(double x) => x * V; }")]
    [InlineData("BPG0108", "public static partial class Model { [Differentiable] public static double F(ref readonly double x) => x * x; }")]
    [InlineData("BPG0108", "public static partial class Model { [Differentiable] public static double F(ref readonly Span<double> x, double y) => x[0] * y; }")]
    [InlineData("BPG0108", "public struct P { public double A; } public static partial class Model { [Differentiable] public static double F(ref readonly P p) => p.A; }")]
    [InlineData("BPG0104", "public static partial class Model { extension(double x) { [Differentiable] public double F() => x * x; } }")]
    public void What_stands_in_for_refused_members_compiles(string id, string source)
    {
        GeneratorRun run = GeneratorHost.Run(new SourceFile("Model.cs", "using System;\nusing BackpropGen;\n" + source)).AssertCompiles();

        Assert.Equal(id, Assert.Single(run.AnalyzerDiagnostics()).Id);
    }

    [Theory]
    [InlineData("CS0612", "[Obsolete] static double H(double x) { while (x < 3) x *= x; return x; } [Differentiable] public static double F(double x) => H(x) * x;")]
    [InlineData("CS0618", "[Obsolete(\"No.\")] static double H(double x) { while (x < 3) x *= x; return x; } [Differentiable] public static double F(double x) => H(x) * x;")]
    [InlineData("EXP1", "[Differentiable] public static double F(Trial t, double x) => t.V * x;")]
    [InlineData("OLD7", "[Differentiable] public static double F([NoGradient] Old p, double x) => x * x;")]
    [InlineData("CS0612", "[Differentiable, Recompute, Obsolete] public static double F(double x) => Math.Sin(x) * x;")]
    public void What_an_author_knows_to_be_obsolete_is_no_news_in_generated_code(string id, string members)
    {
        string source = $$"""
            #pragma warning disable CS0612, CS0618, EXP1, OLD7
            using System;
            using BackpropGen;
            [System.Diagnostics.CodeAnalysis.Experimental("EXP1")] public class Trial { public double V; }
            [Obsolete("No.", DiagnosticId = "OLD7")] public struct Old { public double V; }
            public static partial class Model { {{members}} }
            """;

        GeneratorRun run = GeneratorHost.Run(new SourceFile("Model.cs", source)).AssertClean();

        Assert.All(run.Texts.Values, text => Assert.Contains($"#pragma warning disable {id} // As", text));
    }

    [Fact]
    public void Nothing_else_has_a_pragma()
    {
        const string Source = "using BackpropGen; public static partial class Model { [Differentiable] public static double F(double x) => x * x; }";

        Assert.DoesNotContain("#pragma", GeneratorHost.Run(new SourceFile("Model.cs", Source)).AssertClean().Texts.Values.Single());
    }
}
