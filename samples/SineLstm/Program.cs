using System.CommandLine;
using System.Globalization;
using SineLstm;
using Spectre.Console;

CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;

SampleCommand command = new((options, cancellation) => new Sample(AnsiConsole.Console, options).Run(cancellation));
ParseResult parsed = command.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (string message in parsed.Errors.Select(error => error.Message).Distinct())
        Console.Error.WriteLine(message);
    Console.Error.WriteLine("See --help.");
    return ExitCode.BadOptions;
}

// After Ctrl-C the last check and the pictures still have to be made.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
