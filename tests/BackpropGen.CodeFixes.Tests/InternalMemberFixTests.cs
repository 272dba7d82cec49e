using BackpropGen.CodeFixes.Fixes;
using Xunit;

namespace BackpropGen.Tests;

public sealed class InternalMemberFixTests
{
    [Theory]
    [InlineData("private double[] w = [1];", "internal double[] w = [1];")]
    [InlineData("double[] v = [], w = [1];", "internal double[] v = [], w = [1];")]
    [InlineData("[NonSerialized] // kept\n    readonly double[] w = [1];", "[NonSerialized] // kept\n    internal readonly double[] w = [1];")]
    [InlineData("protected double[] w = [1];", "protected internal double[] w = [1];")]
    [InlineData("private protected double[] w = [1];", "internal protected double[] w = [1];")]
    [InlineData("private double[] w { get; } = [1];", "internal double[] w { get; } = [1];")]
    public async Task A_member_of_an_object_becomes_internal(string member, string mended)
    {
        const string Text = """
            using BackpropGen;
            public partial class Layer
            {
                MEMBER

                [Differentiable] public double First(double x) => w[0] * x;
            }
            public partial class Model
            {
                public Layer Layer = new();
                [Differentiable] public double Twice(double x) => 2 * Layer.First(x);
            }
            """;

        Editor editor = await Editor.Open(Text.Replace("MEMBER", member)).FixAsync(new InternalMemberFix(), "BPG0413");

        Assert.Equal(Text.Replace("MEMBER", mended), (await editor.AssertCleanAsync())["A.cs"]);
    }

    [Fact]
    public async Task The_way_to_it_becomes_internal_with_the_types_on_it()
    {
        const string Text = """
            using BackpropGen;
            public sealed partial class Layer
            {
                private class Part { internal double[] W = [1]; }
                private readonly Part part = new();
                [Differentiable] public double First(double x) => part.W[0] * x;
            }
            public sealed partial class Model
            {
                public Layer Layer = new();
                [Differentiable] public double Twice(double x) => 2 * Layer.First(x);
            }
            """;

        Editor editor = await Editor.Open(Text).FixAsync(new InternalMemberFix(), "BPG0413");

        Assert.Equal(Text.Replace("private", "internal"), (await editor.AssertCleanAsync())["A.cs"]);
    }

    [Theory]
    [InlineData("public double Level { get; private set; }", "public double Level { get; internal set; }")]
    [InlineData("internal double Level { get; private set; }", "internal double Level { get; set; }")]
    public async Task A_setter_becomes_internal(string property, string mended)
    {
        const string Text = """
            using BackpropGen;
            public sealed class Meter
            {
                PROPERTY
                public void Bump(double x) => Level += x;
            }
            public static partial class Model
            {
                [Differentiable]
                public static double F(Meter meter, double x) { meter.Bump(x); return meter.Level * x; }
            }
            """;

        Editor editor = await Editor.Open(Text.Replace("PROPERTY", property)).FixAsync(new InternalMemberFix(), "BPG0413");

        Assert.Equal(Text.Replace("PROPERTY", mended), (await editor.AssertCleanAsync())["A.cs"]);
    }

    [Fact]
    public async Task A_backward_method_of_another_type_becomes_internal()
    {
        const string Text = """
            using BackpropGen;
            public static class Special
            {
                [CustomBackward(nameof(CubeBackward))]
                public static double Cube(double x) => Math.Pow(x, 3);

                private static void CubeBackward(double x, double dResult, ref double dX) => dX += 3 * x * x * dResult;
            }
            public static partial class Model
            {
                [Differentiable] public static double F(double x) => Special.Cube(x);
            }
            """;

        Editor editor = await Editor.Open(Text).FixAsync(new InternalMemberFix(), "BPG0401");

        Assert.Equal(Text.Replace("private", "internal"), (await editor.AssertCleanAsync())["A.cs"]);
    }

    // The body of a method that returns several numbers stands in for its call.
    [Fact]
    public async Task An_enum_of_another_type_becomes_internal()
    {
        const string Text = """
            using BackpropGen;
            public static class Other
            {
                private enum Mode { Up, Down }

                public static (double, double) Bend(double x)
                {
                    Mode mode = x > 0 ? Mode.Up : Mode.Down;
                    return (mode == Mode.Up ? x * x : x, x);
                }
            }
            public static partial class Model
            {
                [Differentiable] public static double F(double x) => Other.Bend(x).Item1;
            }
            """;

        Editor editor = await Editor.Open(Text).FixAsync(new InternalMemberFix(), "BPG0203");

        Assert.Equal(Text.Replace("private", "internal"), (await editor.AssertCleanAsync())["A.cs"]);
    }

    [Fact]
    public async Task Nothing_is_offered_where_nothing_is_hidden()
    {
        Editor editor = Editor.Open("""
            using BackpropGen;
            public static partial class Model
            {
                [Differentiable] public static double F(double x) => System.Numerics.Complex.Abs(x);
            }
            """);

        Assert.Empty(await editor.FixesAsync(new InternalMemberFix(), Assert.Single(await editor.DiagnosticsAsync())));
    }
}
