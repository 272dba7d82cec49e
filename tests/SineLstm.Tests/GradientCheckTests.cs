using BackpropGen.Testing;
using Xunit;

namespace SineLstm.Tests;

/// <summary>The check passes right gradients and finds wrong ones, at the start and after training as long as one likes.</summary>
public sealed class GradientCheckTests
{
    public static TheoryData<string> Files => [.. TrainedModel.Files];

    public static TheoryData<int, int, int, int, int> Runs => new()
    {
        { 1, 5, 1, 23, 1 }, { 1, 1, 1, 30, 2 }, { 3, 7, 2, 11, 3 }, { 2, 10, 3, 30, 4 }, { 1, 20, 1, 23, 5 }, { 1, 3, 1, 1, 6 }, { 4, 2, 5, 7, 7 },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Right_gradients_after_a_long_run_are_not_blamed(string file)
    {
        TrainedModel model = TrainedModel.Read(file);
        for (int seed = 0; seed < 20; seed++)
            AssertRight(model.Loss(seed), seed);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Right_gradients_on_the_way_are_not_blamed(int inputs, int hidden, int outputs, int window, int seed)
    {
        LstmSizes sizes = new(inputs, hidden, outputs);
        NormalSource source = new(seed);
        Trainer trainer = new(sizes, source.Parameters(sizes), window, 0.01, 5000, source);
        for (int next = 1; trainer.Done < trainer.Iterations; next *= 4)
        {
            trainer.Run(next, CancellationToken.None);
            AssertRight(new LstmLoss(sizes, trainer.Parameters, window, source), seed);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Gradients_that_are_a_little_off_after_a_long_run_are_found(string file) =>
        AssertFound(TrainedModel.Read(file), 1 + 1e-4, 1 - 1e-5);

    [Fact]
    public void A_wrong_sign_or_a_missing_term_is_found() => AssertFound(TrainedModel.Read(TrainedModel.Files[^1]), -1, 0);

    [Fact]
    public void A_gradient_that_is_no_number_is_wrong()
    {
        LossCheck check = new(TrainedModel.Read(TrainedModel.Files[0]).Loss(1), 1);
        foreach (string array in check.Arrays)
        {
            GradientReport report = check.RunWrong(array, double.NaN);
            GradientProblem problem = Assert.Single(report.Problems, problem => problem.Kind == GradientProblemKind.NotFinite);
            Assert.Contains($"'{array}[", problem.Message);
            Assert.StartsWith("[red]grads are wrong: ", GradientTable.Conclusion(report).Text);
        }
    }

    [Fact]
    public void A_factor_of_one_is_no_mistake()
    {
        LossCheck check = new(TrainedModel.Read(TrainedModel.Files[0]).Loss(1), 1);
        Assert.All(check.Arrays, array => Assert.True(check.RunWrong(array, 1).Passed));
        Assert.Equal(["Wf", "Wi", "Wg", "Wo", "Wy", "bf", "bi", "bg", "bo", "by", "inputs", "h0", "c0"], check.Arrays);
    }

    [Fact]
    public void Where_differences_tell_nothing_no_gradient_is_called_right_or_wrong()
    {
        // Steps of the function are far below the scatter of its values.
        GradientCheck check = new("Rough", new() { AllowsAllocation = true });
        Argument<double[]> x = check.Argument("x", new[] { 1.0 });
        GradientReport report = check.Run(
            () => 1e-3 * x.Value[0] + 1e9 * (Math.Round(1e13 * x.Value[0]) % 7), d => x.Gradient[0] += 1e-3 * d);
        Assert.Equal(GradientVerdict.Inconclusive, Assert.Single(report.Entries).Verdict);
        (bool isOk, string text) = GradientTable.Conclusion(report);
        Assert.False(isOk);
        Assert.Contains("too rough", text);
    }

    private static void AssertFound(TrainedModel model, params double[] factors)
    {
        int seed = 0;
        foreach (string array in new LossCheck(model.Loss(seed), seed).Arrays)
        {
            foreach (double factor in factors)
            {
                seed++;
                GradientReport report = new LossCheck(model.Loss(seed), seed).RunWrong(array, factor);
                GradientEntry[] wrong = [.. report.Entries.Where(entry => entry.Verdict == GradientVerdict.Disagrees)];
                Assert.False(report.Passed);
                Assert.All(wrong, entry => Assert.Equal(array, entry.Name));
                Assert.True(wrong.Any(entry => Math.Abs(entry.Ratio - factor) < 1e-6), $"{array} times {factor}, seed {seed}: {report}");
            }
        }
    }

    private static void AssertRight(LstmLoss loss, int seed)
    {
        GradientReport report = new LossCheck(loss, seed).Run();
        Assert.True(report.Passed, report.ToString());
        Assert.True(report.Count(GradientVerdict.Inconclusive) == 0, report.ToString());
        Assert.Equal((true, "[green]grads are ok[/]"), GradientTable.Conclusion(report));
        Assert.InRange(loss.DisagreementWithStepByStep(), 0, 1e-12);
    }
}
