using Xunit;

namespace BackpropGen.Testing.Tests;

/// <summary>The check that is generated beside a marked method, for each kind of parameter and result.</summary>
public sealed class GeneratedCheckTests
{
    private static readonly double[] X = [0.3, -0.8, 0.5];

    public static TheoryData<string, string[]> Checks => new()
    {
        { "Unit", ["w[0]", "w[1]", "w[2]", "b"] },
        { "Dense", ["w[0, 0]", "w[1, 2]", "x[2]", "y[1]"] },
        { "Rows", ["rows[0][1]", "rows[2][0]", "scale", "state"] },
        { "Polar", ["radius", "angle"] },
        { "Both", ["a", "checked"] },
        { "Single", ["w[1]", "check"] },
        { "Generic of double", ["w[1]", "options"] },
        { "Generic of float", ["w[1]", "options"] },
        { "Distance", ["p.X", "p.Y", "q.X", "q.Y"] },
        { "Area", ["corners[0].X", "corners[3].Y"] },
        { "Loss", ["layer.W[2]", "layer.Bias", "x[0]", "target"] },
        { "Output", ["this.W[0]", "this.Bias", "x[1]"] },
    };

    private static GradientReport Run(string name) => name switch
    {
        "Unit" => Neuron.UnitGradientCheck([0.1, 0.2, -0.7], 0.4, X),
        "Dense" => Models.DenseGradientCheck(new[,] { { 0.1, 0.2, 0.3 }, { -0.4, 0.5, -0.6 } }, X, [1, -2], 2),
        "Rows" => Models.RowsGradientCheck([[1, 2], [], [0.5]], 0.7, 1.2),
        "Polar" => Models.PolarGradientCheck(2, 0.7),
        "Both" => Models.BothGradientCheck(1.5, -0.5),
        "Single" => Models.SingleGradientCheck([0.5f, -0.25f], 0.75f),
        "Generic of double" => Models.GenericGradientCheck([0.5, -0.25], 0.75),
        "Generic of float" => Models.GenericGradientCheck([0.5f, -0.25f], 0.75f),
        "Distance" => Models.DistanceGradientCheck(new Point { X = 1, Y = 2 }, new Point { X = -1, Y = 0.5 }),
        "Area" => Models.AreaGradientCheck([new Point { X = 1 }, new Point { X = 2, Y = 1 }, new Point { Y = 3 }, new Point { X = 0.5, Y = 0.1 }]),
        "Loss" => Models.LossGradientCheck(new Layer([0.1, -0.2, 0.3], 0.5), X, 0.2),
        _ => new Layer([0.1, -0.2, 0.3], 0.5).OutputGradientCheck(X),
    };

    [Theory]
    [MemberData(nameof(Checks))]
    public void Every_number_is_checked_by_its_name(string name, string[] entries)
    {
        GradientReport report = Run(name);
        report.ThrowIfFailed();
        Assert.All(report.Entries, entry => Assert.Equal(GradientVerdict.Agrees, entry.Verdict));
        Assert.All(entries, entry => Assert.Contains(entry, report.Entries.Select(found => found.Name + found.Index)));
        Assert.DoesNotContain("Rate", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_has_no_gradient_to_check() =>
        Assert.DoesNotContain(Run("Unit").Entries, entry => entry.Name == "x");

    [Fact]
    public void What_is_given_stays_as_it_is()
    {
        double[] w = [0.1, 0.2, -0.7];
        var layer = new Layer([0.1, -0.2, 0.3], 0.5);
        double[] y = [1, -2];
        Neuron.UnitGradientCheck(w, 0.4, X);
        layer.OutputGradientCheck(X);
        Models.DenseGradientCheck(new double[2, 3], X, y, 2);
        Assert.Equal([0.1, 0.2, -0.7], w);
        Assert.Equal([0.1, -0.2, 0.3], layer.W);
        Assert.Equal(0.5, layer.Bias);
        Assert.Equal([1, -2], y);
    }
}
