using Xunit;

namespace LstmModel.Tests;

public sealed class LstmTests
{
    private static readonly double[] Series = [0.3, -0.1, 0.5, 0.9, 0.2, -0.6, -0.4];

    [Fact]
    public void The_gradient_of_the_loss_is_right()
    {
        var trainer = new Trainer(units: 3, seed: 7);

        Lstm.LossGradientCheck(trainer.Gates, trainer.ReadOut, Series).ThrowIfFailed();
    }

    [Fact]
    public void The_loss_falls()
    {
        var trainer = new Trainer(units: 3, seed: 7);

        double first = trainer.Learn(Series);
        for (int epoch = 0; epoch < 200; epoch++)
            trainer.Learn(Series);

        Assert.InRange(Lstm.Loss(trainer.Gates, trainer.ReadOut, Series), 0, first / 2);
    }
}
