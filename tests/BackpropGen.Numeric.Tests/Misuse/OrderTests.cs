using Xunit;

namespace BackpropGen.Tests.Misuse;

/// <summary>Backward without its Forward is refused, and nothing has changed.</summary>
public sealed class OrderTests
{
    private readonly Tape tape = new();
    private readonly double[] x = [0.5, -1];
    private readonly double[] dX = [1, 1];
    private readonly double[] dY = [1, 1];

    [Fact]
    public void Backward_without_forward()
    {
        AssertRefused(WriteBackward);
        AssertWorks();
    }

    [Fact]
    public void Backward_twice()
    {
        Models.WriteForward(x, new double[2], tape);
        Models.WriteBackward(x, tape, new double[2], new double[2]);

        AssertRefused(WriteBackward);
        AssertWorks();
    }

    [Fact]
    public void Backward_of_another_method_first()
    {
        double dScale = 0;
        Models.WriteForward(x, new double[2], tape);
        Models.ReadForward(x, x, 1, tape);

        AssertRefused(WriteBackward);

        Models.ReadBackward(x, x, 1, tape, 1, new double[2], new double[2], ref dScale);
        WriteBackward();
        AssertWorks();
    }

    [Fact]
    public void Backward_on_another_thread()
    {
        Models.WriteForward(x, new double[2], tape);

        OnAnotherThread(() => AssertRefused(WriteBackward));

        WriteBackward();
        AssertWorks();
    }

    [Fact]
    public void Forward_on_another_thread()
    {
        Models.WriteForward(x, new double[2], tape);
        double[] y = [1, 1];

        OnAnotherThread(() => Assert.Throws<InvalidOperationException>(() => Models.WriteForward(x, y, tape)));

        Assert.Equal([1, 1], y);
        WriteBackward();
        AssertWorks();
    }

    private void WriteBackward() => Models.WriteBackward(x, tape, dX, dY);

    private void AssertRefused(Action action)
    {
        Assert.Throws<InvalidOperationException>(action);
        Assert.Equal([1, 1], dX);
        Assert.Equal([1, 1], dY);
    }

    private void AssertWorks()
    {
        Assert.Equal((0, 0L), (tape.Count, tape.BytesInUse));
        double[] gradient = new double[1];
        Models.WriteForward([0.0], [2.0], tape);
        Models.WriteBackward([0.0], tape, gradient, [1.0]);
        Assert.Equal([2], gradient);
    }

    private static void OnAnotherThread(Action action)
    {
        Exception? exception = null;
        var thread = new Thread(() => exception = Record.Exception(action));
        thread.Start();
        thread.Join();
        if (exception is not null)
            throw new InvalidOperationException(exception.Message, exception);
    }
}
