using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>Every error is reported, by generator or analyzer, and never by both.</summary>
public sealed class ReportingTests
{
    private const string Refused = """
        using System;
        using BackpropGen;

        public static partial class Model
        {
            [Differentiable]
            public static double F(double x) { Console.Beep(); return x; }
        }
        """;

    [Theory]
    [InlineData(false, "", "", "")]
    [InlineData(false, "true", "", "")]
    [InlineData(false, "True", "false", "")]
    [InlineData(false, "", "TRUE", "False")]
    [InlineData(true, "false", "", "")]
    [InlineData(true, "False", "true", "")]
    [InlineData(true, "off", "", "")]
    [InlineData(true, "", "FALSE", "")]
    [InlineData(true, "", "no", "")]
    [InlineData(true, "", "", "true")]
    [InlineData(true, "true", "true", "True")]
    [InlineData(true, "", "", "yes")]
    [InlineData(true, null, "", "")]
    [InlineData(true, "", null, "")]
    [InlineData(true, "", "", null)]
    [InlineData(true, null, null, null)]
    public void One_of_the_two_reports(bool isGenerator, string? runs, string? runsInBuilds, string? isTriggered)
    {
        (string, string?)[] all = [("RunAnalyzers", runs), ("RunAnalyzersDuringBuild", runsInBuilds), ("IsImplicitlyTriggeredBuild", isTriggered)];
        var options = new BuildOptions([.. all.Where(property => property.Item2 is not null).Select(property => (property.Item1, property.Item2!))]);

        (Diagnostic[] generator, Diagnostic[] analyzer) = Reports(Refused, options);

        Assert.Equal(isGenerator ? 1 : 0, generator.Length);
        Assert.Equal(isGenerator ? 0 : 1, analyzer.Length);
    }

    public static TheoryData<string, string> Errors => new()
    {
        { "BPG0401", "[Differentiable] public static double F(double x) { Console.Beep(); return x; }" },
        { "BPG0108", "[Differentiable] public static double F(ref readonly double x) => x * x;" },
        { "BPG0601", "[Differentiable, Recompute] public static double F(double[] a, double x) => a[0] *= x;" },
        { "BPG0601", "[Differentiable, Recompute] public static partial double F(double[] a, double x) => a[0] *= x;" },
        { "BPG0401", "[Differentiable] public static partial double F(double x); public static partial double F(double x) { Console.Beep(); return x; }" },
        { "BPG0109", "[Differentiable] public static double F(double x) => x * x; public static double FGradient => 3;" },
        { "BPG0109", "public static double ChosenGradient => 3; [Differentiable(Name = \"Chosen\")] public static double F(double x) => x * x;" },
        { "BPG0110", "[Differentiable(Name = \"not one\")] public static double F(double x) => x * x;" },
        { "BPG0401", "[Differentiable(Name = \"Chosen\")] public static double F(double x) => x * x; [Differentiable] public static double G(double x) { double d = 0; return ChosenGradient(x, ref d) * x; }" },
        { "BPG0104", "public static double P { [Differentiable] get => 2; }" },
        { "BPG0104", "public static void P() { [Differentiable] double L(double x) => x; L(2); }" },
        { "BPG0104", "public static Func<double, double> P = [Differentiable] (double x) => x;" },
        { "BPG0104", "public struct More { [Differentiable] public static More operator +(More a, double b) => a; }" },
        { "BPG0104", "public struct More { [Differentiable] public static explicit operator double(More a) => 2; }" },
        { "BPG0401", "[Differentiable] public static double F(double x) => x * x; [Differentiable] public static double G(double x) { double d = 0; return FGradient(x, ref d) * x; }" },
        { "BPG0401", "[Differentiable] public static double F(double x) => x * x; [Differentiable] public static double G(double x) { double d = 0; Model.FGradient(x, ref d); return x; }" },
        { "BPG0410", "[Differentiable] public static double F(double x) => x * x; static double H(double x) { double d = 0; FGradient(x, ref d); return d; } [Differentiable] public static double G(double x) => H(x) * x;" },
        { "BPG0401", "[Differentiable] public static double F(double x) => x * x; [Differentiable] public static double G(double x) { double d = 0; double r = x * FGradient(x, ref d); return r; }" },
    };

