using BackpropGen.CodeFixes.Fixes;
using Xunit;

namespace BackpropGen.Tests;

public sealed class NoGradientFixTests
{
    private const string Id = "BPG0107";

    [Theory]
    [InlineData("System.Collections.Generic.List<double> x", "[NoGradient] System.Collections.Generic.List<double> x")]
    [InlineData("double a, /* data */ System.Text.StringBuilder x", "double a, /* data */ [NoGradient] System.Text.StringBuilder x")]
    [InlineData("\n        [System.Diagnostics.CodeAnalysis.AllowNull]\n        object x", "\n        [NoGradient] [System.Diagnostics.CodeAnalysis.AllowNull]\n        object x")]
    public async Task A_parameter_becomes_data(string parameters, string mended)
    {
        const string Text = "using BackpropGen;\nstatic partial class Model\n{\n    [Differentiable]\n    public static double First(PARAMETERS) => 1;\n}\n";

        Editor editor = await Editor.Open(Text.Replace("PARAMETERS", parameters)).FixAsync(new NoGradientFix(), Id);

        Assert.Equal(Text.Replace("PARAMETERS", mended), (await editor.AssertCleanAsync())["A.cs"]);
    }

    [Theory]
    [InlineData("x[0]")]
    [InlineData("x.Count * 2.0")]
    public async Task Nothing_is_offered_where_that_would_be_refused_as_well(string use)
    {
        Editor editor = Editor.Open($$"""
            using BackpropGen;
            static partial class Model
            {
                [Differentiable] public static double First(System.Collections.Generic.List<double> x) => {{use}};
            }
            """);

        Assert.Empty(await editor.FixesAsync(new NoGradientFix(), Assert.Single(await editor.DiagnosticsAsync(), diagnostic => diagnostic.Id == Id)));
    }

    [Fact]
    public async Task All_become_data_at_once()
    {
        const string Text = """
            using B = BackpropGen;
            static partial class Model
            {
                [B.Differentiable] public static double F(object x, double y, object z) => y;
                [B.Differentiable] public static double G(object x) => 1;
            }
            """;

        Editor editor = await Editor.Open(Text).FixAllAsync(new NoGradientFix(), Id);

        Assert.Equal(Text.Replace("object", "[NoGradient] object").Replace("using B =", "using BackpropGen;\nusing B ="), (await editor.AssertCleanAsync())["A.cs"]);
    }
}
