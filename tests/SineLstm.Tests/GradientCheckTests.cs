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
    public void Wrong_gradients_after_a_long_run_are_found(string file)
    {
        TrainedModel model = TrainedModel.Read(file);
        for (int seed = 0; seed < 4; seed++)
        {
            foreach (string array in model.Loss(seed).ToChecked().Arrays.Select(array => array.Name))
            {
                // Off by a little, of the wrong sign, a term missing.
                foreach (double factor in (double[])[1 + 1e-4, 1 - 1e-5, -1, 0])
                {
                    GradientCheckResult result = new GradientCheck { Seed = seed }.Run(Scaled(model.Loss(seed).ToChecked(), array, factor));
                    Assert.False(result.IsOk, $"{array} times {factor}, seed {seed}");
                    Assert.All(result.Failures, entry => Assert.Equal(array, entry.Array));
                    Assert.Contains(result.Failures, entry => Math.Abs(entry.Ratio - factor) < 1e-6);
                }
            }
        }
    }

    [Fact]
    public void A_gradient_that_is_no_number_is_wrong()
    {
        CheckedFunction function = TrainedModel.Read(TrainedModel.Files[0]).Loss(1).ToChecked();
        GradientCheckResult result = new GradientCheck().Run(Scaled(function, "bo", double.NaN));
        Assert.False(result.IsOk);
        Assert.All(result.Failures, entry => Assert.Equal("bo", entry.Array));
        Assert.Equal(5, result.Failures.Count());
    }

    [Fact]
    public void Where_differences_tell_nothing_no_gradient_is_called_right_or_wrong()
    {
        // Steps of the function are far below the scatter of its values.
        double[] x = [1];
        double[] dX = [0];
        double Value() => 1e-3 * x[0] + 1e9 * (Math.Round(1e13 * x[0]) % 7);
        double Gradient()
        {
            dX[0] = 1e-3;
            return Value();
        }
        GradientCheckResult result = new GradientCheck().Run(new([new("x", x, dX)], Value, Gradient));
        Assert.Null(result.Fault);
        Assert.Empty(result.Failures);
        Assert.Single(result.Undecided);
        Assert.False(result.IsConclusive);
        Assert.False(result.IsOk);
    }

    private static void AssertRight(LstmLoss loss, int seed)
    {
        GradientCheckResult result = new GradientCheck { Seed = seed }.Run(loss.ToChecked());
        Assert.Null(result.Fault);
        Assert.Empty(result.Failures);
        Assert.Empty(result.Undecided);
        Assert.InRange(loss.DisagreementWithStepByStep(), 0, 1e-12);
    }

    private static CheckedFunction Scaled(CheckedFunction function, string array, double factor)
    {
        // The check reads the gradient from its own copy, as the arrays cannot be written here.
        CheckedArray[] arrays = [.. function.Arrays.Select(each => each with { Gradient = new double[each.Gradient.Length] })];
        return new(arrays, function.Value, () =>
        {
            double value = function.Gradient();
            for (int n = 0; n < arrays.Length; n++)
            {
                Span<double> copy = System.Runtime.InteropServices.MemoryMarshal.AsMemory(arrays[n].Gradient).Span;
                function.Arrays[n].Gradient.Span.CopyTo(copy);
                if (arrays[n].Name == array)
                {
                    foreach (ref double entry in copy)
                        entry *= factor;
                }
            }
            return value;
        });
    }
}
