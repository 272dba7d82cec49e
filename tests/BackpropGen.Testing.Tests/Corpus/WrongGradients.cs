namespace BackpropGen.Testing.Tests.Corpus;

/// <summary>Gradients with one mistake, of the kinds that people make.</summary>
public static class WrongGradients
{
    private static readonly double[] Numbers = [0.7, -1.3, 2.1, 0.4, -0.2, 1.1];

    private static double TanhSlope(double x) => 1 - Math.Tanh(x) * Math.Tanh(x);

    public static IEnumerable<GradientCase> All =>
    [
        .. Enum.GetValues<LstmBug>().Where(bug => bug != LstmBug.None).Select(bug => new GradientCase($"LSTM: {bug}", Blocks(bug), Words(bug), check => LstmByHand.Check(check, bug))),
        GradientCase.Each("wrong sign", Numbers, Math.Cos, Math.Sin, isWrong: true, "has the wrong sign"),
        GradientCase.Each("factor 2 lost", Numbers, x => x * x, x => x, isWrong: true, "factor 0.5"),
        GradientCase.Each("added twice", Numbers, Math.Sin, x => 2 * Math.Cos(x), isWrong: true, "it may be added twice"),
        GradientCase.Of("mean not divided", Numbers, x => x.Sum(v => v * v) / x.Length, (x, d, g) => Add(g, i => 2 * d * x[i]), isWrong: true, "a mean may not be divided"),
        GradientCase.Each("slope of tanh forgotten", Numbers, Math.Tanh, _ => 1, isWrong: true),
        GradientCase.Each("slope of tanh at the operand", Numbers, Math.Tanh, x => 1 - x * x, isWrong: true),
        GradientCase.Each("nothing added", Numbers, x => x * x * x, _ => 0, isWrong: true, "no gradient at all"),
        GradientCase.Each("term missing", Numbers, x => x * x + Math.Sin(x), x => 2 * x, isWrong: true, "a term may be missing"),
        GradientCase.Of("transposed", [1, 2, 3, 4, 5, 6], x => Matrix(x, null, 0), (x, d, g) => Matrix(x, g, d), isWrong: true, "is transposed"),
        GradientCase.Of("shifted", Numbers, x => x.Select((v, i) => v * v * (i + 1)).Sum(), (x, d, g) => Add(g, i => i == 0 ? 0 : 2 * d * x[i - 1] * i), isWrong: true, "is shifted by 1 entry"),
        GradientCase.Of("last entry lost", Numbers, x => x.Sum(Math.Exp), (x, d, g) => Add(g, i => i == x.Length - 1 ? 0 : d * Math.Exp(x[i])), isWrong: true, "gets no gradient at [5]"),
        GradientCase.Of("one of many lost", [.. Enumerable.Range(0, 400).Select(i => Math.Sin(i))], x => x.Sum(Math.Exp), (x, d, g) => Add(g, i => i == 271 ? 0 : d * Math.Exp(x[i])), isWrong: true, "gets no gradient at [271]"),
        GradientCase.Each("off by a millionth", Numbers, x => x * x, x => 2.000002 * x, isWrong: true),
        GradientCase.Each("tiny and wrong", Numbers, x => 1e-25 * x * x, x => 3e-25 * x, isWrong: true, "factor 1.5"),
        GradientCase.Each("huge and wrong", Numbers, x => 1e25 * x * x, x => -2e25 * x, isWrong: true, "has the wrong sign"),
        GradientCase.EachSingle("single: wrong slope", [0.7f, -1.3f], MathF.Tanh, x => MathF.Tanh(x), isWrong: true),
        GradientCase.EachSingle("single: off by a hundredth", [0.7f, -1.3f], x => x * x, x => 2.02f * x, isWrong: true),
        GradientCase.Each("not between the sides of a kink", [0, 1.5], Math.Abs, x => x == 0 ? 2 : Math.Sign(x), isWrong: true),
        GradientCase.Each("saturated and wrong", [3.0, -3.0], Math.Tanh, x => 1 - Math.Abs(Math.Tanh(x)), isWrong: true),
        Swapped,
        StateNotCleared,
    ];

