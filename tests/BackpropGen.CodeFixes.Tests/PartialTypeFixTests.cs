using BackpropGen.CodeFixes.Fixes;
using Xunit;

namespace BackpropGen.Tests;

public sealed class PartialTypeFixTests
{
    private const string Id = "BPG0101";

    [Theory]
    [InlineData("static class", "static partial class")]
    [InlineData("public sealed class", "public sealed partial class")]
    [InlineData("/* kept */ class", "/* kept */ partial class")]
    [InlineData("record", "partial record")]
    [InlineData("readonly record struct", "readonly partial record struct")]
    [InlineData("[Serializable]\npublic readonly ref struct", "[Serializable]\npublic readonly ref partial struct")]
    [InlineData("internal interface", "internal partial interface")]
    [InlineData("sealed class", "sealed partial class", "<T>")]
    public async Task A_type_becomes_partial(string declaration, string mended, string parameters = "")
    {
        const string Rest = " Model{0} // the model\n{{\n\t[BackpropGen.Differentiable]\n\tpublic static double Square(double x) => x * x;\n}}\n";
        Editor editor = await Editor.Open(declaration + string.Format(Rest, parameters)).FixAsync(new PartialTypeFix(), Id);

        Assert.Equal(mended + string.Format(Rest, parameters), (await editor.AssertCleanAsync())["A.cs"]);
    }

    [Fact]
    public async Task The_types_around_it_become_partial_too_and_line_ends_stay()
    {
        string text = """
            using BackpropGen;
            public class Outer
            {
                public partial class Middle
                {
                    /// <summary>Inner.</summary>
                    public struct Inner
                    {
                        [Differentiable]
                        public static double Square(double x) => x * x;
                    }
                }
            }
            """.ReplaceLineEndings("\r\n");

        Editor editor = await Editor.Open(text).FixAsync(new PartialTypeFix(), Id);

        Assert.Equal(text.Replace("public class", "public partial class").Replace("public struct", "public partial struct"), (await editor.AssertCleanAsync())["A.cs"]);
    }

    [Fact]
    public async Task All_are_mended_at_once_though_several_need_the_same_word()
    {
        const string Text = """
            using BackpropGen;
            static class Model
            {
                [Differentiable] public static double A(double x) => x * x;
                [Differentiable] public static double B(double x) => x + x;
                public class Inner
                {
                    [Differentiable] public static double C(double x) => x + x;
                }
            }
            class Other
            {
                [Differentiable] public static double D(double x) => x * x;
            }
            """;

        Editor editor = await Editor.Open(Text, Text.Replace("Model", "Model2").Replace("Other", "Other2")).FixAllAsync(new PartialTypeFix(), Id);

        await editor.AssertCleanAsync();
        Assert.Equal(Text.Replace("class", "partial class"), editor["A.cs"]);
    }

    [Fact]
    public async Task The_type_of_a_helper_becomes_partial_in_another_file()
    {
        const string Call = """
            using BackpropGen;
            static partial class Model
            {
                [Differentiable] public static double Twice(double x) => 2 * Parts.Bend(x);
            }
            """;
        const string Parts = "static partial class Model\n{\n    private static class Parts\n    {\n        public static double Bend(double x) { double y = x * x; return y * y; }\n    }\n}\n";

        Editor editor = await Editor.Open(Call, Parts).FixAsync(new PartialTypeFix(), "BPG0411");

        Assert.Equal(Call, (await editor.AssertCleanAsync())["A.cs"]);
        Assert.Equal(Parts.Replace("private static class", "private static partial class"), editor["B.cs"]);
    }

    [Fact]
    public async Task A_file_local_type_is_left_alone()
    {
        Editor editor = Editor.Open("""
            using BackpropGen;
            static partial class Model
            {
                [Differentiable] public static double Twice(double x) => 2 * Parts.Bend(x);
            }
            file static class Parts
            {
                public static double Bend(double x) { double y = x * x; return y * y; }
            }
            """);

        Assert.Empty(await editor.FixesAsync(new PartialTypeFix(), Assert.Single(await editor.DiagnosticsAsync(), diagnostic => diagnostic.Id == "BPG0411")));
    }
}
