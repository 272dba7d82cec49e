using System.Globalization;
using Microsoft.CodeAnalysis;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>What is refused is called by its name, with a reason that is true.</summary>
public sealed class MessageTests
{
    [Theory]
    [InlineData("BPG0208", "'Total' is state", "x *= Total;")]
    [InlineData("BPG0208", "'Total' is state", "Total = x;")]
    [InlineData("BPG0208", "'Coded' is state", "Coded = x;")]
    [InlineData("BPG0208", "a private array that is readonly", "x *= Shared[0];")]
    [InlineData("BPG0401", "'operator ==' has no known derivative: the compiler writes it", "if (plane == other) x *= 2;")]
    [InlineData("BPG0401", "'Equals' has no known derivative: the compiler writes it", "if (plane.Equals(other)) x *= 2;")]
    [InlineData("BPG0401", "'GetHashCode' has no known derivative: the compiler writes it", "x *= plane.GetHashCode();")]
    [InlineData("BPG0401", "'Half' has no known derivative: one of its accessors has no code", "x *= box.Half;")]
    [InlineData("BPG0401", "'Twice' has no known derivative: one of its accessors has no code", "box.Twice = x;")]
    [InlineData("BPG0402", "'explicit operator double' calls itself", "x *= (double)box;")]
    [InlineData("BPG0201", "Going on to another case", "switch (box.A) { case 1: x *= 2; goto case 2; case 2: x *= 3; break; default: break; }")]
    [InlineData("BPG0405", "is the same variable", "Both(ref x, ref x);")]
    [InlineData("BPG0202", "The property 'Length' cannot be differentiated yet: pass its value as a parameter", "x *= \"x\".Length;")]
    [InlineData("BPG0202", "Comparing tuples", "if ((x, 1) == (2, 1)) x *= 2;")]
    [InlineData("BPG0411", "do not declare 'Hidden' as 'file'", "x = Hidden.H(x);")]
    [InlineData("BPG0401", "call it on what it extends", "x = Extensions.Squared(x);")]
    [InlineData("BPG0209", "would behave differently here: remove the 'checked'", "byte count = 1; checked { count += 1; } x *= count;")]
    [InlineData("BPG0403", "no derivative rule for 'double.SinCosPi'", "x = double.SinCosPi(x).SinPi;")]
    public void In_a_body(string id, string message, string code) =>
        AssertRefused(id, message, $"[Differentiable] public static double F(double x, Plane plane, Plane other, Box box) {{ {code} return x; }}");

