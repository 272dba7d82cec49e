using ScottPlot;

namespace SineLstm;

/// <summary>Pictures of what was learned, as PNG files.</summary>
public static class Pictures
{
    private const int Width = 900;
    private const int Height = 520;
    private const string LossName = "loss.png";
    private const string PredictionName = "prediction.png";

    /// <summary>Makes the folder. Says why the pictures cannot be written there, or null: it is asked before a long run.</summary>
    public static string? WhyNot(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (string path in (string[])[Path.Combine(folder, LossName), Path.Combine(folder, PredictionName)])
            {
                bool exists = File.Exists(path);
                File.Open(path, FileMode.OpenOrCreate, FileAccess.Write).Dispose();
                if (!exists)
                    File.Delete(path);
            }
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return exception.Message;
        }
    }

    /// <summary>The moving average of the loss over the iterations, on a logarithmic scale.</summary>
    public static string Loss(string folder, ReadOnlySpan<double> smoothed)
    {
        double[] logarithms = new double[smoothed.Length];
        for (int i = 0; i < smoothed.Length; i++)
            logarithms[i] = Math.Log10(smoothed[i]);

        Plot plot = new();
        ScottPlot.Plottables.Signal curve = plot.Add.Signal(logarithms);
        curve.LineWidth = 2;
        plot.Axes.Left.TickGenerator = LogarithmicTicks();
        plot.Title("Learning the sine wave");
        plot.XLabel("iteration");
        plot.YLabel("loss of a sequence (moving average, 0.99)");
        return Save(plot, folder, LossName);
    }

    /// <summary>What the cell predicts for the whole series, from a zero initial state, against the targets (the first output).</summary>
    public static string Prediction(string folder, LstmSizes sizes, double[] parameters)
    {
        SineSeries series = new(sizes);
        double[] times = new double[SineSeries.Length];
        double[] targets = new double[SineSeries.Length];
        double[] predictions = new double[SineSeries.Length];
        double[] h = new double[sizes.Hidden];
        double[] c = new double[sizes.Hidden];
        double[] y = new double[sizes.Outputs];
        for (int t = 0; t < SineSeries.Length; t++)
        {
            Lstm.Step(sizes.View(parameters), series.Inputs(t, 1), h, c, y);
            times[t] = t;
            targets[t] = series.Targets(t, 1)[0];
            predictions[t] = y[0];
        }

        Plot plot = new();
        ScottPlot.Plottables.Scatter target = plot.Add.Scatter(times, targets);
        target.LegendText = "target: the next value";
        target.LineWidth = 2;
        target.MarkerSize = 0;
        ScottPlot.Plottables.Scatter prediction = plot.Add.Scatter(times, predictions);
        prediction.LegendText = "prediction";
        prediction.LineWidth = 2;
        prediction.MarkerSize = 7;
        plot.ShowLegend(Alignment.LowerRight);
        plot.Title("sin(linspace(0, 3π, 30)), one step ahead");
        plot.XLabel("time step");
        plot.YLabel("value");
        return Save(plot, folder, PredictionName);
    }

    // Labels at 1, 2 and 5 times the powers of ten.
    private static ScottPlot.TickGenerators.NumericManual LogarithmicTicks()
    {
        ScottPlot.TickGenerators.NumericManual ticks = new();
        for (int exponent = -12; exponent <= 12; exponent++)
        {
            foreach (int factor in (int[])[1, 2, 5])
            {
                double value = factor * Math.Pow(10, exponent);
                ticks.AddMajor(Math.Log10(value), value.ToString("0.############"));
            }
        }
        return ticks;
    }

    private static string Save(Plot plot, string folder, string name)
    {
        string path = Path.Combine(folder, name);
        plot.SavePng(path, Width, Height);
        return path;
    }
}
