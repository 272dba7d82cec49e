using Xunit;

namespace BackpropGen.Testing.Tests;

/// <summary>Faults that are no matter of single entries.</summary>
public sealed class BehaviourTests
{
    private static readonly double[] X = [0.5, -1.5];

    private static GradientProblemKind[] Kinds(Func<Argument<double[]>, double> value, Action<Argument<double[]>, double> backward, bool allows = true)
    {
        var check = new GradientCheck("F", new GradientCheckOptions { AllowsAllocation = allows });
        Argument<double[]> x = check.Argument("x", X);
        GradientReport report = check.Run(() => value(x), d => backward(x, d));
        Assert.Equal(report.Problems.Count == 0, report.Passed);
        return [.. report.Problems.Select(problem => problem.Kind)];
    }

    private static void Right(Argument<double[]> x, double d)
    {
        for (int i = 0; i < x.Value.Length; i++)
            x.Gradient[i] += 2 * d * x.Value[i];
    }

    private static double Squares(Argument<double[]> x)
    {
        double sum = 0;
        foreach (double value in x.Value)
            sum += value * value;
        return sum;
    }

    [Fact]
    public void A_right_one_has_none() => Assert.Empty(Kinds(Squares, Right, allows: false));

    [Fact]
    public void A_method_that_changes_what_it_captures()
    {
        double state = 1;
        Assert.Equal([GradientProblemKind.NotRepeatable], Kinds(x => Squares(x) * (state *= 1.5), Right));
    }

    [Fact]
    public void A_method_that_changes_its_input() => Assert.Equal([GradientProblemKind.ChangesInput], Kinds(x => x.Value[0] *= 2, Right));

    [Fact]
    public void A_method_of_chance() => Assert.Equal([GradientProblemKind.NotRepeatable], Kinds(x => Squares(x) + Random.Shared.NextDouble(), Right));

    [Fact]
    public void A_method_that_throws() => Assert.Equal([GradientProblemKind.Throws], Kinds(_ => throw new InvalidOperationException("no"), Right));

    [Fact]
    public void A_derivative_that_throws() => Assert.Equal([GradientProblemKind.Throws], Kinds(Squares, (_, _) => throw new InvalidOperationException("no")));

    [Fact]
    public void A_gradient_that_is_overwritten() => Assert.Equal([GradientProblemKind.Overwrites], Kinds(Squares, (x, d) =>
    {
        for (int i = 0; i < X.Length; i++)
            x.Gradient[i] = 2 * d * x.Value[i];
    }));

    [Fact]
    public void A_buffer_that_is_not_cleared()
    {
        double left = 0;
        Assert.Contains(GradientProblemKind.SecondCallDiffers, Kinds(Squares, (x, d) =>
        {
            left += d * x.Value[0];
            x.Gradient[0] += 2 * left;
            x.Gradient[1] += 2 * d * x.Value[1];
        }));
    }

    [Fact]
    public void A_derivative_that_allocates() => Assert.Equal([GradientProblemKind.Allocates], Kinds(Squares, (x, d) =>
    {
        double[] copy = [.. x.Value];
        for (int i = 0; i < copy.Length; i++)
            x.Gradient[i] += 2 * d * copy[i];
    }, allows: false));

    [Fact]
    public void A_gradient_that_is_not_a_number() => Assert.Contains(GradientProblemKind.NotFinite, Kinds(Squares, (x, _) => x.Gradient[1] = double.NaN));

    [Fact]
    public void A_forward_method_that_differs_and_a_record_that_stays()
    {
        var check = new GradientCheck("F", new GradientCheckOptions { AllowsAllocation = true });
        Argument<double[]> x = check.Argument("x", X);
        GradientReport report = check.Run(() => Squares(x), _ => Squares(x) + 1, (_, d) => Right(x, d));
        Assert.Equal([GradientProblemKind.ForwardDiffers], report.Problems.Select(problem => problem.Kind));
        Argument<double[]> w = new GradientCheck("Unit").Argument("w", X);
        report = new GradientCheck("Unit").Run(
            () => Neuron.Unit(w.Value, 0.5, X), tape => Neuron.UnitForward(w.Value, 0.5, X, tape), (_, _) => { });
        Assert.Contains(GradientProblemKind.LeavesRecords, report.Problems.Select(problem => problem.Kind));
    }

    [Fact]
    public void Split_calls_that_share_something()
    {
        double[] kept = [];
        var check = new GradientCheck("F", new GradientCheckOptions { AllowsAllocation = true });
        Argument<double[]> x = check.Argument("x", X);
        GradientReport report = check.Run(
            () => Squares(x),
            _ =>
            {
                kept = [.. x.Value, kept.Length];
                return Squares(x);
            },
            (_, d) =>
            {
                for (int i = 0; i < X.Length; i++)
                    x.Gradient[i] += 2 * d * kept[i];
                kept = [7, 7];
            });
        Assert.Contains(GradientProblemKind.SplitDiffers, report.Problems.Select(problem => problem.Kind));
    }

    [Fact]
    public void A_failed_check_throws_its_report()
    {
        var check = new GradientCheck("F", new GradientCheckOptions { AllowsAllocation = true });
        Argument<double[]> x = check.Argument("x", X);
        GradientReport report = check.Run(() => Squares(x), d => x.Gradient[0] += 3 * d);
        GradientCheckException exception = Assert.Throws<GradientCheckException>(report.ThrowIfFailed);
        Assert.Equal(report.ToString(), exception.Message);
        Assert.Contains("THE GRADIENT IS WRONG", exception.Message, StringComparison.Ordinal);
        Assert.Equal(GradientVerdict.Disagrees, report.Entries[0].Verdict);
    }
}
