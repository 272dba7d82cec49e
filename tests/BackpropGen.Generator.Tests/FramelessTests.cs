using Xunit;

namespace BackpropGen.Tests;

/// <summary>Which helpers are called as they are, without a record.</summary>
public sealed class FramelessTests
{
    private const string Distance = """
        private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b) { double s = 0; for (int i = 0; i < a.Length; i++) s += (a[i] - b[i]) * (a[i] - b[i]); return s; }
        """;

    [Fact]
    public void A_helper_that_records_nothing_has_neither_record_nor_tape()
    {
        string all = Run(Distance + "[Differentiable] public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> y) { double d = Distance(x, y); return d * d; }");

        Assert.DoesNotContain("DistanceForward", all);
        Assert.DoesNotContain("DistanceTapeSize", all);
        Assert.Contains("double d = Distance(x, y);", all);
        Assert.Contains("void DistanceBackward(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double dResult, Span<double> dA, Span<double> dB)", all);
        Assert.Contains("DistanceBackward(x, y, ", all);
    }

    [Theory]
    // It records.
    [InlineData("private static double H(ReadOnlySpan<double> x) { double s = 1; for (int i = 0; i < x.Length; i++) s *= x[i]; return s; }", "double h = H(x); return h * h;")]
    // It borrows memory of the tape.
    [InlineData("private static double H(ReadOnlySpan<double> x) { Span<double> t = stackalloc double[3]; t[0] = x[0]; return t[0]; }", "double h = H(x); return h * h;")]
    // It calls itself.
    [InlineData("private static double H(ReadOnlySpan<double> x) { if (x.Length == 0) return 0; double s = x[0]; return s + H(x.Slice(1)); }", "double h = H(x); return h * h;")]
    // What it calls records.
    [InlineData("private static double G(ReadOnlySpan<double> x) { double s = 1; for (int i = 0; i < x.Length; i++) s *= x[i]; return s; } private static double H(ReadOnlySpan<double> x) { double s = G(x); return s + x[0]; }", "double h = H(x); return h * h;")]
    // Marked methods have members of their own.
    [InlineData("[Differentiable] public static double H(ReadOnlySpan<double> x) { double s = 0; for (int i = 0; i < x.Length; i++) s += x[i]; return s; }", "double h = H(x); return h * h;")]
    // As it stands in generated code, the call might mean the other one.
    [InlineData("private static double H(ReadOnlySpan<double> x) { double s = 0; for (int i = 0; i < x.Length; i++) s += x[i]; return s; } private static double H(Span<double> x) => 3;", "double h = H(x); return h * h;")]
    [InlineData("private static double h(ReadOnlySpan<double> x) { double s = 0; for (int i = 0; i < x.Length; i++) s += x[i]; return s; }", "double a = h(x); return a * a;")]
    public void Others_are_recorded(string helper, string body)
    {
        string all = Run(helper + $"[Differentiable] public static double F(ReadOnlySpan<double> x) {{ {body} }}");

        Assert.Matches("[Hh][0-9]*Forward\\(x, tape\\)", all);
    }

    [Fact]
    public void A_virtual_method_is_recorded()
    {
        GeneratorRun run = GeneratorHost.Run(new SourceFile("Test.cs", """
            using System;
            using BackpropGen;
            public partial class Base { public virtual double H(ReadOnlySpan<double> x) { double s = 0; for (int i = 0; i < x.Length; i++) s += x[i]; return s; } }
            public sealed partial class Derived : Base { public override double H(ReadOnlySpan<double> x) { double s = 1; for (int i = 0; i < x.Length; i++) s += 2 * x[i]; return s; } }
            public static partial class C
            {
                [Differentiable] public static double F(Base b, ReadOnlySpan<double> x) { double h = b.H(x); return h * h; }
            }
            """)).AssertClean();

        Assert.DoesNotContain(string.Concat(run.Texts.Values).Split('\n'), line => line.Contains(".H(") && !line.Contains("//"));
    }

    private static string Run(string members)
    {
        GeneratorRun run = GeneratorHost.Run(new SourceFile("Test.cs", $"using System; using BackpropGen; public static partial class C {{ {members} }}")).AssertClean();
        return string.Concat(run.Texts.Values);
    }
}
