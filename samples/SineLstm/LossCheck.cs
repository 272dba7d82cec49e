using System.Runtime.InteropServices;
using BackpropGen;
using BackpropGen.Testing;

namespace SineLstm;

/// <summary>
/// The gradient check of a loss: every array is an argument under its own name, and all methods that were generated are called.
/// </summary>
public sealed class LossCheck
{
    private readonly LstmLoss loss;
    private readonly GradientCheck check;
    private readonly Argument<double[,]> Wf, Wi, Wg, Wo, Wy;
    private readonly Argument<double[]> bf, bi, bg, bo, by, inputs, h0, c0;
    private readonly Dictionary<string, Array> gradients = [];

    /// <summary>Names the arguments. The check works on copies of them.</summary>
    public LossCheck(LstmLoss loss, int seed)
    {
        this.loss = loss;
        check = new GradientCheck("SequenceLoss", new GradientCheckOptions { EntriesPerArray = 10, Seed = seed });
        Wf = Matrix("Wf");
        Wi = Matrix("Wi");
        Wg = Matrix("Wg");
        Wo = Matrix("Wo");
        Wy = Matrix("Wy");
        bf = Vector("bf", Flat("bf"));
        bi = Vector("bi", Flat("bi"));
        bg = Vector("bg", Flat("bg"));
        bo = Vector("bo", Flat("bo"));
        by = Vector("by", Flat("by"));
        inputs = Vector("inputs", loss.Inputs);
        h0 = Vector("h0", loss.H0);
        c0 = Vector("c0", loss.C0);
    }

    /// <summary>The names of the arrays.</summary>
    public IReadOnlyCollection<string> Arrays => gradients.Keys;

    private LstmParameters Parameters => new(
        Entries(Wf.Value), Entries(Wi.Value), Entries(Wg.Value), Entries(Wo.Value), Entries(Wy.Value),
        bf.Value, bi.Value, bg.Value, bo.Value, by.Value);

    private LstmParameters ParameterGradients => new(
        Entries(Wf.Gradient), Entries(Wi.Gradient), Entries(Wg.Gradient), Entries(Wo.Gradient), Entries(Wy.Gradient),
        bf.Gradient, bi.Gradient, bg.Gradient, bo.Gradient, by.Gradient);

    /// <summary>Checks the generated methods, with a mistake put in if one is asked for.</summary>
    public GradientReport Run(Fault fault = Fault.None) => fault switch
    {
        // The mistake of averaging over two outputs in only one of the two passes.
        Fault.WrongGradient => RunWrong("Wy", 2),
        Fault.OverwrittenState => check.Run(OverwritingLoss, Forward, Backward, Gradient),
        _ => check.Run(Loss, Forward, Backward, Gradient),
    };

    /// <summary>Checks them with the gradient of one array wrong by a factor.</summary>
    public GradientReport RunWrong(string array, double factor)
    {
        WrongFactor wrong = new(gradients[array], factor);
        return check.Run(Loss, Forward, WrongBackward, WrongGradient);

        void WrongBackward(Tape tape, double dLoss)
        {
            wrong.Begin();
            Backward(tape, dLoss);
            wrong.End();
        }

        double WrongGradient(Tape tape)
        {
            wrong.Begin();
            double value = Gradient(tape);
            wrong.End();
            return value;
        }
    }

    private double Loss() => Lstm.SequenceLoss(Parameters, inputs.Value, loss.Targets, h0.Value, c0.Value);

    private double Forward(Tape tape) => Lstm.SequenceLossForward(Parameters, inputs.Value, loss.Targets, h0.Value, c0.Value, tape);

    private void Backward(Tape tape, double dLoss) => Lstm.SequenceLossBackward(
        Parameters, inputs.Value, loss.Targets, h0.Value, c0.Value, tape, dLoss,
        ParameterGradients, inputs.Gradient, h0.Gradient, c0.Gradient);

    private double Gradient(Tape tape) => Lstm.SequenceLossGradient(
        Parameters, inputs.Value, loss.Targets, h0.Value, c0.Value,
        ParameterGradients, inputs.Gradient, h0.Gradient, c0.Gradient, tape);

    // The well-known mistake: the sequence runs on the initial state itself, and not on a copy.
    private double OverwritingLoss()
    {
        double value = Loss();
        Lstm.Step(Parameters, inputs.Value.AsSpan(0, loss.Sizes.Inputs), h0.Value, c0.Value, new double[loss.Sizes.Outputs]);
        return value;
    }

    private Argument<double[,]> Matrix(string name)
    {
        ParameterArray array = Place(name);
        double[,] matrix = new double[array.Rows, array.Columns];
        Flat(name).CopyTo(Entries(matrix));
        Argument<double[,]> argument = check.Argument(name, matrix);
        gradients.Add(name, argument.Gradient);
        return argument;
    }

    private Argument<double[]> Vector(string name, ReadOnlySpan<double> values)
    {
        Argument<double[]> argument = check.Argument(name, values.ToArray());
        gradients.Add(name, argument.Gradient);
        return argument;
    }

    private ReadOnlySpan<double> Flat(string name) => loss.Parameters.AsSpan(Place(name).Start, Place(name).Length);

    private ParameterArray Place(string name) => loss.Sizes.Arrays.Single(array => array.Name == name);

    // Row by row, as the cell wants them.
    private static Span<double> Entries(double[,] matrix) => MemoryMarshal.CreateSpan(ref matrix[0, 0], matrix.Length);
}
