using System.CommandLine;
using System.Globalization;
using BackpropGen.Explain;

CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
return ExplainCommand.Run(args, Console.Out, Console.Error);
