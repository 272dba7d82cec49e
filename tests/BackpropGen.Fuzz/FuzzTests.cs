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
}