    /// <summary>The compiler's own view differs: the generator does not see what is generated.</summary>
    [Theory]
    [MemberData(nameof(Errors))]
    public void Both_report_the_same(string id, string members)
    {
        string source = $$"""
            using System;
            using BackpropGen;

            public static partial class Model
            {
                {{members}}
            }
            """;

        (Diagnostic[] none, Diagnostic[] analyzer) = Reports(source, BuildOptions.WithAnalyzers);
        (Diagnostic[] generator, Diagnostic[] silent) = Reports(source, BuildOptions.Silent);

        Assert.Empty(none);
        Assert.Empty(silent);
        Assert.Equal(id, Assert.Single(analyzer).Id);
        Assert.Equal(analyzer.Select(Describe), generator.Select(Describe));
        Assert.All(generator, diagnostic => Assert.Equal((DiagnosticSeverity.Error, LocationKind.ExternalFile), (diagnostic.Severity, diagnostic.Location.Kind)));

        static string Describe(Diagnostic diagnostic) => $"{diagnostic.Location.GetLineSpan()} {diagnostic.Location.SourceSpan} {diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
    }

    // The compiler rejects the whole call before there is the member, but not afterwards.
    [Fact]
    public void What_is_generated_inside_of_what_is_refused()
    {
        string source = Refused.Replace("Console.Beep(); return x;", "double d = 0; Console.WriteLine(GGradient(x, ref d)); return x;")
            .Replace("[Diff", "[Differentiable] public static double G(double x) => x * x;\n[Diff");

        Assert.Equal("BPG0401", Assert.Single(Reports(source, BuildOptions.Silent).Generator).Id);
        Assert.Equal("BPG0401", Assert.Single(Reports(source, BuildOptions.WithAnalyzers).Analyzer).Id);
    }

    // What the compiler says is enough, and what its errors make of our passes is nobody's business.
    [Theory]
    [InlineData("[Differentiable] public static double F(double x) => x * Unknown(x);")]
    [InlineData("[Differentiable] public static double F(double x) => x * ;")]
    [InlineData("[Differentiable] public static double F(double x) { }")]
    [InlineData("[Differentiable] public static double F(Missing x) => 2;")]
    [InlineData("static double H(double x) => Unknown(x); [Differentiable] public static double F(double x) => H(x) * x;")]
    public void The_errors_of_the_compiler_are_not_ours(string members)
    {
        string source = $"using System;\nusing BackpropGen;\npublic static partial class Model\n{{\n{members}\n}}";

        Assert.Empty(Reports(source, BuildOptions.Silent).Generator);
        Assert.Empty(Reports(source, BuildOptions.WithAnalyzers).Analyzer);
    }

    [Theory]
    [InlineData("#pragma warning disable\n")]
    [InlineData("#pragma warning disable BPG0401\n")]
    [InlineData("// <auto-generated/>\n")]
    public void A_file_does_not_silence_the_generator(string start) =>
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(Reports(start + Refused, BuildOptions.Silent).Generator).Severity);

    [Theory]
    [InlineData(ReportDiagnostic.Suppress)]
    [InlineData(ReportDiagnostic.Hidden)]
    [InlineData(ReportDiagnostic.Warn)]
    public void A_project_does_not_silence_the_generator(ReportDiagnostic option)
    {
        CSharpCompilation compilation = GeneratorHost.Compile([GeneratorHost.Parse(new SourceFile("Model.cs", Refused))]);
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions([new("BPG0401", option)]));

        Diagnostic refused = Assert.Single(GeneratorHost.Run(GeneratorHost.Driver(BuildOptions.Silent), compilation).GeneratorDiagnostics);

        Assert.Equal(DiagnosticSeverity.Error, refused.Severity);
    }

    [Fact]
    public void A_line_directive_moves_an_error()
    {
        Diagnostic refused = Assert.Single(Reports("#line 100 \"Other.razor\"\n" + Refused, BuildOptions.Silent).Generator);

        FileLinePositionSpan shown = refused.Location.GetLineSpan();
        Assert.Equal(("Other.razor", 106), (shown.Path, shown.StartLinePosition.Line + 1));
    }

    private static (Diagnostic[] Generator, Diagnostic[] Analyzer) Reports(string source, BuildOptions options)
    {
        CSharpCompilation compilation = GeneratorHost.Compile([GeneratorHost.Parse(new SourceFile("Model.cs", source))]);
        GeneratorRun run = GeneratorHost.Run(GeneratorHost.Driver(options), compilation);
        Assert.Null(run.Result.Exception);
        return ([.. run.GeneratorDiagnostics], [.. run.AnalyzerDiagnostics(options)]);
    }
}
