using Xunit;

namespace BackpropGen.Testing.Tests;

/// <summary>The trace that is generated beside a marked method names the statement that first gives a number that is not finite.</summary>
public sealed class TraceTests
{
    [Fact]
    public void A_finite_gradient_has_no_trace()
    {
        GradientTrace trace = Traced.PowersGradientTrace([1, 2, 3], 0.5);
        Assert.True(trace.IsFinite);
        Assert.Null(trace.Value);
        Assert.Same(trace, trace.ThrowIfNotFinite());
        Assert.Equal("BackpropGen.Testing.Tests.Traced.Powers: all cotangents are finite.", trace.ToString());
    }

    [Fact]
    public void Of_a_loop_the_iteration_and_the_factors_are_told()
    {
        GradientTrace trace = Traced.PowersGradientTrace([1, 2, 0, 3], 0.5);
        NonFiniteNumber found = Found(trace, "sum += 2 * Math.Pow(x[i], p);");
        Assert.Equal("dX[i]", found.Name);
        Assert.Equal(double.PositiveInfinity, found.Value);
        Assert.Contains(("i", (object)2), found.Operands!);
        Assert.Contains(("x[i]", (object)0.0), found.Operands!);
        Assert.Contains(("p", (object)0.5), found.Operands!);
        Assert.Null(trace.Value);
        Assert.Contains("where", trace.ToString(), StringComparison.Ordinal);
        Assert.Throws<GradientCheckException>(trace.ThrowIfNotFinite);
    }

    [Fact]
    public void The_method_itself_is_traced_too()
    {
        GradientTrace trace = Traced.EntropyGradientTrace([0.5, 0, 0.5]);
        NonFiniteNumber value = Assert.IsType<NonFiniteNumber>(trace.Value);
        Assert.Equal("double information = Math.Log(one);", value.Statement);
        Assert.Equal(double.NegativeInfinity, value.Value);
        Assert.Contains(("one", (object)0.0), value.Operands!);
        Found(trace, "double information = Math.Log(one);", "sum -= one * information;", "foreach (double one in p)");
    }

    [Fact]
    public void Of_a_call_its_statement_is_named()
    {
        GradientTrace trace = Traced.OfHelperGradientTrace([0, 0], 0.5);
        Found(trace, "return trace / norm;");
        Assert.Equal("return trace / norm;", trace.Value!.Statement);
        Assert.Equal("double norm = Length(x);", Traced.OfHelperGradientTrace([double.NaN], 1).Value!.Statement);
        Found(Traced.LengthGradientTrace([0, 0]), "return Math.Pow(sum, 0.5);");
    }

    [Fact]
    public void Recomputed_methods_are_traced()
    {
        GradientTrace trace = Traced.RecomputedGradientTrace([1, 2, 1], 0.5);
        NonFiniteNumber found = Found(trace, "y = Math.Asin(y * x[i]);");
        Assert.Contains(("i", (object)2), found.Operands!);
        Assert.Contains(("i", (object)1), trace.Value!.Operands!);
    }

    [Fact]
    public void Written_buffers_are_traced()
    {
        NonFiniteNumber found = Found(Traced.InPlaceGradientTrace([3, 1, 2], 0.5), "state[i] = state[i] * rate / (state[i] - 1);");
        Assert.Contains(("i", (object)1), found.Operands!);
    }

    [Fact]
    public void Generic_methods_are_traced()
    {
        Found(Traced.RootsGradientTrace(0.0), "return (cube, T.Pow(x, T.CreateChecked(0.25)));");
        Found(Traced.RootsGradientTrace(0f), "return (cube, T.Pow(x, T.CreateChecked(0.25)));");
        Assert.True(Traced.RootsGradientTrace(1f).IsFinite);
    }

    [Fact]
    public void Structs_and_objects_are_traced()
    {
        NonFiniteNumber found = Found(Traced.SpreadGradientTrace(new Point { X = 1 }, new Layer([], 0)), "return ratio * ratio + p.Y;", "double ratio = p.X / layer.Bias;");
        Assert.False(double.IsFinite(found.Value));
        Assert.True(Traced.SpreadGradientTrace(new Point { X = 1 }, new Layer([], 1)).IsFinite);
    }

    /// <summary>The cotangent that a trace found, which comes from one of some statements of the user's.</summary>
    private static NonFiniteNumber Found(GradientTrace trace, params string[] statements)
    {
        NonFiniteNumber found = Assert.IsType<NonFiniteNumber>(trace.Cotangent);
        Assert.False(double.IsFinite(found.Value));
        Assert.Contains(found.Statement, statements);
        string[] lines = Repository.Read("tests/BackpropGen.Testing.Tests/Traced.cs").Split('\n');
        int line = Array.FindIndex(lines, text => text.Contains(found.Statement.TrimEnd(';'), StringComparison.Ordinal)) + 1;
        Assert.Equal($"Traced.cs({line})", found.Location);
        return found;
    }
}
