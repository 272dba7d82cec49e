using Xunit;

namespace BackpropGen.Tests;

/// <summary>Where a gradient of the shape of a model can be made, and where there is no member for it.</summary>
public sealed class GradientShapeTests
{
    [Theory]
    [InlineData("public class P { public double[] W = []; }", true)]
    [InlineData("public class P { private readonly double[] w = []; public double B; public double Sum() => w.Length; }", true)]
    [InlineData("public class P { [NoGradient] public double[] Data = []; public double[] W = []; }", true)]
    // Nothing in it needs an array or an object of its own.
    [InlineData("public struct P { public double B; public double C; }", false)]
    // Objects that refer to each other may be a ring.
    [InlineData("public class P { public double B; public Q? Left, Right; } public class Q { public double[] W = []; public P? Left, Right; }", false)]
    [InlineData("public class P { public double B; public P? Next; public double[] W = []; }", false)]
    // A field that generated code does not get to.
    [InlineData("public class P { public double B; private readonly R r = new(); public object Of() => r; private sealed class R { public double[] W = []; } }", false)]
    public void It_is_made_where_all_of_it_can_be_reached(string types, bool isThere)
    {
        string member = types.Contains("double B", StringComparison.Ordinal) ? "p.B" : "p.W[0]";
        var source = new SourceFile("Model.cs", $"{types} public static partial class Model {{ [Differentiable] public static double F(P p, double x) => {member} * x; }}");
        GeneratorRun run = GeneratorHost.Run(source).AssertClean();
        string text = Assert.Single(run.Texts.Values);
        Assert.Equal((isThere, isThere), (text.Contains(" FZerosLike(P p)", StringComparison.Ordinal), text.Contains(" FClear(P dP)", StringComparison.Ordinal)));
        Assert.DoesNotContain("Data = ", text);
    }

    [Theory]
    [InlineData("public static void FClear() { }")]
    [InlineData("private const int FZerosLike = 1; public static int Other => FZerosLike;")]
    public void A_name_of_the_users_own_leaves_it_out(string own)
    {
        var source = new SourceFile("Model.cs", $"public class P {{ public double[] W = []; }} public static partial class Model {{ {own} [Differentiable] public static double F(P p, double x) => p.W[0] * x; }}");
        Assert.DoesNotContain("ZerosLike", Assert.Single(GeneratorHost.Run(source).AssertClean().Texts.Values));
    }
}
