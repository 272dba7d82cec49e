using Microsoft.CodeAnalysis;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>What would give a wrong gradient is an error at the expression.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void A_struct_whose_member_was_assigned_is_not_passed_on()
    {
        const string Source = """
            using System;
            using BackpropGen;

            public struct Point { public double X; }

            public static partial class Model
            {
                [Differentiable]
                public static double Inner(Point p) { double q = p.X; return q * q * Math.Exp(p.X); }

                [Differentiable]
                public static double Outer(Point p) { p.X *= 2; return Inner(p); }
            }
            """;

        GeneratorRun run = GeneratorHost.Run(new SourceFile("Model.cs", Source)).AssertCompiles();

        Diagnostic refused = Assert.Single(run.AnalyzerDiagnostics());
        Assert.Equal("BPG0404", refused.Id);
        Assert.Equal(12, refused.Location.GetLineSpan().StartLinePosition.Line + 1);
        Assert.Contains("NotSupportedException", run.Texts.Single(text => text.Key.Contains("Outer")).Value);
    }

    [Theory]
    [InlineData("get => field * 2; set;", "b.X * x")]
    [InlineData("get; set => field = value * 2;", "Set(b, x)")]
    public void A_property_with_code_around_its_field_is_not_its_field(string accessors, string use)
    {
        string source = $$"""
            using BackpropGen;
            public sealed class Box { public double Y; public double X { {{accessors}} } }
            public static partial class Model
            {
                private static double Set(Box b, double x) { b.X = x; return b.X; }

                [Differentiable]
                public static double F(Box b, double x) => {{use}} * b.Y;
            }
            """;

        GeneratorRun run = GeneratorHost.Run(new SourceFile("Box.cs", source)).AssertCompiles();

        Assert.NotEmpty(run.AnalyzerDiagnostics());
        Assert.Contains("NotSupportedException", run.Texts.Values.Single());
    }

    [Fact]
    public void What_another_type_alone_can_set()
    {
        const string Source = """
            using BackpropGen;
            public sealed class Meter
            {
                public double Level { get; private set; }
                public void Bump(double x) => Level += x;
            }
            public static partial class Model
            {
                [Differentiable]
                public static double F(Meter meter, double x) { meter.Bump(x); return meter.Level * x; }
            }
            """;

        Diagnostic refused = Assert.Single(GeneratorHost.Run(new SourceFile("Meter.cs", Source)).AssertCompiles().AnalyzerDiagnostics());

        Assert.Equal("BPG0413", refused.Id);
        Assert.Equal(5, refused.Location.GetLineSpan().StartLinePosition.Line + 1);
    }

    [Theory]
    [InlineData("Plain", "d.Plain(x)", 6)]
    [InlineData("Private", "d.Private(x)", 7)]
    public void A_member_that_a_derived_class_hides(string name, string call, int line)
    {
        string source = $$"""
            using BackpropGen;
            public class Base
            {
                internal double b;
                private double c;
                public double Plain(double x) => b * x;
                public double Private(double x) => c * x;
            }
            public class Derived : Base { internal new double b; public double c; }
            public static partial class Model
            {
                [Differentiable]
                public static double F(Derived d, double x) => {{call}} * d.b * d.c;
            }
            """;

        Diagnostic refused = Assert.Single(GeneratorHost.Run(new SourceFile(name + ".cs", source)).AnalyzerDiagnostics());

        Assert.Equal("BPG0203", refused.Id);
        Assert.Equal(line, refused.Location.GetLineSpan().StartLinePosition.Line + 1);
    }

    [Theory]
    [InlineData("BPG0402", "return F(3); double F(int n) => n == 0 ? x : x * F(n - 1);")]
    [InlineData("BPG0202", "Func<double, double> f = v => v; (f, _) = ((Func<double, double>)(v => v * v), 1); return f(x);")]
    [InlineData("BPG0202", "var kept = new Kept(x); return kept.Value;")]
    [InlineData("BPG0401", "return new Plane(x, 1) == new Plane(1, x) ? x : x * x;")]
    [InlineData("BPG0401", "var f = Make(); return f(x);")]
    [InlineData("BPG0203", "var planes = new Plane[2]; return planes[1..][0].X * x;")]
    [InlineData("BPG0205", "var planes = new Plane[2]; planes = [new(x, x)]; return planes[0].X * x;")]
    [InlineData("BPG0203", "var planes = new Plane[2][]; return planes[0][0].X * x;")]
    [InlineData("BPG0401", "var planes = new Plane[2]; planes.AsSpan().Clear(); return planes[0].X * x;")]
    [InlineData("BPG0202", "return (x, 1.0) == (1.0, x) ? x : 2 * x;")]
    public void What_is_not_known_about_values_and_functions_is_refused(string id, string code)
    {
        string source = Source(
            $"public static double M(double x) {{ {code} }}",
            types: "public record struct Plane(double X, double Y); public struct Kept(double x) { public double Value => x; }",
            members: "private static Func<double, double> Make() => null!;");

        GeneratorRun run = GeneratorHost.Run(new SourceFile("Model.cs", source)).AssertCompiles();

        Assert.Contains(run.AnalyzerDiagnostics(), diagnostic => diagnostic.Id == id);
        Assert.DoesNotContain(run.AnalyzerDiagnostics(), diagnostic => diagnostic.Id is "BPG0001" or "AD0001");
    }

    [Theory]
    [InlineData("throw new NotImplementedException();", "throw new NotImplementedException();")]
    [InlineData("double y = x * x; throw new ArgumentException(nameof(x));", "throw new ArgumentException(nameof(x));")]
    [InlineData("try { return x; } catch { throw; }", "try")]
    public void What_is_thrown_on_every_way_has_no_derivative(string code, string at)
    {
        string source = Source($"public static double M(double x) {{ {code} }}");

        GeneratorRun run = GeneratorHost.Run(new SourceFile("Model.cs", source)).AssertCompiles();

        Diagnostic refused = Assert.Single(run.AnalyzerDiagnostics());
        Assert.Equal("BPG0201", refused.Id);
        Assert.Equal(at, TextAt(refused));
    }

    // Two names for one object have one set of members, which the representation does not know.
    [Theory]
    [InlineData("p = q; p.A = x; return p.A * q.A;", "p = q")]
    [InlineData("Pair r = x > 0 ? p : q; return r.A * x;", "x > 0 ? p : q")]
    [InlineData("var r = n switch { 0 => p, _ => q }; return r.A * x;", "n switch { 0 => p, _ => q }")]
    [InlineData("return Other(p, q, x);", "p = q")]
    [InlineData("Put(ref p, q); return p.A * q.A;", "p = q")]
    [InlineData("(p, q) = (q, p); return p.A * x;", "(q, p)")]
    [InlineData("var r = Pick(p, q, x); return r.A * x;", "return p;")]
    public void An_object_stays_what_it_is(string code, string at)
    {
        string source = Source(
            $"public static double M(Pair p, Pair q, double x, int n) {{ {code} }}",
            types: "public class Pair { public double A; public double B; }",
            members: """
                private static double Other(Pair p, Pair q, double x) { p = q; return p.A * x; }
                private static void Put(ref Pair p, Pair q) { p = q; }
                private static Pair Pick(Pair p, Pair q, double x) { if (x > 0) return p; return q; }
            """);

        GeneratorRun run = GeneratorHost.Run(new SourceFile("Model.cs", source)).AssertCompiles();

        Diagnostic refused = Assert.Single(run.AnalyzerDiagnostics());
        Assert.Contains(refused.Id, new[] { "BPG0202", "BPG0203" });
        Assert.Equal(at, TextAt(refused));
    }

    [Theory]
    [InlineData("public static double M(S s) { S t = s; return t.A * s.Inner.A; }")]
    [InlineData("public static S M(S s) => s;")]
    [InlineData("public static double M(double x) { S s = default; s.A = x; return s.Inner.A; }")]
    public void A_struct_that_has_itself_in_it_is_no_endless_task(string method)
    {
        string source = Source(method, types: "public struct S { public double A; public S Inner; public S Other; }");

        GeneratorRun run = GeneratorHost.Run(new SourceFile("Model.cs", source));

        Assert.DoesNotContain(run.AnalyzerDiagnostics(), diagnostic => diagnostic.Id is "BPG0001" or "AD0001");
    }

    // What narrower interfaces do not have, generated code cannot use.
    [Theory]
    [InlineData("return x % y;", "x % y")]
    [InlineData("x %= y; return x;", "x %= y")]
    public void A_number_that_need_not_be_floating_has_no_remainder(string code, string at)
    {
        string source = Source($"public static T M<T>(T x, T y) where T : System.Numerics.INumber<T> {{ {code} }}");

        GeneratorRun run = GeneratorHost.Run(new SourceFile("Model.cs", source)).AssertCompiles();

        Diagnostic refused = Assert.Single(run.AnalyzerDiagnostics());
        Assert.Equal(at, TextAt(refused));
    }

    [Theory]
    [InlineData("private static readonly double[] Table = Shared; public static readonly double[] Shared = [1, 2];")]
    [InlineData("private static readonly double[] Table = true ? Shared : null!; public static readonly double[] Shared = [1, 2];")]
    [InlineData("private static readonly double[] Table = Kept = [1, 2]; public static double[] Kept = null!;")]
    [InlineData("private static readonly double[] Table = [1, 2]; public static void Put() => Table[0] = 3;")]
    [InlineData("private static readonly double[] Table = [1, 2]; public static double[] Give() => Table;")]
    [InlineData("internal static readonly double[] Table = [1, 2];")]
    [InlineData("private static double[] Table = [1, 2];")]
    public void A_static_array_that_may_change_is_no_table(string members)
    {
        string source = Source("public static double M(double x) => x * Table[1];", members: members);

        GeneratorRun run = GeneratorHost.Run(new SourceFile("Model.cs", source)).AssertCompiles();

        Assert.Equal("Table", TextAt(Assert.Single(run.AnalyzerDiagnostics())));
    }

    [Theory]
    [InlineData("private static ReadOnlySpan<double> Table => new double[Size]; public static int Size = 2;", "Size")]
    [InlineData("private static ReadOnlySpan<double> Table => Shared; public static readonly double[] Shared = [1, 2];", "Shared")]
    public void A_span_that_is_another_one_each_time_is_no_table(string members, string at)
    {
        string source = Source("public static double M(double x) => x * Table[1];", members: members);

        GeneratorRun run = GeneratorHost.Run(new SourceFile("Model.cs", source)).AssertCompiles();

        Assert.Equal(at, TextAt(Assert.Single(run.AnalyzerDiagnostics())));
    }

    [Theory]
    [InlineData("double x, [NoGradient] List<int> l) => Other(x, l) * x;", null)]
    [InlineData("double x, [NoGradient] Func<double, double> f) => x * x;", null)]
    [InlineData("double x, [NoGradient] object o, string s) => Named(x, s);", null)]
    [InlineData("double x, [NoGradient] List<int> l) => x * l.Count;", "l.Count")]
    [InlineData("double x, string s) => x * s.Length;", "s.Length")]
    [InlineData("double x, [NoGradient] Func<double, double> f) => x * f(2);", "f(2)")]
    [InlineData("double x, [NoGradient] List<int> l) { l = new(); return x; }", "l")]
    public void What_has_no_meaning_here_is_handed_on_and_not_looked_into(string method, string? at)
    {
        string source = "using System.Collections.Generic;\n" + Source("public static double M(" + method, members: """
            [Differentiable]
            public static double Other(double x, [NoGradient] List<int> l) => x * x;

            private static double Named(double x, string name) => x > 9 ? throw new ArgumentException(name) : x;
            """);

        Diagnostic[] refused = [.. GeneratorHost.Run(new SourceFile("Model.cs", source)).AssertCompiles().AnalyzerDiagnostics()];

        Assert.Equal(at, refused.Select(TextAt).FirstOrDefault());
    }

    [Theory]
    [InlineData("unsafe { fixed (double* p = w) p[0] *= 2; } return w[0] * x;", "fixed")]
    [InlineData("unsafe { double* p = &x; } return w[0] * x;", "&x")]
    [InlineData("unsafe { *&x += 2; } return w[0] * x;", "*&x")]
    [InlineData("unsafe { (&x)[0] = 1; } return w[0] * x;", "(&x)[0]")]
    [InlineData("__refvalue(__makeref(x), double) = 2; return w[0] * x;", "__refvalue(__makeref(x), double)")]
    [InlineData("void L() { unsafe { fixed (double* p = w) p[0] *= 2; } } L(); return w[0] * x;", "fixed")]
    public void What_the_compiler_has_no_operation_for_is_not_passed_over(string body, string at)
    {
        string source = Source($"public static double M(double x, double[] w) {{ {body} }}");

        Diagnostic[] refused = [.. GeneratorHost.Run(new SourceFile("Model.cs", source)).AnalyzerDiagnostics()];

        Assert.StartsWith(at, TextAt(refused[0]));
    }

    private static string TextAt(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);

    /// <param name="method">The differentiable method.</param>
    /// <param name="types">Other types that it uses.</param>
    /// <param name="members">Other members of its class.</param>
    private static string Source(string method, string types = "", string members = "") => $$"""
        using System;
        using BackpropGen;

        {{types}}

        public static partial class Model
        {
            {{members}}

            [Differentiable]
            {{method}}
        }
        """;
}
