using BackpropGen.CodeFixes.Fixes;
using Microsoft.CodeAnalysis;
using Xunit;

namespace BackpropGen.Tests;

public sealed class MarkCalleeFixTests
{
    private const string Call = """
        using BackpropGen;
        static partial class Model
        {
            [Differentiable]
            public static double Twice(double x) => 2 * Helpers.Clamped(x);
        }
        """;

    private const string Body = "{ try { return Math.Min(x, 1); } finally { x = 0; } }";

    [Fact]
    public async Task The_error_goes_to_the_expression_in_another_file()
    {
        string helper = $$"""
            // The helpers of the model.

            using System.Linq;
            using static System.Math;

            static class Helpers
            {
                /// <summary>At most one.</summary>
                [Obsolete]
                internal static double Clamped(double x)
                    {{Body}}
            }
            """.ReplaceLineEndings("\r\n");

        Editor editor = await Editor.Open(Call, helper).FixAsync(new MarkCalleeFix(), "BPG0410");

        string expected = helper.Replace("using System.Linq;\r\n", "using System.Linq;\r\nusing BackpropGen;\r\n").Replace("static class", "static partial class")
            .Replace("    [Obsolete]", "    [Differentiable]\r\n    [Obsolete]");
        Assert.Equal(expected, editor["B.cs"]);
        Assert.Equal(Call, editor["A.cs"]);
        Diagnostic left = Assert.Single(await editor.DiagnosticsAsync(), diagnostic => diagnostic.Id.StartsWith("BPG", StringComparison.Ordinal));
        Assert.Equal("B.cs", Path.GetFileName(left.Location.SourceTree!.FilePath));
    }

    [Theory]
    [InlineData("static class Helpers { internal static double Clamped(double x) BODY }", "using BackpropGen;\n\nstatic partial class Helpers { [Differentiable] internal static double Clamped(double x) BODY }")]
    [InlineData("// Header.\n\n// Of the class.\nstatic class Helpers\n{\n\tinternal static double Clamped(double x) BODY\n}", "// Header.\n\nusing BackpropGen;\n\n// Of the class.\nstatic partial class Helpers\n{\n\t[Differentiable]\n\tinternal static double Clamped(double x) BODY\n}")]
    [InlineData("#nullable disable\nstatic partial class Helpers\n{\n    internal static double Clamped(double x) BODY\n}", "#nullable disable\nusing BackpropGen;\n\nstatic partial class Helpers\n{\n    [Differentiable]\n    internal static double Clamped(double x) BODY\n}")]
    [InlineData("global using System.Text;\nusing Xs = System.Collections;\nstatic partial class Helpers\n{\n    internal static double Clamped(double x) BODY\n}", "global using System.Text;\nusing BackpropGen;\nusing Xs = System.Collections;\nstatic partial class Helpers\n{\n    [Differentiable]\n    internal static double Clamped(double x) BODY\n}")]
    [InlineData("using BackpropGen;\nclass Differentiable : Attribute;\nstatic partial class Helpers\n{\n    internal static double Clamped(double x) BODY\n}", "using BackpropGen;\nclass Differentiable : Attribute;\nstatic partial class Helpers\n{\n    [global::BackpropGen.Differentiable]\n    internal static double Clamped(double x) BODY\n}")]
    public async Task The_attribute_is_named_as_the_file_allows_it(string helper, string mended)
    {
        Editor editor = await Editor.Open(Call.Replace("[Differentiable]", "[BackpropGen.Differentiable]"), helper.Replace("BODY", Body)).FixAsync(new MarkCalleeFix(), "BPG0410");

        Assert.Equal(mended.Replace("BODY", Body), editor["B.cs"]);
    }

    [Fact]
    public async Task Directives_in_a_namespace_stay_there()
    {
        const string Helper = "namespace Parts\n{\n    using System.Text;\n\n    static partial class Helpers\n    {\n        internal static double Clamped(double x) BODY\n    }\n}\n";

        Editor editor = await Editor.Open(Call.Replace("using BackpropGen;", "using BackpropGen;\nusing Parts;"), Helper.Replace("BODY", Body)).FixAsync(new MarkCalleeFix(), "BPG0410");

        Assert.Contains("    using System.Text;\n    using BackpropGen;\n\n", editor["B.cs"]);
        Assert.Contains("        [Differentiable]\n        internal", editor["B.cs"]);
    }

    [Theory]
    [InlineData("SquareGradient(1, ref d)")]
    [InlineData("Model.SquareGradient(1, ref d)")]
    [InlineData("Model.SquareForward(1, new Tape())")]
    public async Task A_member_that_is_called_comes_to_be(string call)
    {
        string text = $$"""
            using BackpropGen;

            static class Model
            {
                public static double Square(double x) => x * x;

                public static double Use() { double d = 0; return {{call}} + d; }
            }
            """;
        string id = call.StartsWith("Model", StringComparison.Ordinal) ? "CS0117" : "CS0103";

        Editor editor = await Editor.Open(text).FixAsync(new MarkCalleeFix(), id);

        Assert.Equal(text.Replace("class", "partial class").Replace("    public static double Square", "    [Differentiable]\n    public static double Square"), (await editor.AssertCleanAsync())["A.cs"]);
    }

    [Fact]
    public async Task A_member_of_an_object_that_is_called_comes_to_be()
    {
        Editor editor = await Editor.Open("""
            using BackpropGen;
            class Layer { public double[] W = [1]; public double Apply(double x) => W[0] * x; }
            static class Use { public static void It(Layer layer, Tape tape) => layer.ApplyForward(1, tape); }
            """).FixAsync(new MarkCalleeFix(), "CS1061");

        Assert.Contains("partial class Layer { public double[] W = [1]; [Differentiable] public double Apply", (await editor.AssertCleanAsync())["A.cs"]);
    }

    [Theory]
    [InlineData("CS0103", "Math.Sqrt(1) + SqrtGradient(1)")]
    [InlineData("CS0103", "Gradient(1)")]
    [InlineData("CS0117", "Math.SqrtGradient(1)")]
    [InlineData("CS0103", "UseGradient")]
    public async Task Nothing_is_offered_for_other_names(string id, string call)
    {
        Editor editor = Editor.Open($"static class Model {{ public static extern double UseIt(); public static object Use => {call}; }}");

        Assert.Empty(await editor.FixesAsync(new MarkCalleeFix(), Assert.Single(await editor.DiagnosticsAsync(), diagnostic => diagnostic.Id == id)));
    }

    [Fact]
    public async Task What_another_type_alone_can_set_is_set_by_a_marked_method()
    {
        Editor editor = await Editor.Open("""
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
            """).FixAsync(new MarkCalleeFix(), "BPG0413");

        Assert.Contains("    [Differentiable]\n    public void Bump", (await editor.AssertCleanAsync())["A.cs"]);
    }

    [Fact]
    public async Task All_are_marked_at_once_and_each_once()
    {
        string call = Call.Replace("2 * Helpers.Clamped(x)", "Helpers.Clamped(x) * Helpers.Other(x)");
        string helpers = $$"""
            static class Helpers
            {
                internal static double Clamped(double x) {{Body}}
                internal static double Other(double x) {{Body}}
            }
            """;

        Editor editor = await Editor.Open(call, helpers, call.Replace("Twice", "Thrice")).FixAllAsync(new MarkCalleeFix(), "BPG0410");

        string mended = helpers.Replace("static class", "static partial class").Replace("    internal", "    [Differentiable]\n    internal");
        Assert.Equal("using BackpropGen;\n\n" + mended, editor["B.cs"]);
    }
}
