using System.CommandLine;
using Spectre.Console;
using Xunit;

namespace SineLstm.Tests;

/// <summary>The sample as its user sees it.</summary>
public sealed class SampleTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sine").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_run_is_ok_and_writes_its_pictures()
    {
        (int code, string text) = Run("--iterations", "300", "--output", Path.Combine(folder, "new", "out"));
        Assert.Equal((ExitCode.Ok, 2), (code, text.Split("grads are ok").Length - 1));
        Assert.Equal(["loss.png", "prediction.png"], Directory.GetFiles(Path.Combine(folder, "new", "out")).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("WrongGradient", "5")]
    [InlineData("WrongGradient", "40")]
    [InlineData("OverwrittenState", "5")]
    public void A_mistake_is_found(string fault, string hidden)
    {
        (int code, string text) = Run("--check-only", "--hidden", hidden, "--fault", fault);
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains(fault == "WrongGradient" ? "grads are wrong: " : "not repeatable", text);
    }

    [Fact]
    public void Help_names_every_option()
    {
        StringWriter text = new();
        SampleCommand command = new((_, _) => ExitCode.Ok);
        command.Parse(["--help"]).Invoke(new() { Output = text });
        Assert.All(command.Options, option => Assert.Contains(option.Name, text.ToString()));
        Assert.Contains("--fault", text.ToString());
        Assert.Contains("WrongGradient", text.ToString());
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file/below")]
    [InlineData("occupied")]
    public void An_output_that_cannot_be_written_is_found_first(string output)
    {
        File.WriteAllText(Path.Combine(folder, "file"), "");
        Directory.CreateDirectory(Path.Combine(folder, "occupied", "prediction.png"));

        (int code, string text) = Run("--iterations", "300", "--output", Path.Combine(folder, output));
        Assert.Equal(ExitCode.BadOptions, code);
        Assert.Contains("--output: ", text);
        Assert.DoesNotContain("Gradients", text);
        Assert.Equal(output == "occupied" ? ["prediction.png"] : [], Entries(Path.Combine(folder, output)));
    }

    [Fact]
    public void The_series_goes_on_after_its_end()
    {
        SineSeries series = new(new LstmSizes(1, 1, 1));
        ReadOnlySpan<double> targets = series.Targets(0, SineSeries.Length);
        Assert.Equal(series.Inputs(1, SineSeries.Length - 1), targets[..^1]);
        Assert.Equal(Math.Sin(3 * Math.PI * 30 / 29), targets[^1]);
    }

    private static string[] Entries(string path) =>
        Directory.Exists(path) ? [.. Directory.GetFileSystemEntries(path).Select(entry => Path.GetFileName(entry))] : [];

    private static (int Code, string Text) Run(params string[] arguments)
    {
        StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 400;
        int code = new SampleCommand((options, cancellation) => new Sample(console, options).Run(cancellation)).Parse(arguments).Invoke();
        return (code, text.ToString());
    }
}
