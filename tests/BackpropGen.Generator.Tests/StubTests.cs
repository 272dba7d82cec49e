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

    [Theory]
    [InlineData("Model.cs(5): BPG0401: 'Console.Beep' has no known derivative: ", "[Differentiable] public static double F(double x)\n{ Console.Beep(); return x; }")]
    [InlineData("Model.cs(5): BPG0601: 'F' cannot be differentiated: it is marked [Recompute], and the old values of 'a', which it writes, cannot be kept", "[Differentiable, Recompute]\npublic static double F(double[] a, double x) => a[0] *= x;")]
    [InlineData("Model.cs(4): BPG0108: The parameter 'x' is passed by 'ref readonly'", "[Differentiable] public static double F(ref readonly double x) => x * x;")]
    public void A_stub_says_what_is_refused_and_where(string words, string members)
    {
        string source = $"using System;\nusing BackpropGen;\npublic static partial class Model {{\n{members} }}";

        string text = Assert.Single(GeneratorHost.Run(new SourceFile("/home/somebody/Model.cs", source)).AssertCompiles().Texts).Value;

        Assert.Equal(4, text.Split("NotSupportedException(\"This method has no derivative: " + words).Length - 1);
        Assert.DoesNotContain("somebody", text);
    }

    [Fact]
    public void A_stub_throws_what_it_says()
    {
        const string Source = "using System; using BackpropGen; public static partial class Model { [Differentiable] public static double F(double x) { Console.Beep(); return x; } }";
        GeneratorRun run = GeneratorHost.Run(new SourceFile("Model.cs", Source));
        using LoadedAssembly loaded = LoadedAssembly.From(run.Output, out _)!;
        System.Reflection.MethodInfo forward = loaded.Assembly.GetType("Model")!.GetMethod("FForward")!;

        Exception thrown = Assert.Throws<System.Reflection.TargetInvocationException>(() => forward.Invoke(null, [1.0, new Tape()])).InnerException!;

        Assert.StartsWith("This method has no derivative: Model.cs(1): BPG0401: 'Console.Beep' has", Assert.IsType<NotSupportedException>(thrown).Message);
    }
}
