using BackpropGen.Fuzz.Oracle;
using BackpropGen.Fuzz.Running;
using Xunit;

namespace BackpropGen.Fuzz;

/// <summary>A few hundred random programs with a fixed seed; the command line runs any number.</summary>
public sealed class FuzzTests
{
    private const int Programs = 250;

    [Fact]
    public void Random_programs_have_the_gradients_of_dual_numbers()
    {
        var output = new StringWriter();
        var run = new FuzzRun(Programs, seed: 20_261, batchSize: 50, output);
        run.Run(shrink: false);
        Assert.True(run.Faults.Count == 0, output.ToString());
        // Programs that overflow or are refused prove nothing: most must not.
        Assert.InRange(run.Judged, Programs * 3 / 4, Programs);
    }

    [Theory]
    [InlineData(1e100, false)]
    [InlineData(1e200, true)]
    public void Dual_numbers_notice_that_a_value_overflows_on_the_way(double x, bool overflows)
    {
        Dual result = default;
        Assert.Equal(overflows, Overflow.In(() => result = 1 / ((Dual)x * x)));
        Assert.Equal(1 / (x * x), result.V);
    }

    [Theory]
    [InlineData(1e18f, false)]
    [InlineData(1e20f, true)]
    public void So_do_those_in_single_precision(float x, bool overflows)
    {
        DualF result = default;
        Assert.Equal(overflows, Overflow.In(() => result = 1 / ((DualF)x * x)));
        Assert.Equal(1 / (x * x), result.V);
    }
}
