namespace BackpropGen.Testing.Tests.Corpus;

/// <summary>What people get wrong in the backward pass of an LSTM.</summary>
public enum LstmBug
{
    None, OutputGateWithoutSlope, CandidateWithoutSlope, CandidateWithLogisticSlope, OldStateForNew, NewStateForOld, CellWithoutTanhSlope, CellWithoutTanh,
    LastStepLost, FirstStepLost, HiddenNotPassedBack, CellNotPassedBack, ForgetGateNotPassedBack, GatesSwapped, GateWithoutSlope, GateSign,
    MeanNotDivided, WeightsTransposed, InitialStateLost, BiasOfLastStepOnly, InputOfPreviousStep, HiddenOfThisStep, TargetSign, CellOverwritten,
    BiasTwice, OnlyFirstUnit, InputGradientLost, OutputGateFromHidden,
}

/// <summary>An LSTM over a short sequence, with a loss, and its backward pass, that may have one bug.</summary>
public static class LstmByHand
{
    private const int Steps = 4;
    private const int Inputs = 2;
    private const int Units = 3;
    private static readonly string[] Gates = ["f", "i", "g", "o"];

    public static GradientReport Check(GradientCheck check, LstmBug bug)
    {
        var random = new Random(5);
        double[] Numbers(int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2 - 1) * scale)];
        Argument<double[][]> w = check.Argument("w", Gates.Select(_ => Numbers(Units * (Units + Inputs), 0.7)).ToArray());
        Argument<double[][]> b = check.Argument("b", Gates.Select(_ => Numbers(Units, 0.3)).ToArray());
        Argument<double[][]> x = check.Argument("x", Enumerable.Range(0, Steps).Select(_ => Numbers(Inputs, 1)).ToArray());
        Argument<double[]> h0 = check.Argument("h0", Numbers(Units, 0.5));
        Argument<double[]> c0 = check.Argument("c0", Numbers(Units, 0.5));
        double[] target = Numbers(Steps * Units, 1);
        return check.Run(
            () => new Pass(w.Value, b.Value, x.Value, h0.Value, c0.Value, target).Loss,
            dLoss => new Pass(w.Value, b.Value, x.Value, h0.Value, c0.Value, target).Backward(dLoss, bug, w.Gradient, b.Gradient, x.Gradient, h0.Gradient, c0.Gradient));
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private sealed class Pass
    {
        private readonly double[][] w;
        private readonly double[] target;
        private readonly double[][][] gate = [.. Enumerable.Range(0, Steps).Select(_ => Gates.Select(_ => new double[Units]).ToArray())];
        private readonly double[][] z = new double[Steps][];
        private readonly double[][] h = [.. Enumerable.Range(0, Steps + 1).Select(_ => new double[Units])];
        private readonly double[][] c = [.. Enumerable.Range(0, Steps + 1).Select(_ => new double[Units])];

        public Pass(double[][] w, double[][] b, double[][] x, double[] h0, double[] c0, double[] target)
        {
            this.w = w;
            this.target = target;
            h0.CopyTo(h[0], 0);
            c0.CopyTo(c[0], 0);
            for (int t = 0; t < Steps; t++)
            {
                z[t] = [.. h[t], .. x[t]];
                for (int u = 0; u < Units; u++)
                {
                    for (int g = 0; g < 4; g++)
                    {
                        double sum = b[g][u];
                        for (int k = 0; k < z[t].Length; k++)
                            sum += w[g][u * z[t].Length + k] * z[t][k];
                        gate[t][g][u] = g == 2 ? Math.Tanh(sum) : Logistic(sum);
                    }
                    c[t + 1][u] = gate[t][0][u] * c[t][u] + gate[t][1][u] * gate[t][2][u];
                    h[t + 1][u] = gate[t][3][u] * Math.Tanh(c[t + 1][u]);
                    double error = h[t + 1][u] - target[t * Units + u];
                    Loss += error * error / (Steps * Units);
                }
            }
        }

        public double Loss { get; }

        public void Backward(double dLoss, LstmBug bug, double[][] dW, double[][] dB, double[][] dX, double[] dH0, double[] dC0)
        {
            var dH = new double[Units];
            var dC = new double[Units];
            for (int t = bug == LstmBug.LastStepLost ? Steps - 2 : Steps - 1; t >= (bug == LstmBug.FirstStepLost ? 1 : 0); t--)
            {
                var dZ = new double[Units + Inputs];
                for (int u = 0; u < (bug == LstmBug.OnlyFirstUnit ? 1 : Units); u++)
                {
                    double count = bug == LstmBug.MeanNotDivided ? 1 : Steps * Units;
                    double error = h[t + 1][u] - target[t * Units + u];
                    dH[u] += dLoss * 2 / count * (bug == LstmBug.TargetSign ? h[t + 1][u] + target[t * Units + u] : error);
                    double tanh = Math.Tanh(bug == LstmBug.OldStateForNew ? c[t][u] : c[t + 1][u]);
                    double slope = bug == LstmBug.CellWithoutTanhSlope ? 1 : 1 - tanh * tanh;
                    double dO = dH[u] * (bug == LstmBug.CellWithoutTanh ? c[t + 1][u] : bug == LstmBug.OutputGateFromHidden ? h[t + 1][u] : tanh);
                    double into = dH[u] * gate[t][3][u] * slope;
                    dC[u] = bug == LstmBug.CellOverwritten ? into : dC[u] + into;
                    double dF = dC[u] * (bug == LstmBug.NewStateForOld ? c[t + 1][u] : c[t][u]);
                    double dI = dC[u] * gate[t][2][u];
                    double dG = dC[u] * gate[t][1][u];
                    double[] d = bug == LstmBug.GatesSwapped ? [dI, dF, dG, dO] : [dF, dI, dG, dO];
                    for (int g = 0; g < 4; g++)
                    {
                        double y = gate[t][g][u];
                        double own = g == 2 ? 1 - y * y : y * (1 - y);
                        own = (bug, g) switch
                        {
                            (LstmBug.OutputGateWithoutSlope, 3) or (LstmBug.CandidateWithoutSlope, 2) or (LstmBug.GateWithoutSlope, 1) => 1,
                            (LstmBug.CandidateWithLogisticSlope, 2) => y * (1 - y),
                            (LstmBug.GateSign, 0) => -own,
                            _ => own,
                        };
                        double dSum = d[g] * own;
                        if (bug != LstmBug.BiasOfLastStepOnly || t == Steps - 1)
                            dB[g][u] += bug == LstmBug.BiasTwice ? 2 * dSum : dSum;
                        for (int k = 0; k < dZ.Length; k++)
                        {
                            double input = bug == LstmBug.InputOfPreviousStep && k >= Units ? z[Math.Max(0, t - 1)][k] : bug == LstmBug.HiddenOfThisStep && k < Units ? h[t + 1][k] : z[t][k];
                            dW[g][bug == LstmBug.WeightsTransposed ? k * Units + u : u * dZ.Length + k] += dSum * input;
                            dZ[k] += dSum * w[g][u * dZ.Length + k];
                        }
                    }
                    dC[u] = bug == LstmBug.CellNotPassedBack ? 0 : bug == LstmBug.ForgetGateNotPassedBack ? dC[u] : dC[u] * gate[t][0][u];
                }
                for (int k = 0; k < dZ.Length; k++)
                {
                    if (k < Units)
                        dH[k] = bug == LstmBug.HiddenNotPassedBack ? 0 : dZ[k];
                    else if (bug != LstmBug.InputGradientLost)
                        dX[t][k - Units] += dZ[k];
                }
            }
            for (int u = 0; u < Units && bug != LstmBug.InitialStateLost; u++)
            {
                dH0[u] += dH[u];
                dC0[u] += dC[u];
            }
        }
    }
}
