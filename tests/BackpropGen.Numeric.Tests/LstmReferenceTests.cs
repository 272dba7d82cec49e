using SineLstm;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>The sample's LSTM against the reference, both ways: the gradient of the whole sequence, and step by step.</summary>
public sealed class LstmReferenceTests
{
    private const double Relative = 1e-11;

    public static TheoryData<string> Files => ["lstm_x1_h5_o1_T23.json", "lstm_x3_h7_o2_T11.json"];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_loss_is_that_of_the_reference(string file)
    {
        var reference = new LstmReference(file);
        LstmParameters p = View(reference, reference.Parameters);
        double loss = Lstm.SequenceLoss(p, reference["inputs"], reference["targets"], reference["h0"], reference["c0"]);
        AssertClose("loss", reference.Loss, loss);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_gradient_of_the_sequence_is_that_of_the_reference(string file)
    {
        var reference = new LstmReference(file);
        double[] dP = new double[reference.Parameters.Length];
        double[] dInputs = new double[reference["inputs"].Length];
        double[] dH0 = new double[reference.Hidden];
        double[] dC0 = new double[reference.Hidden];
        using var tape = new Tape();

        double loss = Lstm.SequenceLossGradient(
            View(reference, reference.Parameters), reference["inputs"], reference["targets"], reference["h0"], reference["c0"],
            View(reference, dP), dInputs, dH0, dC0, tape);

        AssertClose("loss", reference.Loss, loss);
        AssertGradients(reference, dP, dInputs, dH0, dC0);
        Assert.Equal((0, 0L), (tape.Count, tape.BytesInUse));
    }

    [Fact]
    public void Without_a_tape_that_of_the_thread_serves()
    {
        var reference = new LstmReference("lstm_x1_h5_o1_T23.json");
        double[] dP = new double[reference.Parameters.Length];

        double loss = Lstm.SequenceLossGradient(
            View(reference, reference.Parameters), reference["inputs"], reference["targets"], reference["h0"], reference["c0"],
            View(reference, dP), new double[reference.Steps], new double[reference.Hidden], new double[reference.Hidden]);

        AssertClose("loss", reference.Loss, loss);
        AssertClose(reference.NameOf, reference.ParameterGradients, dP);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Steps_by_hand_give_the_reference_too(string file)
    {
        var reference = new LstmReference(file);
        (int x_n, int o_n, int steps) = (reference.Inputs, reference.Outputs, reference.Steps);
        (double[] parameters, double[] inputs, double[] targets) = (reference.Parameters, reference["inputs"], reference["targets"]);
        (double[] h, double[] c) = (reference["h0"], reference["c0"]);
        double[] y = new double[steps * o_n];
        using var tape = new Tape();

        double loss = 0;
        for (int t = 0; t < steps; t++)
        {
            Lstm.StepForward(View(reference, parameters), inputs.AsSpan(t * x_n, x_n), h, c, y.AsSpan(t * o_n, o_n), tape);
            for (int k = t * o_n; k < (t + 1) * o_n; k++)
                loss += (y[k] - targets[k]) * (y[k] - targets[k]) / o_n;
        }
        AssertClose("loss", reference.Loss, loss);

        double[] dP = new double[parameters.Length];
        double[] dInputs = new double[inputs.Length];
        double[] dH = new double[reference.Hidden];
        double[] dC = new double[reference.Hidden];
        double[] dY = new double[o_n];
        for (int t = steps - 1; t >= 0; t--)
        {
            for (int k = 0; k < o_n; k++)
                dY[k] = 2 * (y[t * o_n + k] - targets[t * o_n + k]) / o_n;
            Lstm.StepBackward(
                View(reference, parameters), inputs.AsSpan(t * x_n, x_n), tape,
                View(reference, dP), dInputs.AsSpan(t * x_n, x_n), dH, dC, dY);
            // The step overwrote y, so that nothing of it was there before.
            Assert.All(dY, cotangent => Assert.Equal(0, cotangent));
        }

        AssertGradients(reference, dP, dInputs, dH, dC);
        Assert.Equal((0, 0L), (tape.Count, tape.BytesInUse));
    }

    [Fact]
    public void A_warm_gradient_takes_nothing_from_the_heap()
    {
        var reference = new LstmReference("lstm_x1_h5_o1_T23.json");
        (double[] parameters, double[] inputs, double[] targets, double[] h0, double[] c0) =
            (reference.Parameters, reference["inputs"], reference["targets"], reference["h0"], reference["c0"]);
        double[] dP = new double[parameters.Length];
        double[] dInputs = new double[inputs.Length];
        double[] dH0 = new double[h0.Length];
        double[] dC0 = new double[c0.Length];
        using var tape = new Tape();

        long allocated = -1;
        for (int i = 0; i < 3; i++)
        {
            LstmParameters p = View(reference, parameters);
            LstmParameters gradient = View(reference, dP);
            long start = GC.GetAllocatedBytesForCurrentThread();
            Lstm.SequenceLossGradient(p, inputs, targets, h0, c0, gradient, dInputs, dH0, dC0, tape);
            allocated = GC.GetAllocatedBytesForCurrentThread() - start;
        }
        Assert.Equal(0, allocated);
    }

    private static LstmParameters View(LstmReference reference, double[] flat) =>
        new(flat, reference.Inputs, reference.Hidden, reference.Outputs);

    private static void AssertGradients(LstmReference reference, double[] dP, double[] dInputs, double[] dH0, double[] dC0)
    {
        AssertClose(reference.NameOf, reference.ParameterGradients, dP);
        AssertClose(entry => $"inputs[{entry}]", reference["dinputs"], dInputs);
        AssertClose(entry => $"h0[{entry}]", reference["dh0"], dH0);
        AssertClose(entry => $"c0[{entry}]", reference["dc0"], dC0);
    }

    private static void AssertClose(Func<int, string> name, double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        // A tiny entry is a difference of large terms: its rounding is theirs.
        double floor = 1e-3 * expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
            AssertClose(name(i), expected[i], actual[i], floor);
    }

    private static void AssertClose(string name, double expected, double actual, double floor = 0) =>
        Assert.True(
            Math.Abs(actual - expected) <= Relative * Math.Max(Math.Abs(expected), floor),
            $"{name}: {actual:R}, expected {expected:R}");
}
