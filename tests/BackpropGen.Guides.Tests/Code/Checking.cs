using BackpropGen.Testing;

namespace BackpropGen.Guides.Tests.Code;

/// <summary>Checks as the guide shows them.</summary>
internal static class Checking
{
    public static void Short()
    {
        GradientReport report = Neuron.UnitGradientCheck(w: [0.1, 0.2], b: 0.3, x: [1, -1]);
        report.ThrowIfFailed();
    }

    public static string Trace()
    {
        GradientTrace trace = Neuron.LengthGradientTrace(x: [0, 0]);
        Console.WriteLine(trace);
        return trace.ToString();
    }

    public static void ByHand(double[] weights)
    {
        var check = new GradientCheck("Cell");
        Argument<double[]> w = check.Argument("w", weights);
        Argument<double> b = check.Argument("b", 0.5);
        check.Run(() => Cell(w.Value, b.Value), dResult => CellBackward(w.Value, b.Value, dResult, w.Gradient, ref b.Gradient)).ThrowIfFailed();
    }

    /// <summary>The report of a backward pass with the wrong sign.</summary>
    public static GradientReport Wrong(double[] weights)
    {
        var check = new GradientCheck("Cell");
        Argument<double[]> w = check.Argument("w", weights);
        Argument<double> b = check.Argument("b", 0.5);
        return check.Run(() => Cell(w.Value, b.Value), dResult =>
        {
            double wrong = 0;
            CellBackward(w.Value, b.Value, dResult, w.Gradient, ref wrong);
            b.Gradient -= wrong;
        });
    }

    private static double Cell(double[] w, double b) => Math.Sin(w[0] * w[1] + b);

    private static void CellBackward(double[] w, double b, double dResult, double[] dW, ref double dB)
    {
        double dSum = dResult * Math.Cos(w[0] * w[1] + b);
        dW[0] += dSum * w[1];
        dW[1] += dSum * w[0];
        dB += dSum;
    }
}