    [Theory]
    [InlineData("BPG0202", "'a', a parameter that its class keeps,", "public partial class Scaled(double a) { [Differentiable] public double F(double x) => x * a; }")]
    [InlineData("BPG0105", "'F' has no body", "public partial interface IScaled { [Differentiable] static abstract double F(double x); }")]
    [InlineData("BPG0104", "'F' is in an extension block", "public static partial class More { extension(double x) { [Differentiable] public double F() => x * x; } }")]
    [InlineData("BPG0106", "not 'ref double'", "public static partial class More { [Differentiable] public static ref double F(double[] x) => ref x[0]; }")]
    [InlineData("BPG0107", "of the structs of libraries only", "public static partial class More { [Differentiable] public static double F(System.Numerics.Matrix4x4 m, double x) => x; }")]
    [InlineData("BPG0108", "by 'ref readonly', which is not supported", "public static partial class More { [Differentiable] public static double F(ref readonly double x) => x; }")]
    [InlineData("BPG0108", "by 'ref', which is supported for numbers and structs of numbers only", "public static partial class More { [Differentiable] public static double F(ref (double[] W, double B) p) => p.B; }")]
    [InlineData("BPG0108", "by 'out', which is supported for numbers and structs of numbers only", "public static partial class More { [Differentiable] public static void F(double x, out double[] y) => y = [x]; }")]
    [InlineData("BPG0413", "'p.A' has no setter", "public readonly record struct Line(double A); public static partial class More { [Differentiable] public static void F(ref Line p, double x) => p = new(p.A * x); }")]
    [InlineData("BPG0601", "the old values of 'a', which it writes, cannot be kept", "public static partial class More { [Differentiable, Recompute] public static double F(double[] a, double x) => a[0] *= x; }")]
    [InlineData("BPG0202", "write 'array.AsSpan(start, length)'", "public static partial class More { [Differentiable] public static double F(double[] x) { Span<double> s = new(x, 0, 1); return s[0]; } }")]
    [InlineData("BPG0414", "that is for static methods", "public partial struct More { public double X; [CustomBackward(nameof(CuBackward))] public readonly double Cu(double k) => X * k; public static void CuBackward(double k, double dResult, ref double dK) => dK += dResult; [Differentiable] public static double F(More s, double k) => s.Cu(k); }")]
    [InlineData("BPG0414", "not for '(double, double)': use out parameters", "public static partial class More { [CustomBackward(nameof(B))] private static (double, double) H(double x) => (x, Math.Round(x)); private static void B(double x, (double, double) dResult, ref double dX) => dX += dResult.Item2; [Differentiable] public static double F(double x) => H(x).Item2; }")]
    [InlineData("BPG0414", "not for 'p': pass its members", "public static partial class More { [CustomBackward(nameof(B))] private static double H(Plane p) => p.A; private static void B(Plane p, double dResult, ref Plane dP) => dP.A += dResult; [Differentiable] public static double F(double x) => H(new Plane(x)); }")]
    [InlineData("BPG0414", "not for local functions", "public static partial class More { private static void B(double x, double dResult, ref double dX) => dX += dResult; [Differentiable] public static double F(double x) { return H(x); [CustomBackward(nameof(B))] static double H(double v) => Math.Floor(v); } }")]
    [InlineData("BPG0414", "'the lambda' is marked", "public static partial class More { private static void B(double x, double dResult, ref double dX) => dX += dResult; [Differentiable] public static double F(double x) { Func<double, double> f = [CustomBackward(nameof(B))] (double v) => Math.Floor(v); return f(x); } }")]
    [InlineData("BPG0414", "not for local functions, lambdas, operators", "public record struct More(double A) { [CustomBackward(nameof(B))] public static More operator -(More m) => new(Math.Floor(m.A)); public static void B(More m, More dResult, ref More dM) => dM.A += dResult.A; } public static partial class Other { [Differentiable] public static double F(double x) => (-new More(x)).A; }")]
    [InlineData("BPG0102", "the runtime the one of the class: list the interface at 'Upper', too", "public interface IAt { double At(double x) => x * x; } public abstract class Lower : IAt { public double P; } public class Upper : Lower { public virtual double At(double x) => P * x; } public static partial class More { [Differentiable] public static double F(IAt s, double x) => s.At(x); }")]
    [InlineData("BPG0601", "let that method take a ReadOnlySpan<T>", "public static partial class More { private static double H(double[] w, int k) => k >= w.Length ? 1 : w[k] * w[k] * H(w, k + 1); [Differentiable] public static double F(double[] w) { double a = H(w, 0); w[0] *= a; return a; } }")]
    [InlineData("BPG0104", "'operator +' is an operator", "public struct More { [Differentiable] public static More operator +(More a, double b) => a; }")]
    [InlineData("BPG0104", "'P' is an accessor", "public struct More { public double P { [Differentiable] get => 2; } }")]
    [InlineData("BPG0202", "the automatic property 'P', which others override", "public partial class Lower { public virtual double P { get; set; } } public partial class Upper : Lower { public double V; public override double P { get => V; set => V = value; } [Differentiable] public double F(double x) => base.P * x; }")]
    [InlineData("BPG0101", "'More' must be partial", "public static class More { [Differentiable] public static double F(double x) => x; }")]
    [InlineData("BPG0103", "constrain it to IFloatingPointIeee754<T>", "public static partial class More { [Differentiable] public static T F<T>(T x) => x; }")]
    [InlineData("BPG0210", "write 'Span<T> name = …;' first", "public static partial class More { [Differentiable] public static double F(double[] w, double x) { Span<double> s = x > 0 ? w : new double[] { x }; return s[0]; } }")]
    [InlineData("BPG0211", "'x' cannot become an array that others stand for", "public static partial class More { [Differentiable] public static double F(double[] x, double[] y) { double[][] both = [x, y]; return both[0][0] * both[1][0]; } }")]
    [InlineData("BPG0501", "'s' is marked [NoGradient]", "public static partial class More { [Differentiable] public static double F(double x, [NoGradient] Span<double> s) { s[0] = x * x; return s[0] * x; } }")]
    public void Of_a_type(string id, string message, string type) => AssertRefused(id, message, "", type);

    private static void AssertRefused(string id, string message, string members, string types = "")
    {
        string source = $$"""
            using System;
            using BackpropGen;

            public record struct Plane(double A);
            public class Box
            {
                public double A;
                public double Half { get; set => field = value * 2; }
                public double Twice { get => field * 2; set; }
                public static explicit operator double(Box box) => Again(box);
                private static double Again(Box box) => (double)box;
            }
            file static class Hidden { public static double H(double x) { while (x < 3) x *= x; return x; } }
            public static class Extensions { extension(double x) { public double Squared() => x * x; } }
            {{types}}

            public static partial class Model
            {
                private static double Total { get; set; }
                private static double Coded { get => 3; set { } }
                [Differentiable] private static void Both(ref double a, ref double b) => a *= b;
                private static double[] Shared = new double[3];
                public static double[] Give() => Shared;
                {{members}}
            }
            """;

        GeneratorRun run = GeneratorHost.Run(new SourceFile("Model.cs", source)).AssertCompiles();

        Diagnostic refused = run.AnalyzerDiagnostics().First();
        Assert.Equal(id, refused.Id);
        Assert.Contains(message, refused.GetMessage(CultureInfo.InvariantCulture));
    }
}
