using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>Methods of the user's own that C# would prefer to generated members, where a call is meant for these.</summary>
public sealed class CapturedCallTests
{
    private const string Scalar = "[Differentiable] public static double F(double x) => x * x;";
    private const string ByReference = "[Differentiable] public static double F(in double x) => x * x;";
    private const string Generic = "[Differentiable] public static T F<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => x * x;";
    private const string Pair = "[Differentiable] public static double F((double A, double B) p) => p.A * p.B;";
    private const string Sized = "[Differentiable] public static double F(double x, int n) { double s = x; for (int i = 0; i < n; i++) s = Math.Sin(s * x); return s; }";

    [Theory]
    [InlineData(Scalar, "public static double FGradient(double x, ref double dX) => 3;")]
    [InlineData(Scalar, "public static void FGradient(in double y, ref double dY) { }")]
    [InlineData(Scalar, "public static double FGradient(double x, ref readonly double dX) => 3;")]
    [InlineData(Scalar, "public static double FGradient(double x, in double dX) => 3;")]
    [InlineData(Scalar, "public static double FGradient<T>(T x, ref T dX) => 3;")]
    [InlineData(Scalar, "public static double FGradient(double x, ref double dX, int more = 0) => 3;")]
    [InlineData(Scalar, "public static double FGradient(double x, ref double dX, Tape? tape = null, int more = 0) => 3;")]
    [InlineData(Scalar, "public static double FGradient(ref double dX, double x) => 3;")]
    [InlineData(ByReference, "public static double FGradient(double x, ref double dX) => 3;")]
    [InlineData(ByReference, "public static double FForward(double x, Tape tape) => 3;")]
    [InlineData(ByReference, "public static void FBackward(double x, Tape tape, double dResult, ref double dX) { }")]
    [InlineData(Generic, "public static double FGradient(double x, ref double dX) => 3;")]
    [InlineData(Generic, "public static float FForward(float x, Tape tape) => 3;")]
    [InlineData(Generic, "public static double FGradient<T, U>(T x, ref U dX) => 3;")]
    [InlineData(Pair, "public static double FGradient((double First, double) p, ref (double, double Second) dP) => 3;")]
    public void Are_an_error_where_they_stand(string marked, string own)
    {
        GeneratorRun run = GeneratorHost.Run(Source(marked, own)).AssertCompiles();

        Diagnostic found = Assert.Single(run.AnalyzerDiagnostics());
        Assert.Equal("BPG0109", found.Id);
        Assert.Contains("calls of it would mean 'Model.F", found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(own, GeneratorRun.Describe(found).Split('\n')[1].Trim());
        Assert.Equal(found.Location.GetLineSpan(), Assert.Single(GeneratorHost.Run(GeneratorHost.Driver(BuildOptions.Silent), run.Input).GeneratorDiagnostics).Location.GetLineSpan());
    }

    [Theory]
    [InlineData(Scalar, "public static double FGradient(float x, ref double dX) => 3;", "double d = 0; FGradient(2.0, ref d); FGradient(2.0, ref d, new Tape());")]
    [InlineData(Scalar, "public static double FGradient(double x, ref float dX) => 3;", "double d = 0; FGradient(2.0, ref d); FGradient(dX: ref d, x: 2.0);")]
    [InlineData(Scalar, "public static double FGradient(double x) => 3;", "double d = 0; FGradient(2.0, ref d);")]
    [InlineData(Scalar, "public static double FGradient(double x, ref double dX, params int[] more) => 3;", "double d = 0; FGradient(2.0, ref d);")]
    [InlineData(Scalar, "public static double FGradient(double x, ref double dX, int more) => 3;", "double d = 0; FGradient(2.0, ref d);")]
    [InlineData(Scalar, "public static double FGradient<T>(T[] x, ref T dX) => 3;", "double d = 0; FGradient(2.0, ref d);")]
    [InlineData(Scalar, "public static double FForward<T>(T x, Tape tape) => 3;", "FForward(2.0, new Tape());")]
    [InlineData(Scalar, "public static double FForward(double x, Tape tape, int more = 0) => 3;", "FForward(2.0, new Tape());")]
    [InlineData(Scalar, "public static double FForward(in double x, Tape tape) => 3;", "FForward(2.0, new Tape());")]
    [InlineData(Scalar, "public static double FForward(double x) => 3;", "FForward(2.0, new Tape());")]
    [InlineData(Scalar, "public static void FBackward(double x, double dResult, ref double dX) { }", "double d = 0; FBackward(2.0, new Tape(), 1.0, ref d);")]
    [InlineData(Generic, "public static double FGradient(int x, ref int dX) => 3;", "double d = 0; FGradient(2.0, ref d);")]
    [InlineData(Generic, "public static double FGradient<T>(T x, ref T[] dX) => 3;", "double d = 0; FGradient(2.0, ref d);")]
    [InlineData(Sized, "public static long FTapeSize(long n) => 3;", "FTapeSize(2);")]
    [InlineData(Sized, "public static long FTapeSize(int n, int m = 2) => 3;", "FTapeSize(2);")]
    [InlineData(Sized, "public static long FTapeSize<T>(T n) => 3;", "FTapeSize(2);")]
    public void Stay_where_calls_run_what_is_generated(string marked, string own, string calls)
    {
        GeneratorRun run = GeneratorHost.Run(Source(marked, own, $"public static void Calls() {{ {calls} }}")).AssertClean();
        SyntaxTree tree = run.Output.SyntaxTrees.Single(file => file.FilePath == "Model.cs");
        SemanticModel model = run.Output.GetSemanticModel(tree);
        InvocationExpressionSyntax[] found = [.. tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Single(method => method.Identifier.Text == "Calls")
            .DescendantNodes().OfType<InvocationExpressionSyntax>()];
        Assert.NotEmpty(found);
        Assert.All(found, call => Assert.Contains(model.GetSymbolInfo(call).Symbol!.GetAttributes(), attribute => attribute.AttributeClass!.Name == "GeneratedCodeAttribute"));
    }

    [Fact]
    public void In_a_base_class_they_are_an_error_at_the_marked_method()
    {
        var source = new SourceFile("Model.cs", "public partial class Model : Base { [Differentiable] public static double F(double x) => x * x; }");
        var inherited = new SourceFile("Base.cs", "public class Base { protected static double FGradient(double x, ref double dX) => 3; private static double FForward(in double x, Tape tape) => 3; }");

        Diagnostic found = Assert.Single(GeneratorHost.Run(source, inherited).AssertCompiles().AnalyzerDiagnostics());

        Assert.Equal("BPG0109", found.Id);
        Assert.StartsWith("BPG0109 Model.cs(1): 'F' would have the generated member 'FGradient', but calls of it would mean 'Base.FGradient(", GeneratorRun.Describe(found));
    }

    private static SourceFile Source(params string[] members) => new("Model.cs", $$"""
        using System;
        using BackpropGen;

        public static partial class Model
        {
            {{string.Join("\n    ", members)}}
        }
        """);
}
