using System.CommandLine;
using System.CommandLine.Parsing;

namespace SineLstm;

/// <summary>The command line.</summary>
public sealed class SampleCommand : RootCommand
{
    // The local storage of a step lies on the stack, which sets the limit.
    private const int LargestSize = 1024;

    private readonly Option<int> inputs = Number("--inputs", "Values that the cell sees in a step.", 1, LargestSize, 1);
    private readonly Option<int> hidden = Number("--hidden", "Hidden units.", 1, LargestSize, 5);
    private readonly Option<int> outputs = Number("--outputs", "Values that the cell predicts in a step.", 1, LargestSize, 1);
    private readonly Option<int> window = Number("--window", "Time steps in a window of the series.", 1, SineSeries.Length, 23);
    private readonly Option<int> seed = Number("--seed", "Seed of everything random.", 0, int.MaxValue, 1);
    private readonly Option<int> iterations = Number("--iterations", "Training iterations.", 1, 10_000_000, 5_000);
    private readonly Option<double> rate = new("--rate") { Description = "Learning rate.", DefaultValueFactory = _ => 0.01 };
    private readonly Option<bool> checkOnly = new("--check-only") { Description = "Check the gradients, and do not train." };
    private readonly Option<string> output = new("--output") { Description = "Folder for the pictures.", DefaultValueFactory = _ => "out" };
    private readonly Option<Fault> fault = new("--fault") { Description = "Put in a mistake, which the check must find." };

    /// <summary>Ties the options to what they start.</summary>
    public SampleCommand(Func<SampleOptions, CancellationToken, int> run)
        : base("An LSTM learns a sine wave with generated gradients: check them, train, check again.")
    {
        rate.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !(result.GetValueOrDefault<double>() is > 0 and <= 1e6))
                result.AddError($"--rate must be a positive number, not '{result.Tokens[0].Value}'.");
        });
        foreach (Option option in (Option[])[inputs, hidden, outputs, window, seed, iterations, rate, checkOnly, output, fault])
            Add(option);

        // Off the main thread, so that a signal finds the program listening.
        SetAction((parsed, cancellation) => Task.Run(() => run(Chosen(parsed), cancellation), CancellationToken.None));
    }

    private SampleOptions Chosen(ParseResult parsed) => new()
    {
        Sizes = new LstmSizes(parsed.GetValue(inputs), parsed.GetValue(hidden), parsed.GetValue(outputs)),
        Window = parsed.GetValue(window),
        Seed = parsed.GetValue(seed),
        Iterations = parsed.GetValue(iterations),
        Rate = parsed.GetValue(rate),
        CheckOnly = parsed.GetValue(checkOnly),
        Output = parsed.GetValue(output)!,
        Fault = parsed.GetValue(fault),
    };

    private static Option<int> Number(string name, string description, int least, int most, int standard)
    {
        Option<int> option = new(name) { Description = description, DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out int value) && (value < least || value > most))
                result.AddError($"{name} must lie between {least} and {most}, not be {value}.");
        });
        return option;
    }
}
