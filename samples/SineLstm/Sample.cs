using BackpropGen.Testing;
using Spectre.Console;

namespace SineLstm;

/// <summary>The run from end to end: check, train, check what was trained, draw.</summary>
public sealed class Sample(IAnsiConsole console, SampleOptions options)
{
    // Both ways do the same sums in nearly the same order.
    private const double Rounding = 1e-12;

    private readonly NormalSource source = new(options.Seed);

    /// <summary>Runs, and says how it ended.</summary>
    public int Run(CancellationToken cancellation)
    {
        LstmSizes sizes = options.Sizes;
        console.WriteLine(
            $"LSTM, sizes {sizes.Inputs}, {sizes.Hidden}, {sizes.Outputs} (inputs, hidden, outputs): {sizes.Count} parameters; "
            + $"windows of {options.Window} steps, seed {options.Seed}.");
        console.WriteLine();

        if (!options.CheckOnly && Pictures.WhyNot(options.Output) is { } reason)
        {
            console.MarkupLineInterpolated($"[red]--output: {reason}[/]");
            return ExitCode.BadOptions;
        }

        double[] parameters = source.Parameters(sizes);
        if (!Check("Gradients at the start", parameters))
            return ExitCode.Failed;
        if (options.CheckOnly)
            return ExitCode.Ok;

        Trainer trainer = new(sizes, parameters, options.Window, options.Rate, options.Iterations, source);
        TrainingRun.Execute(console, trainer, cancellation);
        console.WriteLine();
        if (trainer.Diverged)
        {
            console.MarkupLineInterpolated(
                $"[red]The loss left the finite numbers in iteration {trainer.Done}; try a smaller --rate than {options.Rate}.[/]");
            return ExitCode.Failed;
        }

        bool ok = Check("Gradients of the trained model", parameters);
        if (trainer.Done > 0)
        {
            console.WriteLine("Wrote " + Pictures.Loss(options.Output, trainer.Smoothed));
            console.WriteLine("Wrote " + Pictures.Prediction(options.Output, sizes, parameters));
        }
        if (!ok)
            return ExitCode.Failed;
        if (!cancellation.IsCancellationRequested)
            return ExitCode.Ok;
        console.WriteLine($"Interrupted after {trainer.Done} of {trainer.Iterations} iterations.");
        return ExitCode.Interrupted;
    }

    private bool Check(string title, double[] parameters)
    {
        LstmLoss loss = new(options.Sizes, parameters, options.Window, source);
        console.MarkupLineInterpolated($"[bold]{title}[/]");
        if (!double.IsFinite(loss.Value()))
        {
            console.MarkupLineInterpolated($"[red]The loss is no finite number here: {loss.Value()}[/]");
            return false;
        }
        GradientReport report = new LossCheck(loss, options.Seed).Run(options.Fault);
        if (!GradientTable.Write(console, report))
            return false;

        double disagreement = loss.DisagreementWithStepByStep();
        bool agree = disagreement <= Rounding;
        console.WriteLine(
            $"Back-propagation through time by hand, step by step, against the generated gradient: largest relative difference "
            + $"{disagreement:0.0e-0}, {(agree ? "no more" : "which is more")} than rounding.");
        console.WriteLine();
        return agree;
    }
}