    private static void Add(double[] g, Func<int, double> value)
    {
        for (int i = 0; i < g.Length; i++)
            g[i] += value(i);
    }

    /// <summary>A form of a matrix of two rows, with a backward pass that takes columns for rows.</summary>
    private static double Matrix(double[] x, double[]? g, double d)
    {
        double sum = 0;
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                sum += Math.Sin(x[i * 3 + j]) * (i + 1) * (j + 2);
                if (g is not null)
                    g[j * 2 + i] += d * Math.Cos(x[i * 3 + j]) * (i + 1) * (j + 2);
            }
        }
        return sum;
    }

    private static GradientCase Swapped => new("two arrays swapped", ["a", "b"], "holds the gradient of 'b'", check =>
    {
        Argument<double[]> a = check.Argument("a", new[] { 1.0, 2, 3 });
        Argument<double[]> b = check.Argument("b", new[] { -2.0, 0.5, 1.5 });
        return check.Run(() => a.Value.Zip(b.Value, (x, y) => x * y * y).Sum(), d =>
        {
            Add(a.Gradient, i => d * 2 * a.Value[i] * b.Value[i]);
            Add(b.Gradient, i => d * b.Value[i] * b.Value[i]);
        });
    });

    private static GradientCase StateNotCleared => new("overwritten values keep their cotangent", ["h"], "should be 0", check =>
    {
        Argument<double[]> h = check.Argument("h", new[] { 3.0, 4.0 }, isWritten: true);
        Argument<double> x = check.Argument("x", 0.5);
        return check.Run(
            () =>
            {
                h.Value[0] = Math.Exp(x.Value);
                h.Value[1] = x.Value * 3;
            },
            () => x.Gradient += h.Gradient[0] * Math.Exp(x.Value) + h.Gradient[1] * 3);
    });

    /// <summary>A block that each bug is sure to spoil.</summary>
    private static string[] Blocks(LstmBug bug) => bug switch
    {
        LstmBug.OutputGateWithoutSlope or LstmBug.CellWithoutTanh or LstmBug.OutputGateFromHidden => ["w[3]", "b[3]"],
        LstmBug.CandidateWithoutSlope or LstmBug.CandidateWithLogisticSlope => ["w[2]", "b[2]"],
        LstmBug.GateWithoutSlope => ["w[1]", "b[1]"],
        LstmBug.GateSign or LstmBug.NewStateForOld => ["w[0]", "b[0]"],
        LstmBug.GatesSwapped => ["b[0]", "b[1]"],
        LstmBug.WeightsTransposed or LstmBug.HiddenOfThisStep or LstmBug.InputOfPreviousStep => ["w[0]", "w[1]", "w[2]", "w[3]"],
        LstmBug.InitialStateLost => ["h0", "c0"],
        LstmBug.BiasTwice or LstmBug.BiasOfLastStepOnly => ["b[0]", "b[1]", "b[2]", "b[3]"],
        LstmBug.InputGradientLost => ["x[0]", "x[1]", "x[2]", "x[3]"],
        LstmBug.LastStepLost => ["x[3]"],
        LstmBug.FirstStepLost => ["x[0]"],
        LstmBug.HiddenNotPassedBack => ["h0"],
        LstmBug.CellNotPassedBack or LstmBug.ForgetGateNotPassedBack => ["c0"],
        _ => ["b[0]"],
    };

    private static string Words(LstmBug bug) => bug switch
    {
        LstmBug.InitialStateLost => "'h0' gets no gradient at all",
        LstmBug.GateSign => "'b[0]'",
        LstmBug.MeanNotDivided => "is wrong by the factor 12",
        LstmBug.BiasTwice => "it may be added twice",
        LstmBug.LastStepLost => "'x[3]' gets no gradient at all",
        LstmBug.InputGradientLost => "'x[1]' gets no gradient at all",
        _ => "",
    };
}
